/** What the figures have in common: a value is never without its number of answers and its interval. */

export interface Interval {
  readonly low: number
  readonly high: number
}

export interface Estimate {
  readonly value: number
  /** How many answers it is made of. */
  readonly n: number
  /** 95 %; `undefined` where the answers are too few to say. */
  readonly interval: Interval | undefined
}

/** The lowest and the highest score that can be given. */
export interface Scale {
  readonly low: number
  readonly high: number
}

/** The five faces. */
export const RATING_SCALE: Scale = { low: 1, high: 5 }

/** A share of answers: from none to all. */
export const SHARE_SCALE: Scale = { low: 0, high: 1 }

/** Two-sided 95 % quantile of the normal distribution. */
export const Z_95 = 1.959963984540054

/** `middle` ± `margin`, no further than the scale goes. */
export function around(middle: number, margin: number, scale: Scale): Interval {
  return { low: Math.max(scale.low, middle - margin), high: Math.min(scale.high, middle + margin) }
}
