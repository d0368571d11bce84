/** The report of an import: a line for everything that is wrong, as CSV that a spreadsheet can open without running it. */
import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { FeedbackFileError } from './csv-records.ts'
import { BYTE_ORDER_MARK, csvLine } from '../../shared/csv.ts'

export interface ProblemLine {
  readonly line: number
  /** As the file calls it; empty: the row as a whole. */
  readonly column: string
  readonly value: string
  readonly detail: string
  /** Whether the row was left out, or another one counts more. */
  readonly result: 'refused' | 'repeated'
}

export interface ReportFile {
  write(lines: readonly ProblemLine[]): Promise<void>
  /** @throws what keeps it from being complete */
  close(): Promise<void>
  /** Leaves what is written as it is. */
  abandon(): void
}

const HEAD = ['line', 'column', 'value', 'result', 'problem']
/** Enough to recognise a value by. */
const LONGEST_VALUE = 200

/** @throws FeedbackFileError where there is something already, which isn't written over; what the file system throws */
export async function openReport(path: string): Promise<ReportFile> {
  const stream = createWriteStream(path, { flags: 'wx', mode: 0o600 })
  let failed: Error | undefined
  stream.on('error', (error) => (failed = error))
  try {
    await once(stream, 'open')
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    throw isThere ? new FeedbackFileError(`There is something at ${path} already.`) : error
  }
  const write = async (text: string): Promise<void> => {
    if (failed !== undefined) throw failed
    if (!stream.write(text)) await Promise.race([once(stream, 'drain'), once(stream, 'close')])
    if (failed !== undefined) throw failed
  }
  await write(BYTE_ORDER_MARK + csvLine(HEAD))
  return {
    async write(lines) {
      const rows = lines.map(({ line, column, value, result, detail }) =>
        csvLine([line, column, value.slice(0, LONGEST_VALUE).toWellFormed(), result, detail]),
      )
      if (rows.length > 0) await write(rows.join(''))
    },
    async close() {
      stream.end()
      await once(stream, 'close')
      if (failed !== undefined) throw failed
    },
    abandon() {
      stream.destroy()
    },
  }
}
