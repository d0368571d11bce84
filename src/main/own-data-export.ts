/**
 * Everything that this computer has of the agent as one document, for the agent alone: private notes, clock times and ids
 * too. Written in pieces, so that five years of it hold up nothing.
 */
import { setImmediate } from 'node:timers/promises'

import { csvLine, BYTE_ORDER_MARK, type CsvField, type CsvOptions } from '../shared/csv.ts'
import type { DayRecord, Interaction, PulseRecord } from '../shared/records.ts'
import type { Store } from './store/index.ts'

/** Records a piece: a few milliseconds. */
const PIECE = 500

export interface ExportFacts {
  /** Epoch ms. */
  readonly now: number
  /** Of the program. */
  readonly program: string
}

type Everything = Store['everything']

/** Version of the JSON document: raised when a reader of an older one would misread it. */
const VERSION = 1

/** One JSON document: `interactions`, `days` and `pulses` as the program keeps them, what was removed included. */
export async function* exportAsJson(
  everything: Everything,
  { now, program }: ExportFacts,
): AsyncGenerator<string> {
  const head = {
    format: 'aftercall-export',
    version: VERSION,
    program,
    exportedAt: new Date(now).toISOString(),
  }
  yield JSON.stringify(head).slice(0, -1)
  for (const kind of ['interactions', 'days', 'pulses'] as const) {
    yield `,\n"${kind}":[`
    let separator = '\n'
    for await (const record of eachOf<{ readonly id: string }>(everything[kind])) {
      yield separator + JSON.stringify(record)
      separator = ',\n'
    }
    yield '\n]'
  }
  yield '}\n'
}

/** One table: a row for each interaction, day and answer of a quarter that wasn't removed; `kind` says which. */
export async function* exportAsCsv(everything: Everything, options: CsvOptions): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(COLUMNS, options)
  for await (const record of eachOf(everything.interactions))
    if (!record.deleted) yield rowOf(interactionCells(record), options)
  for await (const record of eachOf(everything.days))
    if (!record.deleted) yield rowOf(dayCells(record), options)
  for await (const record of eachOf(everything.pulses))
    if (!record.deleted) yield rowOf(pulseCells(record), options)
}

const COLUMNS = [
  'kind',
  'id',
  'workDay',
  'quarter',
  'timeZone',
  'startedAt',
  'endedAt',
  'durationSeconds',
  'channel',
  'direction',
  'queue',
  'outcome',
  'rating',
  'solved',
  'reasons',
  'followUp',
  'story',
  'note',
  'smiley',
  'score',
  'externalIds',
  'trigger',
  'cause',
  'promptedAt',
  'askedAt',
] as const
type Cells = { readonly [C in (typeof COLUMNS)[number]]?: CsvField }

function rowOf(cells: Cells, options: CsvOptions): string {
  return csvLine(
    COLUMNS.map((column) => cells[column] ?? null),
    options,
  )
}

function interactionCells(record: Interaction): Cells {
  const { id, workDay, timeZone, channel, direction, queue, outcome, rating, solved, followUp, story, note } =
    record
  return {
    kind: 'interaction',
    id,
    workDay,
    timeZone,
    startedAt: instantOf(record.startedAt),
    endedAt: instantOf(record.endedAt),
    durationSeconds: record.durationMs === null ? null : record.durationMs / 1000,
    channel,
    direction,
    queue,
    outcome,
    rating,
    solved: solved === null ? null : solved ? 'yes' : 'no',
    reasons: record.reasons.join(' '),
    followUp,
    story,
    note,
    externalIds: record.externalIds.join(' '),
    trigger: record.trigger,
    cause: record.cause,
    promptedAt: instantOf(record.promptedAt),
  }
}

function dayCells({ id, workDay, timeZone, smiley, askedAt }: DayRecord): Cells {
  return { kind: 'day', id, workDay, timeZone, smiley, askedAt: instantOf(askedAt) }
}

function pulseCells({ id, quarter, score }: PulseRecord): Cells {
  return { kind: 'pulse', id, quarter, score }
}

function instantOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}

async function* eachOf<R extends { readonly id: string }>(
  page: (limit: number, after: string | null) => readonly R[],
): AsyncGenerator<R> {
  let after: string | null = null
  for (;;) {
    const records: readonly R[] = page(PIECE, after)
    yield* records
    const last = records.at(-1)
    if (last === undefined || records.length < PIECE) return
    after = last.id
    await setImmediate()
  }
}
