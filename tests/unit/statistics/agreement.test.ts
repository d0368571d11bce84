import { array, assert, integer, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agreementOf, type Agreement } from '../../../src/shared/statistics/agreement.ts'
import { tablePairs, type PairTable, type ScorePair } from '../../../src/shared/statistics/pair-table.ts'

const score = integer({ min: 1, max: 5 })
/** Never all alike: what then isn't defined has its own test. */
const pairs = array(record({ agent: score, customer: score }), { minLength: 100, maxLength: 200 }).map(
  (all) => [...all, { agent: 1, customer: 2 }, { agent: 5, customer: 4 }],
)

function agreed(table: PairTable): Agreement {
  const result = agreementOf(table)
  if (!result.ok) throw new Error(`${result.n} pairs are too few`)
  return result
}

/** Cohen's definition with a table of weights, the long way round. */
function kappaByWeights(table: PairTable): number {
  const rows = table.map((row) => row.reduce((sum, count) => sum + count, 0))
  const columns = [0, 1, 2, 3, 4].map((at) => table.reduce((sum, row) => sum + row[at]!, 0))
  const n = rows.reduce((sum, count) => sum + count, 0)
  let [observed, expected] = [0, 0]
  for (let i = 0; i < 5; i += 1) {
    for (let j = 0; j < 5; j += 1) {
      const weight = (i - j) ** 2 / 16
      observed += (weight * table[i]![j]!) / n
      expected += (weight * rows[i]! * columns[j]!) / (n * n)
    }
  }
  return 1 - observed / expected
}

describe('agreement of agents and customers', () => {
  // Python: sklearn 1.9.1 cohen_kappa_score(weights='quadratic'), scipy 1.17.1 spearmanr, numpy 2.4.6 for the rest; kappa of
  // the first also by R's psych 2.2.9.
  it.each([
    [
      'much alike',
      [
        [8, 5, 2, 0, 0],
        [4, 12, 7, 3, 1],
        [2, 6, 20, 14, 4],
        [1, 3, 12, 38, 22],
        [0, 1, 5, 19, 41],
      ],
      { n: 230, kappa: 0.7086955948124596, rank: 0.6721959740806323, exact: 0.5173913043478261 },
      {
        adjacent: 0.9043478260869565,
        bias: -0.008695652173913044,
        low: -1.8032693332792828,
        high: 1.7858780289314569,
      },
    ],
    [
      'agents that rate high',
      [
        [0, 0, 0, 0, 0],
        [0, 0, 0, 0, 0],
        [0, 0, 0, 0, 3],
        [0, 0, 12, 30, 0],
        [8, 0, 0, 25, 25],
      ],
      { n: 103, kappa: 0.025028076367720198, rank: 0.28322962075403246, exact: 0.5339805825242718 },
      {
        adjacent: 0.8932038834951457,
        bias: 0.6116504854368932,
        low: -1.6719472772485193,
        high: 2.8952482481223054,
      },
    ],
    [
      'opposites',
      [
        [0, 0, 0, 0, 20],
        [0, 0, 0, 20, 0],
        [0, 0, 20, 0, 0],
        [0, 20, 0, 0, 0],
        [20, 0, 0, 0, 0],
      ],
      { n: 100, kappa: -1, rank: -1, exact: 0.2 },
      { adjacent: 0.2, bias: 0, low: -5.571543007135148, high: 5.571543007135148 },
    ],
  ] as const)('of %s is what sklearn, scipy and numpy say', (_, table, one, other) => {
    const agreement = agreed(table)
    expect(agreement.n).toBe(one.n)
    expect(agreement.kappa).toBeCloseTo(one.kappa, 12)
    expect(agreement.rank).toBeCloseTo(one.rank, 12)
    expect(agreement.exact).toBeCloseTo(one.exact, 12)
    expect(agreement.adjacent).toBeCloseTo(other.adjacent, 12)
    expect(agreement.bias).toBeCloseTo(other.bias, 12)
    expect(agreement.limits.low).toBeCloseTo(other.low, 12)
    expect(agreement.limits.high).toBeCloseTo(other.high, 12)
  })

  // The diagnoses of Cohen (1968), n = 200, as in the manual of R's psych, which gives 0.45 with squared weights; the digits
  // by sklearn 1.9.1. The second table is of Fleiss, Cohen and Everitt (1969), from the same manual.
  it.each([
    [[88, 14, 18], [10, 40, 10], [2, 6, 12], 5 / 11],
    [[106, 10, 4], [22, 28, 10], [2, 12, 6], 0.5666666666666667],
  ] as const)(
    'has the quadratic weighted kappa of the textbooks: %j %j %j',
    (first, second, third, kappa) => {
      const none = [0, 0, 0, 0, 0]
      const table = [[...first, 0, 0], [...second, 0, 0], [...third, 0, 0], none, none]
      expect(agreed(table).kappa).toBeCloseTo(kappa, 12)
    },
  )

  it('has the kappa of its definition, for any pairs', () => {
    assert(
      property(pairs, (all) => {
        const table = tablePairs(all)
        expect(agreed(table).kappa).toBeCloseTo(kappaByWeights(table), 10)
      }),
    )
  })

  it('is not told of fewer than 100 pairs', () => {
    const same = (n: number) =>
      tablePairs(Array.from({ length: n }, (_, at) => ({ agent: 3 + (at % 2), customer: 3 })))
    expect(agreementOf(same(99))).toEqual({ ok: false, reason: 'too-few', n: 99 })
    expect(agreementOf(tablePairs([]))).toEqual({ ok: false, reason: 'too-few', n: 0 })
    expect(agreementOf(same(100))).toMatchObject({ ok: true, n: 100 })
  })

  it('has no kappa and no rank where all scores are one and the same, and is exact', () => {
    const table = tablePairs(Array.from({ length: 103 }, () => ({ agent: 4, customer: 4 })))
    expect(agreed(table)).toEqual({
      ok: true,
      n: 103,
      kappa: undefined,
      exact: 1,
      adjacent: 1,
      bias: 0,
      limits: { low: 0, high: 0 },
      rank: undefined,
    })
    const apart = tablePairs(Array.from({ length: 103 }, () => ({ agent: 5, customer: 4 })))
    expect(agreed(apart)).toMatchObject({ kappa: 0, exact: 0, adjacent: 1, bias: 1, rank: undefined })
  })

  it('depends on no order, and says the same of twice the pairs', () => {
    assert(
      property(pairs, (all) => {
        const once = agreed(tablePairs(all))
        expect(agreed(tablePairs([...all].toReversed()))).toEqual(once)
        const twice = agreed(tablePairs([...all, ...all]))
        expect(twice.kappa).toBeCloseTo(once.kappa ?? Number.NaN, 12)
        expect(twice.rank).toBeCloseTo(once.rank ?? Number.NaN, 12)
        expect([twice.exact, twice.adjacent, twice.bias]).toEqual([once.exact, once.adjacent, once.bias])
        expect(twice.limits.high).toBeLessThanOrEqual(once.limits.high)
      }),
    )
  })

  it('keeps within its bounds, and turns only its bias when the sides change places', () => {
    assert(
      property(pairs, (all) => {
        const one = agreed(tablePairs(all))
        const other = agreed(
          tablePairs(all.map(({ agent, customer }): ScorePair => ({ agent: customer, customer: agent }))),
        )
        expect(other.kappa).toBeCloseTo(one.kappa ?? Number.NaN, 12)
        expect(other.rank).toBeCloseTo(one.rank ?? Number.NaN, 12)
        expect(other.bias).toBeCloseTo(-one.bias, 12)
        for (const value of [one.kappa, one.rank])
          expect(Math.abs(value ?? Number.NaN)).toBeLessThanOrEqual(1 + 1e-12)
        expect(one.exact).toBeLessThanOrEqual(one.adjacent)
        expect(one.limits.low).toBeLessThanOrEqual(one.bias)
      }),
    )
  })

  it('refuses scores and tables that are none', () => {
    expect(() => tablePairs([{ agent: 6, customer: 3 }])).toThrow('agent is 6, not within 1 to 5')
    expect(() => tablePairs([{ agent: 3, customer: 0 }])).toThrow('customer is 0')
    expect(() => tablePairs([{ agent: 3, customer: 2.5 }])).toThrow('customer is 2.5, not a whole number')
    expect(() => agreementOf([[1, 2, 3]])).toThrow('the table has 1 rows, not 5')
    const none = [0, 0, 0, 0, 0]
    expect(() => agreementOf([none, none, [1, 2], none, none])).toThrow('row 3 has 2 counts, not 5')
    expect(() => agreementOf([none, [0, 0, 0, -4, 0], none, none, none])).toThrow(
      'the count of agent 2, customer 4 is -4',
    )
  })
})
