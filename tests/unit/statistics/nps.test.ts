import { assert, nat, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { npsCountsOf, npsEstimate } from '../../../src/shared/statistics/nps.ts'

const npsOf = (promoters: number, passives: number, detractors: number) =>
  npsEstimate({ promoters, passives, detractors })
const width = (estimate: ReturnType<typeof npsOf>) =>
  (estimate?.interval?.high ?? Number.NaN) - (estimate?.interval?.low ?? Number.NaN)

describe('net promoter score', () => {
  // Python 3 with numpy 2.4.6, as mean ± 1.96 standard errors of −1, 0 and 1 with weights d + ¾, passives + 1½, p + ¾.
  it.each([
    [45, 30, 25, 20, 3.7702544118751016, 35.06469704443558],
    [450, 300, 250, 20, 14.913845362253312, 24.966513560976995],
    [9, 6, 5, 20, -15.396693289382156, 50.17930198503433],
    [61, 103, 35, (100 * 26) / 199, 3.456405240493991, 22.28616901693175],
  ])(
    'of %i promoters, %i passives and %i detractors has the score and interval',
    (p, passives, d, score, low, high) => {
      const estimate = npsOf(p, passives, d)
      expect(estimate?.value).toBeCloseTo(score, 12)
      expect(estimate?.interval?.low).toBeCloseTo(low, 10)
      expect(estimate?.interval?.high).toBeCloseTo(high, 10)
    },
  )

  it('has the published margins: ±43 points for 10 answers, ±16 for 100, ±5 for 1,000', () => {
    // 45 % of 10 is no whole number: half-way between the neighbours.
    expect(Math.round((width(npsOf(5, 3, 2)) + width(npsOf(4, 3, 3))) / 4)).toBe(43)
    expect(Math.round(width(npsOf(45, 30, 25)) / 2)).toBe(16)
    expect(Math.round(width(npsOf(450, 300, 250)) / 2)).toBe(5)
  })

  it('is nothing without answers', () => {
    expect(npsOf(0, 0, 0)).toBeUndefined()
  })

  it('lies within its interval, and that within −100 to 100', () => {
    assert(
      property(nat(30), nat(30), nat(30), (promoters, passives, detractors) => {
        const estimate = npsOf(promoters, passives, detractors)
        if (estimate === undefined) return
        const { low, high } = estimate.interval ?? { low: Number.NaN, high: Number.NaN }
        expect(low).toBeGreaterThanOrEqual(-100)
        expect(high).toBeLessThanOrEqual(100)
        expect(estimate.value).toBeGreaterThanOrEqual(low)
        expect(estimate.value).toBeLessThanOrEqual(high)
      }),
    )
    expect(npsOf(1, 0, 0)?.interval?.high).toBe(100)
  })

  it('of twice the answers is the same and its interval narrower', () => {
    assert(
      property(
        nat(60),
        nat(60).map((passives) => passives + 2),
        nat(60),
        (p, passives, d) => {
          const [once, twice] = [npsOf(p, passives, d), npsOf(2 * p, 2 * passives, 2 * d)]
          expect(twice?.value).toBe(once?.value)
          expect(width(twice)).toBeLessThan(width(once))
        },
      ),
    )
  })

  it('changes its sign when promoters and detractors change places', () => {
    assert(
      property(nat(60), nat(60), nat(60), (p, passives, d) => {
        const [one, other] = [npsOf(p, passives + 1, d), npsOf(d, passives + 1, p)]
        expect(one?.value).toBeCloseTo(-(other?.value ?? Number.NaN), 9)
        expect(one?.interval?.low).toBeCloseTo(-(other?.interval?.high ?? Number.NaN), 9)
      }),
    )
  })

  it('takes 9 and 10 as promoters, 7 and 8 as passives, 0 to 6 as detractors', () => {
    const counts = npsCountsOf([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024])
    expect(counts).toEqual({ promoters: 512 + 1024, passives: 128 + 256, detractors: 127 })
  })

  it('refuses counts that are none, by name', () => {
    expect(() => npsOf(-1, 2, 3)).toThrow('promoters is -1')
    expect(() => npsOf(1, 2.5, 3)).toThrow('passives is 2.5')
    expect(() => npsOf(1, 2, Number.NaN)).toThrow('detractors is NaN')
    expect(() => npsCountsOf([1, 2, 3])).toThrow('counts has 3 entries')
    expect(() => npsCountsOf([1, 2, 3])).toThrow(RangeError)
  })
})
