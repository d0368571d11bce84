/** A pause that the agent asks for, also over a restart; part of the composition root. */
import type { Pause } from '../shared/ipc.ts'
import type { Settings } from '../shared/settings.ts'
import { addDays, workDayStart } from '../shared/work-day.ts'
import { z } from '../shared/zod.ts'
import type { DayReminder } from './prompting/day-reminder.ts'
import type { Clock, Prompter } from './prompting/prompter.ts'
import type { WriteQueue } from './prompting/write-queue.ts'
import type { StateStore } from './store/index.ts'

export interface PausingParts {
  readonly state: StateStore
  readonly clock: Clock
  readonly settings: () => Settings
  readonly prompter: Prompter
  readonly reminder: Pick<DayReminder, 'today'>
  readonly queue: WriteQueue
}

const MINUTE = 60_000
const pauseSchema = z.strictObject({ pausedUntil: z.int().nullable() })

export class Pausing {
  readonly #parts: PausingParts

  constructor(parts: PausingParts) {
    this.#parts = parts
  }

  /** Until when (epoch ms), as it was left when the program ended. */
  get kept(): number | null {
    return this.#parts.state.read('pause', pauseSchema)?.pausedUntil ?? null
  }

  set(pause: Pause): void {
    const { prompter, queue, state } = this.#parts
    const until = this.#endOf(pause)
    prompter.pause(until)
    queue.attempt(() => state.write('pause', { pausedUntil: until }))
  }

  #endOf(pause: Pause): number | null {
    const { clock, reminder, settings } = this.#parts
    switch (pause) {
      case '30-minutes':
        return clock.now() + 30 * MINUTE
      case '1-hour':
        return clock.now() + 60 * MINUTE
      case 'tomorrow':
        return workDayStart(addDays(reminder.today(), 1), clock.timeZone(), settings().shift)
      case 'off':
        return null
    }
  }
}
