/** Interactions that went well for the agent and badly for the customer. */
import { checkWhole } from './check.ts'
import type { Estimate } from './interval.ts'
import { LEAST_PAIRS } from './agreement.ts'
import { isDetractor, type CustomerScale } from './map-score.ts'
import { shareOf } from './wilson.ts'

export interface CustomerAnswer {
  /** The agent's rating, 1–5. */
  readonly agent: number
  /** The customer's score as it was given. */
  readonly score: number
  readonly scale: CustomerScale
}

export type BlindSpots =
  | {
      readonly ok: true
      readonly n: number
      /** Pairs that the agent rated 4 or 5 while the customer is a detractor. */
      readonly count: number
      /** Their share of the pairs that the agent rated 4 or 5; `undefined` when there are none. */
      readonly share: Estimate | undefined
    }
  | { readonly ok: false; readonly reason: 'too-few'; readonly n: number }

/** @throws RangeError when a score isn't on its scale */
export function isBlindSpot({ agent, score, scale }: CustomerAnswer): boolean {
  const [good, detractor] = [isGood(agent), isDetractor(score, scale)]
  return good && detractor
}

/**
 * How often agents don't see that a customer left unhappy, from 100 pairs on. Team level only.
 * @throws RangeError when a score isn't on its scale
 */
export function blindSpotsOf(answers: readonly CustomerAnswer[]): BlindSpots {
  const n = answers.length
  const good = answers.filter(({ agent }) => isGood(agent)).length
  const count = answers.filter(isBlindSpot).length
  return n < LEAST_PAIRS
    ? { ok: false, reason: 'too-few', n }
    : { ok: true, n, count, share: shareOf(count, good) }
}

function isGood(agent: number): boolean {
  checkWhole('agent', agent, 1, 5)
  return agent >= 4
}
