/** Student's t distribution, for intervals of means of few answers. */
import { checkWithin } from './check.ts'

const TINY = 1e-300

/**
 * The value that a t-distributed variable stays below with probability `p`; accurate to 1e-9 relative and better.
 *
 * Newton's method on the upper tail from 0. The distribution function is concave right of 0, so each step stays left of
 * the solution and comes nearer: it can't diverge. Student (1908), doi:10.1093/biomet/6.1.1.
 * @param p 0.5–0.9999
 * @param df degrees of freedom, 1 to 1e9, not only whole ones (Welch)
 * @throws RangeError when p or df is out of range
 */
export function studentQuantile(p: number, df: number): number {
  checkWithin('p', p, 0.5, 0.9999)
  checkWithin('df', df, 1, 1e9)
  const beta = inverseBeta(df / 2)
  let t = 0
  for (let step = 1; step > 1e-13 * (1 + t);) {
    const density = (beta / Math.sqrt(df)) * Math.exp(-((df + 1) / 2) * Math.log1p((t * t) / df))
    step = (upperTail(t, df, beta) - (1 - p)) / density
    t += step
  }
  return t
}

/** P(T > t) for t ≥ 0: half the regularised incomplete beta function I(df/2, ½) at df/(df + t²). */
function upperTail(t: number, df: number, beta: number): number {
  const a = df / 2
  const x = df / (df + t * t)
  const y = (t * t) / (df + t * t)
  const front = beta * Math.exp(-a * Math.log1p((t * t) / df)) * Math.sqrt(y)
  // Each side has its fraction. Far out the left one converges fast; near the middle, and for many degrees of freedom, where
  // the left one loses digits, the right one does.
  return y > 0.02 && x < (a + 1) / (a + 2.5)
    ? (front * betaFraction(a, 0.5, x)) / a / 2
    : (1 - front * betaFraction(0.5, a, y) * 2) / 2
}

/** The continued fraction of the incomplete beta function (dlmf.nist.gov/8.17.E22), from the front (Lentz's method). */
function betaFraction(a: number, b: number, x: number): number {
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let fraction = d
  for (let m = 1, change = 0; Math.abs(change - 1) > 1e-15 && m < 10_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    fraction *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    change = d * c
    fraction *= change
  }
  return fraction
}

/** Nothing is divided by 0. */
function away(value: number): number {
  return Math.abs(value) < TINY ? TINY : value
}

/**
 * 1/B(a, ½) = Γ(a + ½) / (Γ(a)·√π). The quotient of the two gamma functions has a series for large a (Tricomi and Erdélyi
 * 1951; dlmf.nist.gov/5.11.E13), which small a are lifted to; taking the two apart would lose digits.
 */
function inverseBeta(a: number): number {
  let factor = 1 / Math.sqrt(Math.PI)
  let at = a
  for (; at < 30; at += 1) factor *= at / (at + 0.5)
  const r = 1 / at
  const series =
    1 - r / 8 + r ** 2 / 128 + (5 * r ** 3) / 1024 - (21 * r ** 4) / 32_768 - (399 * r ** 5) / 262_144
  return factor * Math.sqrt(at) * series
}
