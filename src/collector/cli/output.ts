/** How results and problems are printed: text for people, one JSON document for programs. */
import type { ExitCode } from './exit-codes.ts'
import type { CommandProblem } from './problem.ts'

/** What a command has to say. The shape of `json` is documented in docs/collector.md and only ever grows. */
export interface Report {
  readonly json: unknown
  /** Without a line feed at its end. */
  readonly text: string
  /** 0 unless it says otherwise. */
  readonly exitCode?: ExitCode
}

/** A result as it goes to standard output. */
export function renderReport(report: Report, json: boolean): string {
  return json ? `${JSON.stringify(report.json, null, 2)}\n` : `${report.text}\n`
}

/** A problem as it goes to standard error. */
export function renderProblem(problem: CommandProblem, json: boolean): string {
  const { code, exitCode, message, faults } = problem
  if (json)
    return `${JSON.stringify({ error: { code, message, exitCode, ...(faults.length > 0 && { errors: faults }) } })}\n`
  return [message, ...faults.map(({ at, detail }) => `  ${at}: ${detail}`), ''].join('\n')
}

/** Columns of text, as wide as they must be. `none` is what an empty table says. */
export function table(
  head: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
  none: string,
): string {
  if (rows.length === 0) return none
  const cells = [head, ...rows.map((row) => row.map((cell) => (cell === null ? '–' : String(cell))))]
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** An instant as people and programs read it: ISO 8601 in UTC, whole seconds. */
export function instant(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`
}

export const instantOrNull = (epochMs: number | null): string | null =>
  epochMs === null ? null : instant(epochMs)

/** `1 team`, `2 teams`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}

/** Bytes in the unit that people would choose. */
export function bytes(size: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const
  const power = Math.min(units.length - 1, size < 1 ? 0 : Math.floor(Math.log10(size) / 3))
  return `${(size / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`
}
