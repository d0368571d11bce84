/** A file of customers' feedback, row by row: what can be taken, and what is wrong with the rest. */
import type { CustomerScale } from '../../shared/statistics/map-score.ts'
import type { FeedbackRule, StagedRow } from '../store/customers.ts'
import { findColumns, type Column, type FoundColumns } from './columns.ts'
import { csvRecords, FeedbackFileError, type Separator } from './csv-records.ts'
import { checkDate, checkId, checkScale, checkScore, type Checked } from './values.ts'

/** What is wrong with a row, and where. */
export interface RowProblem {
  readonly line: number
  /** As the file calls it; empty: the row as a whole. */
  readonly column: string
  /** What stands there. */
  readonly value: string
  readonly detail: string
}

export type ReadRow =
  | { readonly ok: true; readonly row: StagedRow }
  | { readonly ok: false; readonly problems: readonly RowProblem[] }

export interface ReadOptions {
  readonly rule: FeedbackRule
  /** Of rows that don't name one. */
  readonly scale: CustomerScale | undefined
  /** How columns are called that have other names than the usual ones. */
  readonly columns: Readonly<Partial<Record<Column, string>>>
}

export interface FeedbackFile {
  readonly separator: Separator
  readonly columns: FoundColumns
  /** In the order of the file; to be read once. */
  readonly rows: AsyncGenerator<ReadRow, void, undefined>
}

/**
 * Reads the header; rows come one by one.
 * @param pieces of the text, in which no character is cut
 * @throws FeedbackFileError nothing of it can be taken; also while rows are read
 */
export async function openFeedback(
  pieces: AsyncIterable<string>,
  options: ReadOptions,
): Promise<FeedbackFile> {
  const records = csvRecords(pieces)
  const header = await records.next()
  if (header.done === true) throw new FeedbackFileError('It is empty.')
  const { fields, separator } = header.value
  const columns = findColumns(fields, options.columns, options.scale === undefined)
  const read = rowReader(columns, fields.length, options)
  async function* rows(): AsyncGenerator<ReadRow, void, undefined> {
    for await (const { line, fields: own } of records) yield read(line, own)
  }
  return { separator, columns, rows: rows() }
}

function rowReader(
  columns: FoundColumns,
  width: number,
  { rule, scale: usual }: ReadOptions,
): (line: number, fields: readonly string[]) => ReadRow {
  return (line, fields) => {
    const isCut = fields.length < width || fields.slice(width).some((field) => field !== '')
    if (isCut) {
      const detail = `has ${fields.length} columns, the first line has ${width}`
      return { ok: false, problems: [{ line, column: '', value: '', detail }] }
    }
    const text = (column: Column) => fields[columns[column]?.at ?? -1] ?? ''
    const problems: RowProblem[] = []
    const taken = <T>(column: Column, checked: Checked<T>): T | undefined => {
      if (checked.ok) return checked.value
      const { detail } = checked
      problems.push({ line, column: columns[column]?.name ?? column, value: text(column), detail })
      return undefined
    }
    const externalId = taken('id', checkId(text('id')))
    const scale =
      text('scale') === '' && usual !== undefined
        ? usual
        : taken('scale', checkScale(text('scale').toLowerCase()))
    const score = scale === undefined ? undefined : taken('score', checkScore(numberOf(text('score')), scale))
    const givenOn = text('date') === '' ? null : taken('date', checkDate(withoutTime(text('date')), rule))
    if (externalId === undefined || scale === undefined || score === undefined || givenOn === undefined)
      return { ok: false, problems }
    return { ok: true, row: { line, externalId, scale, score, givenOn } }
  }
}

/** Programs that know the instant write that. */
function withoutTime(text: string): string {
  return text.replace(/[T ]\d\d:\d\d.*$/, '')
}

/** Spreadsheets write 9 also as 9.0 and 9,0. */
function numberOf(text: string): number {
  const [, digits] = /^(\d{1,3})(?:[.,]0{1,6})?$/.exec(text) ?? []
  return digits === undefined ? Number.NaN : Number(digits)
}
