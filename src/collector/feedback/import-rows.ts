/** Reads a file into an import, a few hundred rows at a time, and says all that is wrong with it in the order of its lines. */
import type { FeedbackImport, StagedRow } from '../store/customers.ts'
import type { ReadRow } from './read-rows.ts'
import type { ProblemLine } from './report-file.ts'

export interface ImportCounts {
  readonly rows: number
  readonly refused: number
  /** Rows that stand for an earlier one of the same interaction and scale. */
  readonly repeated: number
}

const ROWS = 1000

/** Nothing counts yet after it. @param say told of problems, in order */
export async function importRows(
  rows: AsyncIterable<ReadRow>,
  into: Pick<FeedbackImport, 'add'>,
  say: (problems: readonly ProblemLine[]) => Promise<void>,
): Promise<ImportCounts> {
  const counts = { rows: 0, refused: 0, repeated: 0 }
  let good: StagedRow[] = []
  let problems: ProblemLine[] = []
  const flush = async (): Promise<void> => {
    const repeated = await into.add(good)
    counts.repeated += repeated.length
    const lines = repeated.map(({ line, earlier }): ProblemLine => ({
      line,
      column: '',
      value: '',
      detail: `is about the same interaction as line ${earlier}; this later one counts`,
      result: 'repeated',
    }))
    await say([...problems, ...lines].sort((a, b) => a.line - b.line))
    good = []
    problems = []
  }
  let held = 0
  for await (const read of rows) {
    counts.rows += 1
    if (read.ok) good.push(read.row)
    else {
      counts.refused += 1
      problems.push(...read.problems.map((problem) => ({ ...problem, result: 'refused' as const })))
    }
    held += 1
    if (held < ROWS) continue
    await flush()
    held = 0
  }
  await flush()
  return counts
}
