import { assert, integer, nat, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lagView, type MonthlySeries } from '../../../src/shared/statistics/lag.ts'
import { createRandom, type Random } from '../../../src/shared/statistics/random.ts'

const ENPS = [
  31, 28, 33, 35, 30, 29, 34, 36, 38, 33, 31, 30, 35, 39, 41, 38, 36, 37, 42, 44, 40, 39, 43, 45, 41, 42, 46,
  44, 43, 47, 45, 48, 46, 44, 49, 50, 47, 48,
]
const NPS = [
  12, 15, 11, 10, 14, 18, 16, 13, 17, 20, 19, 15, 14, 18, 22, 21, 17, 19, 23, 26, 22, 20, 21, 25, 28, 24, 23,
  27, 29, 26, 25, 28, 31, 30, 27, 29, 33, 32,
]

const view = (first: MonthlySeries, second: MonthlySeries, options = {}) =>
  lagView(first, second, createRandom(1), { permutations: 200, ...options })
const at = (found: ReturnType<typeof view>, lag: number) =>
  found?.correlations.find((one) => one.lag === lag)?.r ?? Number.NaN
const months = (n: number, of: (month: number) => number | undefined): MonthlySeries =>
  Array.from({ length: n }, (_, month) => of(month))
const normal = (random: Random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

describe('lag view', () => {
  // R 4.2.2: ccf(diff(enps), diff(nps), lag.max = 8). R's lag −3 is our 3: the first series three months ahead.
  it('has the cross-correlations of R, in both directions', () => {
    const r = [
      0.15455344008037, 0.04424651960285, -0.25447731527176, -0.02967015557055, 0.16881287976528,
      0.09009490852621, -0.01837730025312, -0.25535909797983, -0.15993899803817, 0.40872676669239,
      0.26791749473891, -0.35829267649751, -0.35447880458905, 0.23141729608977, 0.3516954757966,
      -0.02020770005543, -0.36993479538147,
    ]
    const found = view(ENPS, NPS)
    expect(found?.correlations.map(({ lag }) => lag)).toEqual([
      -8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8,
    ])
    for (const [index, one] of found!.correlations.entries()) expect(one.r).toBeCloseTo(r[index]!, 12)
    expect(found?.months).toBe(38)
  })

  // R 4.2.2: x <- c(enps, enps); x[c(10, 25)] <- NA; ccf(diff(x), diff(c(nps, nps)), lag.max = 3, na.action = na.pass).
  it('has those of R where months are missing too', () => {
    const [first, second] = [
      [...ENPS, ...ENPS],
      [...NPS, ...NPS],
    ]
    const gaps = first.map((value, month) => (month === 9 || month === 24 ? undefined : value))
    const r = [
      -0.05215827959923, -0.17702531377992, -0.03824889511791, 0.27673441327152, 0.18623545267933,
      0.30091043031817, -0.22861184386583,
    ]
    const found = view(gaps, second, { mostLag: 3 })
    for (const [index, one] of found!.correlations.entries()) expect(one.r).toBeCloseTo(r[index]!, 12)
    expect(found?.months).toBe(72)
  })

  it('finds a series that runs five months behind another, and which of the two it is', () => {
    const random = createRandom(5)
    const levels = months(60, () => 0).reduce<number[]>(
      (all) => [...all, (all.at(-1) ?? 0) + normal(random)],
      [],
    )
    const later = months(60, (month) =>
      month < 5 ? normal(random) : levels[month - 5]! + 0.3 * normal(random),
    )
    const found = view(levels, later)
    expect(at(found, 5)).toBeGreaterThan(found?.band ?? 9)
    expect(at(found, 5)).toBeGreaterThan(0.6)
    expect(at(view(later, levels), -5)).toBeCloseTo(at(found, 5), 12)
  })

  it('takes nothing for a finding that two trends have in common', () => {
    const random = createRandom(6)
    const trend = () => months(60, (month) => 2 * month + 3 * normal(random))
    const found = view(trend(), trend())
    expect(Math.max(...found!.correlations.map(({ r }) => Math.abs(r)))).toBeLessThan(found!.band)
  })

  // With single months in random order the band would be too narrow and 17 % be found (see lag.ts).
  it('finds something in about 5 of 100 pairs of unrelated series, though monthly figures have noise', () => {
    const random = createRandom(484)
    let found = 0
    for (let run = 0; run < 200; run += 1) {
      const noise = () => months(48, () => normal(random))
      const { correlations, band } = lagView(noise(), noise(), random, { permutations: 100 })!
      if (correlations.some(({ r }) => Math.abs(r) > band)) found += 1
    }
    expect(found).toBeLessThan(23)
    expect(found).toBeGreaterThan(1)
  })

  it('says the same again with the same random numbers', () => {
    expect(view(ENPS, NPS)).toEqual(view(ENPS, NPS))
    const other = lagView(ENPS, NPS, createRandom(2), { permutations: 200 })
    expect(other?.correlations).toEqual(view(ENPS, NPS)?.correlations)
    expect(other?.band).toBeCloseTo(view(ENPS, NPS)?.band ?? Number.NaN, 0)
  })

  it('depends on no unit: points or shares, from wherever they count', () => {
    assert(
      property(integer({ min: 1, max: 50 }), integer({ min: -500, max: 500 }), (factor, shift) => {
        const found = view(
          ENPS.map((value) => value * factor + shift),
          NPS,
          { permutations: 100 },
        )
        const plain = view(ENPS, NPS, { permutations: 100 })
        for (const { lag, r } of plain!.correlations) expect(at(found, lag)).toBeCloseTo(r, 9)
        expect(found?.band).toBeCloseTo(plain?.band ?? Number.NaN, 9)
      }),
      { numRuns: 10 },
    )
  })

  it('keeps within −1 to 1, gaps or not', () => {
    assert(
      property(nat(), nat(20), (seed, gaps) => {
        const random = createRandom(seed)
        const missing = new Set(Array.from({ length: gaps }, () => Math.floor(random() * 100)))
        const series = () => months(100, (month) => (missing.has(month) ? undefined : normal(random)))
        const { correlations, band } = view(series(), series(), { permutations: 100 })!
        for (const { r } of correlations) expect(Math.abs(r)).toBeLessThanOrEqual(1)
        expect(band).toBeGreaterThan(0)
        expect(band).toBeLessThanOrEqual(1)
      }),
      { numRuns: 20 },
    )
  })

  it('is nothing below 36 months, and a missing month is no zero', () => {
    expect(view(ENPS.slice(0, 35), NPS.slice(0, 35))).toBeUndefined()
    expect(view(ENPS.slice(0, 36), NPS.slice(0, 36))).toBeDefined()
    // A missing month takes two steps with it: 38 months have 37 steps, 35 without it.
    const gap = ENPS.map((value, month) => (month === 9 ? undefined : value))
    expect(view(gap, NPS)?.months).toBe(36)
    expect(
      view(
        gap,
        NPS.map((value, month) => (month === 20 ? undefined : value)),
      ),
    ).toBeUndefined()
    const quarterly = months(120, (month) => (month % 3 === 0 ? month : undefined))
    expect(view(quarterly, quarterly)).toBeUndefined()
  })

  it('is nothing for a series that does not vary from its trend', () => {
    const straight = months(40, (month) => 0.1 * month)
    const flat = months(40, () => 7)
    const other = months(40, (month) => month % 5)
    for (const dull of [straight, flat]) {
      expect(view(dull, other)).toBeUndefined()
      expect(view(other, dull)).toBeUndefined()
    }
  })

  it('refuses series that do not fit and options out of range', () => {
    expect(() => view(ENPS, NPS.slice(1))).toThrow('first has 38 months, second has 37')
    expect(() => view(ENPS, NPS, { mostLag: 13 })).toThrow(RangeError)
    expect(() => view(ENPS, NPS, { mostLag: 0 })).toThrow('mostLag is 0')
    expect(() => view(ENPS, NPS, { mostLag: 2.5 })).toThrow('mostLag is 2.5')
    expect(() => view(ENPS, NPS, { permutations: 50 })).toThrow('permutations is 50, not within 100 to 10000')
  })
})
