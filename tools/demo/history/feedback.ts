/** What customers answered, sent as a survey's system does: some thousands at a time, by its own door. */
import { dayNumber } from '../../../src/shared/calendar.ts'
import type { CollectorStore } from '../../../src/collector/store/store.ts'
import { TEAM_LIMITS } from '../../../src/shared/wire/limits.ts'
import type { CustomerAnswer } from '../world/work.ts'

/** No interaction and scale may be there twice. @throws when the policy doesn't allow the comparison */
export async function sendFeedback(store: CollectorStore, answers: readonly CustomerAnswer[]): Promise<void> {
  if (answers.length === 0) return
  if ((await store.feedback.rule()) === undefined) throw new Error('The customer comparison is off.')
  for (let start = 0; start < answers.length; start += TEAM_LIMITS.feedbackRows) {
    const some = answers.slice(start, start + TEAM_LIMITS.feedbackRows)
    await store.feedback.store(some.map(({ given, ...row }) => ({ ...row, givenOn: dayNumber(given) })))
  }
}
