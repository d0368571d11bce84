/**
 * All that means and deviations need of scores: how many, their sum and the sum of their squares. Sums of days or queues
 * add up to those of a window, so nobody has to keep single answers for it.
 */
import { checkCount, checkPart } from './check.ts'

export interface Sums {
  readonly n: number
  readonly total: number
  readonly squares: number
}

export const NO_SUMS: Sums = { n: 0, total: 0, squares: 0 }

/**
 * The sums of scores that are counted by score.
 * @param counts how many answers of `lowest`, `lowest` + 1, …
 * @throws RangeError when a count isn't a whole number of 0 or more
 */
export function sumsOfCounts(counts: readonly number[], lowest = 1): Sums {
  let [n, total, squares] = [0, 0, 0]
  for (const [at, count] of counts.entries()) {
    const score = lowest + at
    checkCount(`the count of score ${score}`, count)
    n += count
    total += count * score
    squares += count * score * score
  }
  return { n, total, squares }
}

/**
 * The sums of yes/no answers, yes as 1 and no as 0, for what works on means.
 * @throws RangeError when a count isn't one, or `yes` is more than `n`
 */
export function sumsOfShare(yes: number, n: number): Sums {
  checkPart('yes', yes, 'n', n)
  return { n, total: yes, squares: yes }
}

export function addSums(parts: Iterable<Sums>): Sums {
  let [n, total, squares] = [0, 0, 0]
  for (const part of parts) {
    n += part.n
    total += part.total
    squares += part.squares
  }
  return { n, total, squares }
}

/** @returns `undefined` without answers */
export function meanOf({ n, total }: Sums): number | undefined {
  return n === 0 ? undefined : total / n
}

/**
 * The sample standard deviation, √((Σx² − (Σx)²/n) / (n − 1)). Made for scores on a short scale, where the sums are exact.
 * @returns `undefined` for fewer than two answers
 */
export function deviationOf({ n, total, squares }: Sums): number | undefined {
  return n < 2 ? undefined : Math.sqrt(Math.max(0, squares - (total * total) / n) / (n - 1))
}

/**
 * The standard deviation, but at least 1/√n, which is what it would be had one answer been one step off. Answers that
 * are all alike (three fives) would else claim that their mean is certain. For whole scores of two answers or more no
 * other deviation is that small, so nothing else changes.
 * @returns `undefined` for fewer than two answers
 */
export function cautiousDeviationOf(sums: Sums): number | undefined {
  const deviation = deviationOf(sums)
  return deviation === undefined ? undefined : Math.max(deviation, 1 / Math.sqrt(sums.n))
}
