/** CSV of any program: separators , ; or tab, any line ends, quotes where they are needed. Never all of it in memory. */
import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'

/** Why nothing of a file can be taken. */
export class FeedbackFileError extends Error {
  override readonly name = 'FeedbackFileError'
}

export const SEPARATORS = [',', ';', '\t'] as const
export type Separator = (typeof SEPARATORS)[number]

export interface CsvRecord {
  /** On which it ends, from 1: nearly all are one line. */
  readonly line: number
  readonly fields: readonly string[]
}

/** A record is a line of a few columns; what is longer is a quotation mark that is never closed. */
const LONGEST_RECORD = 64 * 1024
const LONGEST_HEADER = 64 * 1024

/**
 * The separator that the first line has most of; nothing is decided by what stands in quotes. `sep=;`, which Excel reads
 * and writes, says it.
 */
export function detectSeparator(text: string): Separator {
  const [, said] = /^sep=([,;\t])\r?\n/i.exec(text) ?? []
  const line = firstLine(text)
  const counted = SEPARATORS.map((separator) => ({ separator, n: line.split(separator).length }))
  const most = counted.reduce((best, one) => (one.n > best.n ? one : best))
  return SEPARATORS.find((one) => one === said) ?? most.separator
}

/** The first line without what stands in quotes. */
function firstLine(text: string): string {
  const [line = ''] = text
    .slice(0, LONGEST_HEADER)
    .replaceAll(/"(?:[^"]|"")*"/g, '')
    .replace(/^[\r\n ]+/, '')
    .split(/[\r\n]/)
  return line
}

/**
 * Records with anything in them, the header too.
 * @param pieces of the text, in which no character is cut
 * @throws FeedbackFileError
 */
export async function* csvRecords(
  pieces: AsyncIterable<string>,
): AsyncGenerator<CsvRecord & { readonly separator: Separator }, void, undefined> {
  const iterator = pieces[Symbol.asyncIterator]()
  const text = await beginningOf(iterator)
  const separator = detectSeparator(text)
  const saysSeparator = /^sep=[,;\t]\r?\n/i.test(text)
  // Records that were read and not taken yet are lost with an error; how far it came is known here only.
  let read = 0
  const parser = parse({
    on_record: (record: string[], { lines }) => {
      read = lines
      return record
    },
    delimiter: separator,
    record_delimiter: ['\r\n', '\n', '\r'],
    from_line: saysSeparator ? 2 : 1,
    info: true,
    relax_column_count: true,
    // A quotation mark within a field is a letter like others: the columns are checked, whatever comes of it.
    relax_quotes: true,
    skip_records_with_empty_values: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: LONGEST_RECORD,
  })
  const source = Readable.from(rejoin(text, iterator))
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  try {
    for await (const parsed of parser) {
      const { record, info } = toParsed(parsed)
      yield { line: info.lines, fields: record, separator }
    }
  } catch (error) {
    throw error instanceof CsvError ? describe(error, read) : error
  } finally {
    source.destroy()
  }
}

/** As many pieces as the first line takes. */
async function beginningOf(pieces: AsyncIterator<string>): Promise<string> {
  let text = ''
  while (text.length < LONGEST_HEADER && !/[^\r\n][\r\n]/.test(text)) {
    const next = await pieces.next()
    if (next.done === true) break
    text += next.value
  }
  return text
}

async function* rejoin(first: string, rest: AsyncIterator<string>): AsyncGenerator<string, void, undefined> {
  try {
    yield first
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

interface Parsed {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

function toParsed(value: unknown): Parsed {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the parser gives with `info`, not typed by it
  return value as Parsed
}

function describe(error: CsvError, after: number): Error {
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
    case 'CSV_MAX_RECORD_SIZE':
      return new FeedbackFileError(
        `Somewhere after line ${after} a quotation mark is opened and not closed again, so nobody can say where rows end.`,
      )
    default:
      return new FeedbackFileError(`After line ${after} it is no CSV that can be read.`)
  }
}
