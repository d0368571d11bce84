/** Cells and windows as the collector tells them, made by hand or at random together with the answers behind them. */
import fc from 'fast-check'
import type { Cell, WindowAnswer } from '../../../src/shared/wire/summaries.ts'

export const cell = (
  counts: readonly number[],
  alike = counts.map(() => 0),
  alikeBlocks = counts.map(() => 0),
): Cell => ({
  n: [...counts, ...alike].reduce((sum, count) => sum + count, 0),
  counts: [...counts],
  alike: [...alike],
  alikeBlocks: [...alikeBlocks],
})

/** A cell and the counts of the answers that it tells of. */
export interface Told {
  readonly told: Cell
  readonly truth: readonly number[]
}

/** Sums of one to four blocks, some of them almost alike with one exception, or none. */
export function toldCells(values: number): fc.Arbitrary<Told> {
  const block = fc.record({
    counts: fc.array(fc.nat(6), { minLength: values, maxLength: values }),
    alike: fc.option(
      fc.record({
        value: fc.nat(values - 1),
        n: fc.integer({ min: 5, max: 15 }),
        exception: fc.nat(values - 1),
      }),
    ),
  })
  return fc
    .array(block, { minLength: 1, maxLength: 4 })
    .map((blocks) => {
      const none = () => Array.from({ length: values }, () => 0)
      const [counts, alike, alikeBlocks, truth] = [none(), none(), none(), none()]
      for (const one of blocks)
        if (one.alike === null)
          for (const [value, n] of one.counts.entries()) {
            counts[value]! += n
            truth[value]! += n
          }
        else {
          alike[one.alike.value]! += one.alike.n
          alikeBlocks[one.alike.value]! += 1
          truth[one.alike.value]! += one.alike.n - 1
          truth[one.alike.exception]! += 1
        }
      return { told: cell(counts, alike, alikeBlocks), truth }
    })
    .filter(({ told }) => told.n > 1)
}

const NOTHING = { cell: null, left: 0 }

/** A window of which only what is given can be shown. */
export function windowOf(
  from: string,
  measures: Partial<Pick<WindowAnswer, 'outcome' | 'rating' | 'solved' | 'smiley'>> = {},
  to = from,
): WindowAnswer {
  return {
    from,
    to,
    outcome: NOTHING,
    rating: NOTHING,
    solved: NOTHING,
    smiley: NOTHING,
    channels: [],
    queues: [],
    ...measures,
  }
}

export const shown = (counts: readonly number[], left = 0) => ({ cell: cell(counts), left })
export const hidden = (left = 1) => ({ cell: null, left })
