/** Customers' scores beside agents' ratings: both on 1–5, by a rule that anybody can check. */
import { checkWhole } from './check.ts'
import { RATING_SCALE, type Scale } from './interval.ts'

/**
 * The questions that customers are asked. `nps`: would you recommend us, 0–10. `csat-…`: how satisfied are you, from 1 to
 * the number.
 */
export const CUSTOMER_SCALES = {
  nps: { low: 0, high: 10 },
  'csat-5': { low: 1, high: 5 },
  'csat-7': { low: 1, high: 7 },
  'csat-10': { low: 1, high: 10 },
} as const satisfies Readonly<Record<string, Scale>>
export type CustomerScale = keyof typeof CUSTOMER_SCALES

/**
 * A customer's score on 1–5: in a straight line from the lowest to 1 and from the highest to 5, then to the nearest whole
 * number. No score of these scales lies half-way.
 *
 * | from | 1 | 2 | 3 | 4 | 5 |
 * |---|---|---|---|---|---|
 * | NPS 0–10 | 0–1 | 2–3 | 4–6 | 7–8 | 9–10 |
 * | CSAT 1–5 | 1 | 2 | 3 | 4 | 5 |
 * | CSAT 1–7 | 1 | 2–3 | 4 | 5–6 | 7 |
 * | CSAT 1–10 | 1–2 | 3–4 | 5–6 | 7–8 | 9–10 |
 *
 * So NPS passives are the 4 and promoters the 5.
 * @throws RangeError when the score isn't a whole number on the scale
 */
export function mapScore(score: number, from: CustomerScale): number {
  checkScore(score, from)
  const { low, high } = CUSTOMER_SCALES[from]
  const share = (score - low) / (high - low)
  return Math.round(RATING_SCALE.low + share * (RATING_SCALE.high - RATING_SCALE.low))
}

/**
 * Whether the customer is one to lose: of NPS 0–6, as that is defined; of CSAT what maps to 1 or 2, so not the middle.
 * @throws RangeError when the score isn't a whole number on the scale
 */
export function isDetractor(score: number, from: CustomerScale): boolean {
  checkScore(score, from)
  return from === 'nps' ? score <= 6 : mapScore(score, from) <= 2
}

function checkScore(score: number, from: CustomerScale): void {
  const { low, high } = CUSTOMER_SCALES[from]
  checkWhole(`the ${from} score`, score, low, high)
}
