/** How much of what could be answered was. */
import { checkPart } from './check.ts'

/**
 * Rated interactions as a share of the interactions that ended, 0–1. Whoever rates is not a random choice of all, so this
 * stands beside every figure and nothing is filled in; it has no interval, because it is a count of all and no sample.
 * @param ended all that ended: rated, skipped, expired and, on a day that isn't over, waiting
 * @returns `undefined` when nothing ended
 * @throws RangeError when a count isn't one, or `rated` is more than `ended`
 */
export function completionOf(rated: number, ended: number): number | undefined {
  checkPart('rated', rated, 'ended', ended)
  return ended === 0 ? undefined : rated / ended
}
