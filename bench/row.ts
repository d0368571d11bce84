/** One line of the bench table. */
export interface BenchRow {
  readonly name: string
  readonly ours: number
  /** The same measured on a peer, or on the least that anybody could do, in the same run. */
  readonly peer?: number | undefined
  readonly unit: string
  readonly goal?: string | undefined
  readonly note?: string | undefined
}

/** The value in the middle. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** The value below which a share `q` (0–1) of the values lies; of unsorted values. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN
}
