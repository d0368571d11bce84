/**
 * How agents' ratings and customers' scores of the same interactions agree. For a team only, never for a person, and never
 * merged into one score.
 */
import { Z_95, type Interval } from './interval.ts'
import { cellsOf, type PairCell, type PairTable } from './pair-table.ts'
import { rankCorrelation } from './rank-correlation.ts'

/** Fewer pairs than this say nothing that would hold. */
export const LEAST_PAIRS = 100

export interface Agreement {
  readonly ok: true
  readonly n: number
  /** Quadratic weighted kappa, −1 to 1: 0 is chance, 1 full agreement. `undefined` when all scores are one and the same. */
  readonly kappa: number | undefined
  /** Share of pairs with the same score, 0–1. */
  readonly exact: number
  /** Share of pairs at most one step apart, the same ones too, 0–1. */
  readonly adjacent: number
  /** Mean of agent minus customer, in points: above 0 the agents rate higher. */
  readonly bias: number
  /** Bland–Altman limits: 95 % of the differences are expected here. Not the interval of the bias. */
  readonly limits: Interval
  /** Spearman's ρ, −1 to 1: the order only, whatever the level. `undefined` when a side has one score only. */
  readonly rank: number | undefined
}

export type AgreementResult =
  | Agreement
  | { readonly ok: false; readonly reason: 'too-few'; readonly n: number }

/**
 * Measures of agreement of at least 100 pairs.
 *
 * - κ = 1 − Σ(a − c)²/n / (s²ₐ + s²꜀ + (ā − c̄)²), variances with n. That is Cohen's weighted kappa with quadratic weights,
 *   Cohen (1968), doi:10.1037/h0026256: the squared distance that is there over the one that chance would give (Fleiss and
 *   Cohen 1973, doi:10.1177/001316447303300309).
 * - bias ± 1.96·SD of the differences: Bland and Altman (1986), doi:10.1016/S0140-6736(86)90837-8.
 * @throws RangeError when the table isn't five by five counts
 */
export function agreementOf(table: PairTable): AgreementResult {
  const cells = cellsOf(table)
  const mean = (of: (cell: PairCell) => number) =>
    cells.reduce((sum, cell) => sum + cell.count * of(cell), 0) / n
  const n = cells.reduce((sum, { count }) => sum + count, 0)
  if (n < LEAST_PAIRS) return { ok: false, reason: 'too-few', n }
  const bias = mean(({ agent, customer }) => agent - customer)
  const distance = mean(({ agent, customer }) => (agent - customer) ** 2)
  const [agents, customers] = [mean(({ agent }) => agent), mean(({ customer }) => customer)]
  const byChance =
    mean(({ agent }) => (agent - agents) ** 2) +
    mean(({ customer }) => (customer - customers) ** 2) +
    bias ** 2
  const deviation = Math.sqrt((mean(({ agent, customer }) => (agent - customer - bias) ** 2) * n) / (n - 1))
  return {
    ok: true,
    n,
    kappa: byChance === 0 ? undefined : 1 - distance / byChance,
    exact: mean(({ agent, customer }) => (agent === customer ? 1 : 0)),
    adjacent: mean(({ agent, customer }) => (Math.abs(agent - customer) <= 1 ? 1 : 0)),
    bias,
    limits: { low: bias - Z_95 * deviation, high: bias + Z_95 * deviation },
    rank: rankCorrelation(cells),
  }
}
