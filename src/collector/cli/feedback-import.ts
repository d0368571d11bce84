/** One import of customers' feedback, from the file to what is said of it. */
import type { CustomerScale } from '../../shared/statistics/map-score.ts'
import type { Column } from '../feedback/columns.ts'
import { FeedbackFileError, type Separator } from '../feedback/csv-records.ts'
import { importRows, type ImportCounts } from '../feedback/import-rows.ts'
import { openFeedback, type FeedbackFile } from '../feedback/read-rows.ts'
import { openReport, type ProblemLine } from '../feedback/report-file.ts'
import { detectEncoding, readText, type Encoding } from '../feedback/text-file.ts'
import type { FeedbackAdministration, FeedbackImport, FeedbackOutcome } from '../store/customers.ts'
import { EXIT } from './exit-codes.ts'
import { count, type Report } from './output.ts'
import { conflict, usage } from './problem.ts'

export interface ImportWanted {
  readonly file: string
  readonly scale: CustomerScale | undefined
  readonly columns: Readonly<Partial<Record<Column, string>>>
  /** Where everything that is wrong is written; it isn't there yet. */
  readonly report: string | undefined
  /** Nothing is stored. */
  readonly check: boolean
}

/** So many problems are shown; the report has all. */
const SHOWN = 20

/**
 * @throws CommandProblem where nothing of the file can be taken, or no policy has the comparison switched on
 */
export async function importFile(
  administration: FeedbackAdministration,
  wanted: ImportWanted,
): Promise<Report> {
  const rule = await administration.rule()
  if (rule === undefined)
    throw conflict(
      'No policy has switched the customer comparison on, so no feedback is taken. It needs the works council: see ' +
        'docs/customer-feedback.md.',
    )
  const { file, scale, columns } = wanted
  try {
    const encoding = await detectEncoding(file)
    const opened = await openFeedback(readText(file, encoding), { rule, scale, columns })
    return await run(administration, wanted, encoding, opened)
  } catch (error) {
    throw error instanceof FeedbackFileError
      ? usage(`${file} can't be imported; nothing of it was stored. ${error.message}`)
      : error
  }
}

interface Imported extends ImportCounts, FeedbackOutcome {
  /** The first ones. */
  readonly problems: readonly ProblemLine[]
}

async function run(
  administration: FeedbackAdministration,
  wanted: ImportWanted,
  encoding: Encoding,
  { separator, columns, rows }: FeedbackFile,
): Promise<Report> {
  const imported = await take(administration, wanted, rows)
  const { refused, repeated, stored, unchanged, problems } = imported
  const { file, check, report = null } = wanted
  const shown = problems.map(({ line, column, detail, result }) => ({ line, column, result, detail }))
  return {
    json: {
      file,
      encoding,
      separator,
      columns: Object.fromEntries(Object.entries(columns).map(([column, { name }]) => [column, name])),
      checked: check,
      rows: imported.rows,
      stored,
      unchanged,
      refused,
      repeated,
      problems: shown,
      report,
    },
    text: [
      `Read ${file}: ${ENCODINGS[encoding]}, separated by ${SEPARATORS[separator]}.`,
      `Columns: ${Object.entries(columns)
        .map(([column, { name }]) => `${column} is "${safe(name)}"`)
        .join(', ')}.`,
      `${count(imported.rows, 'row')}: ${stored} ${check ? 'would be new or changed' : 'new or changed'}, ` +
        `${unchanged} unchanged, ${refused} refused, ${repeated} repeated, of which the later line counts.`,
      ...shown.map(
        ({ line, column, detail }) => `  line ${line}${column === '' ? '' : `, ${safe(column)}`}: ${detail}`,
      ),
      ...more(imported, wanted),
      ...(check ? ['Nothing was stored: this was a check.'] : []),
    ].join('\n'),
    ...(refused > 0 && { exitCode: EXIT.usage }),
  }
}

/** Reads all rows, and only then lets them count; the report is complete before that. */
async function take(
  administration: FeedbackAdministration,
  { check, report }: ImportWanted,
  rows: FeedbackFile['rows'],
): Promise<Imported> {
  const into = await administration.beginImport()
  try {
    const file = report === undefined ? undefined : await openReport(report)
    const problems: ProblemLine[] = []
    try {
      const counts = await importRows(rows, into, async (found) => {
        problems.push(...found.slice(0, SHOWN - problems.length))
        await file?.write(found)
      })
      await file?.close()
      return { ...counts, ...(await finish(into, check)), problems }
    } catch (error) {
      file?.abandon()
      throw error
    }
  } finally {
    await into.end()
  }
}

function finish(into: FeedbackImport, check: boolean): Promise<FeedbackOutcome> {
  return check ? into.preview() : into.commit()
}

function more({ refused, repeated, problems }: Imported, { report }: ImportWanted): string[] {
  if (report !== undefined) return [`Everything that is wrong is in ${report}.`]
  return refused + repeated > problems.length ? ['There is more: --report FILE writes all of it.'] : []
}

/** A column's name as it may be shown on a terminal. */
function safe(name: string): string {
  return name
    .slice(0, 60)
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\uFFFD')
}

const ENCODINGS = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': "Windows-1252, because it isn't UTF-8",
} as const satisfies Record<Encoding, string>

const SEPARATORS = { ',': 'commas', ';': 'semicolons', '\t': 'tabs' } as const satisfies Record<
  Separator,
  string
>
