/** Days of an agent for tests: made of ratings, one after the other. */
import { emptyDay, type DaySummary } from '../../../src/shared/views.ts'
import { addDays } from '../../../src/shared/work-day.ts'

export function dayOf(
  workDay: string,
  ratings: readonly number[],
  changes: Partial<DaySummary> = {},
): DaySummary {
  const count = (rating: number) => ratings.filter((one) => one === rating).length
  return {
    ...emptyDay(workDay),
    ended: ratings.length,
    rated: ratings.length,
    ratings: [count(1), count(2), count(3), count(4), count(5)],
    ...changes,
  }
}

/** One day after the other from `first` on. */
export function daysOf(first: string, ratings: readonly (readonly number[])[]): DaySummary[] {
  return ratings.map((ofDay, at) => dayOf(addDays(first, at), ofDay))
}
