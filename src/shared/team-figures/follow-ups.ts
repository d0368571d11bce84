/** Follow-ups by what became of them. */
import type { FollowUp, FollowUpState } from '../wire/team.ts'

/** In the order of work. */
export const FOLLOW_UP_STATE_NAMES = [
  'open',
  'done',
  'not-needed',
] as const satisfies readonly FollowUpState[]

/** Each in the order in which the collector tells them. */
export function followUpsBy(
  followUps: readonly FollowUp[],
): Readonly<Record<FollowUpState, readonly FollowUp[]>> {
  const of = (wanted: FollowUpState) => followUps.filter(({ state }) => state === wanted)
  return { open: of('open'), done: of('done'), 'not-needed': of('not-needed') }
}
