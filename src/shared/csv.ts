/**
 * Writes CSV as RFC 4180 has it, for people who open it in a spreadsheet: a text that a spreadsheet would take for a formula
 * gets an apostrophe in front, see https://owasp.org/www-community/attacks/CSV_Injection.
 */

/** A number is written as it is, also below 0; a text never works as a formula. `null`: nothing is there. */
export type CsvField = string | number | null

export interface CsvOptions {
  /** Begins with a byte order mark: without one Excel doesn't read UTF-8 as such. Default: false. */
  readonly bom?: boolean
  /** Default: a comma. */
  readonly separator?: ',' | ';' | '\t'
}

export const BYTE_ORDER_MARK = '\uFEFF'
const LINE_END = '\r\n'

/** What begins a formula, or a field that a spreadsheet looks into again; the wide signs of East Asia as well. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/
/** Another program may take another separator, so texts with any of them are quoted. */
const NEEDS_QUOTES = /[",;\t\r\n]|^ | $/

/** Rows as one text, each with its line end. @throws RangeError for a number that isn't finite */
export function csvText(rows: Iterable<readonly CsvField[]>, options: CsvOptions = {}): string {
  let text = options.bom === true ? BYTE_ORDER_MARK : ''
  for (const row of rows) text += csvLine(row, options)
  return text
}

/** One row with its line end, for those who write row by row. @throws RangeError for a number that isn't finite */
export function csvLine(fields: readonly CsvField[], { separator = ',' }: CsvOptions = {}): string {
  return fields.map(csvField).join(separator) + LINE_END
}

function csvField(field: CsvField): string {
  if (field === null) return ''
  if (typeof field === 'number') {
    if (!Number.isFinite(field)) throw new RangeError(`${field} can't be written as a number`)
    return String(field)
  }
  const text = FORMULA.test(field) ? `'${field}` : field
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
