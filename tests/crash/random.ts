/** Random numbers that a failing test can be repeated with. */

/** Set to repeat a run; printed by every run that doesn't use the usual one. */
export const SEED = Number(process.env['AFTERCALL_SEED'] ?? 20_261_123)

/** mulberry32: small, fast, and good enough to choose moments and bytes. */
export function createRandom(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}
