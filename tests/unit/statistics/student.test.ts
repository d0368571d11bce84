import { assert, double, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { studentQuantile } from '../../../src/shared/statistics/student.ts'

// R 4.2.2: qt(c(.9, .975, .995, .9995), df). The row of 1.5 is from Python's mpmath 1.4.1 with 40 digits, because R has only
// nine right there.
const QUANTILES = [
  [1, 3.0776835371752544, 12.706204736174694, 63.656741162871526, 636.6192487687897],
  [1.5, 2.19639841756554, 6.01666310442793, 17.8203105144628, 82.84744670365761],
  [2, 1.8856180831641269, 4.302652729749462, 9.924843200918289, 31.599054576445365],
  [3, 1.6377443536962091, 3.1824463052837078, 5.840909309733354, 12.923978636687961],
  [4, 1.5332062740589429, 2.7764451051977934, 4.604094871349992, 8.610301581379522],
  [5, 1.4758840488244804, 2.5705818356363137, 4.032142983555229, 6.868826625881256],
  [10, 1.3721836411103356, 2.2281388519862739, 3.16927267261695, 4.5868938587027],
  [19, 1.3277282090267986, 2.0930240544083092, 2.860934606464979, 3.883405852592132],
  [29.3, 1.3111205919858124, 2.0443204215001405, 2.754420171610263, 3.65526569433102],
  [49, 1.2990687847477504, 2.0095752371292397, 2.6799519736315514, 3.5004428913674035],
  [99, 1.2901614420344816, 1.9842169515864172, 2.6264054572808275, 3.391528833363684],
  [499, 1.2832504230098853, 1.9647293909876884, 2.585717683111754, 3.31013057039783],
  [1000, 1.2823987214609247, 1.9623390808264074, 2.5807546980659501, 3.3002826484239436],
  [12345.6, 1.2816201430954091, 1.96015615825951, 2.5762276044252133, 3.291315016208778],
  [1e6, 1.281552412129939, 1.959966356814107, 2.5758342201053335, 3.2905364612487213],
  [1e7, 1.2815516502030833, 1.9599642217672049, 2.575829795203748, 3.2905277044652537],
  [1e9, 1.281551566391186, 1.959963986912325, 2.575829308465448, 3.290526741221656],
] as const

describe("Student's t", () => {
  it.each(QUANTILES)(
    'with %d degrees of freedom has the published quantiles to ten digits',
    (df, ...quantiles) => {
      for (const [at, p] of [0.9, 0.975, 0.995, 0.9995].entries()) {
        expect(studentQuantile(p, df) / (quantiles[at] ?? Number.NaN)).toBeCloseTo(1, 10)
      }
    },
  )

  // Student's distribution has a closed form for one and two degrees of freedom.
  it('follows the closed forms of one and two degrees of freedom', () => {
    assert(
      property(double({ min: 0.5, max: 0.9999, noNaN: true }), (p) => {
        const one = Math.tan(Math.PI * (p - 0.5))
        const two = (2 * p - 1) * Math.sqrt(1 / (2 * p * (1 - p)))
        expect(Math.abs(studentQuantile(p, 1) - one)).toBeLessThanOrEqual(1e-9 * (1 + one))
        expect(Math.abs(studentQuantile(p, 2) - two)).toBeLessThanOrEqual(1e-9 * (1 + two))
      }),
    )
  })

  it('is wider the fewer degrees of freedom there are, and never narrower than the normal distribution', () => {
    const df = double({ min: 1, max: 1e6, noNaN: true })
    assert(
      property(df, df, (one, other) => {
        const [few, many] = [Math.min(one, other), Math.max(one, other)]
        expect(studentQuantile(0.975, few)).toBeGreaterThanOrEqual(studentQuantile(0.975, many) - 1e-10)
        expect(studentQuantile(0.975, many)).toBeGreaterThan(1.95996398)
      }),
    )
  })

  it('is 0 in the middle', () => {
    expect(studentQuantile(0.5, 7)).toBe(0)
  })

  it.each([
    [0.4, 5, 'p is 0.4, not within 0.5 to 0.9999'],
    [1, 5, 'p is 1'],
    [0.975, 0, 'df is 0'],
    [0.975, Number.NaN, 'df is NaN'],
    [0.975, 1e10, 'df is 10000000000'],
  ])('refuses p %d with %d degrees of freedom', (p, df, message) => {
    expect(() => studentQuantile(p, df)).toThrow(RangeError)
    expect(() => studentQuantile(p, df)).toThrow(message)
  })
})
