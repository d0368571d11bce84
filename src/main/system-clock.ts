/** The computer's own clock and time zone. */
import type { Clock } from './prompting/prompter.ts'

export const systemClock: Clock = {
  now: () => Date.now(),
  timeZone: () => Temporal.Now.timeZoneId(),
  after: (ms, action) => {
    const timer = setTimeout(action, ms)
    return () => clearTimeout(timer)
  },
}
