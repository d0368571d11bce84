/** The three tables of raw records: their columns, their statements, and an event as a row. */
import type { IngestEvent } from '../thread/request-codec.ts'
import { plainArray, textArray } from './arrays.ts'
import type { KeyedStatement, Value } from './query.ts'

type ColumnType = 'integer' | 'smallint' | 'uuid' | 'name' | 'text'
type Column = readonly [name: string, type: ColumnType]

/** A row as a list, in the order of its table's columns. */
export type Row = readonly Value[]

/** The first columns of every table are its key. */
export const KEY_COLUMNS = 4

/** Places of what all tables have, in this order. */
export const TEAM = 0
export const PERIOD = 1
export const DEVICE = 2
export const AGENT = 4
export const REVISION = 5
export const DELETED = 6

export interface RawTable {
  readonly name: 'interaction' | 'day_smiley' | 'pulse'
  readonly columns: readonly Column[]
  /** Places of the columns that make the content. */
  readonly content: readonly number[]
  readonly insert: string
  readonly lock: KeyedStatement
  readonly update: KeyedStatement
}

/** Where an event goes. */
export interface Place {
  readonly teamNo: number
  readonly deviceNo: number
  readonly agentNo: number
  /** Work day as a number, or quarter. */
  readonly period: number | string
}

const COMMON = (period: Column): readonly Column[] => [
  ['team_no', 'integer'],
  period,
  ['device_no', 'integer'],
  ['id', 'uuid'],
  ['agent_no', 'integer'],
  ['revision', 'integer'],
  ['deleted', 'smallint'],
]

export const INTERACTION = table(
  'interaction',
  [
    ...COMMON(['work_day', 'integer']),
    ['channel', 'name'],
    ['queue', 'text'],
    ['outcome', 'name'],
    ['rating', 'smallint'],
    ['solved', 'smallint'],
    ['reasons', 'text'],
    ['follow_up', 'text'],
    ['story', 'text'],
    ['external_ids', 'text'],
  ],
  // Whether external ids leave a device is its policy's doing, not the agent's.
  ['external_ids'],
  false,
)
/** Places in a row of INTERACTION. */
export const OUTCOME = 9
export const RATING = 10
export const SOLVED = 11

export const DAY_SMILEY = table(
  'day_smiley',
  [...COMMON(['work_day', 'integer']), ['smiley', 'name']],
  [],
  true,
)
/** Place in a row of DAY_SMILEY. */
export const SMILEY = 7

export const PULSE = table('pulse', [...COMMON(['quarter', 'name']), ['score', 'smallint']], [], true)

/** The row that an event asks for. */
export function rowOf(event: IngestEvent, { teamNo, period, deviceNo, agentNo }: Place): Row {
  const { recordId, revision, deleted } = event
  const common = [teamNo, period, deviceNo, recordId, agentNo, revision, deleted]
  switch (event.kind) {
    case 'interaction': {
      const { channel, queue, outcome, rating, solved, reasons, followUp, story, externalIds } = event
      return [...common, channel, queue, outcome, rating, solved, reasons, followUp, story, externalIds]
    }
    case 'day':
      return [...common, event.smiley]
    case 'pulse':
      return [...common, event.score]
  }
}

export function tableOf(kind: IngestEvent['kind']): RawTable {
  switch (kind) {
    case 'interaction':
      return INTERACTION
    case 'day':
      return DAY_SMILEY
    case 'pulse':
      return PULSE
  }
}

/** What identifies a row in its table. */
export function keyOf(row: Row): string {
  return `${row[TEAM]}/${row[PERIOD]}/${row[DEVICE]}/${row[3]}`
}

/** The order in which every writer meets rows: that of their key. */
export function byKey(a: Row, b: Row): number {
  for (let place = 0; place < 4; place++) {
    const one = a[place] ?? 0
    const other = b[place] ?? 0
    if (one !== other) return one < other ? -1 : 1
  }
  return 0
}

/** Rows as the parameters of a table's statements: an array for each column. */
export function parametersOf({ columns }: RawTable, rows: readonly Row[], count = columns.length): string[] {
  return columns.slice(0, count).map(([, type], place) => {
    const values = rows.map((row) => row[place] ?? null)
    return type === 'text' ? textArray(values.map((value) => value?.toString() ?? null)) : plainArray(values)
  })
}

function table(
  name: RawTable['name'],
  columns: readonly Column[],
  besideContent: readonly string[],
  numbered: boolean,
): RawTable {
  const names = columns.map(([column]) => column)
  const key = names.slice(0, KEY_COLUMNS)
  const rest = names.slice(KEY_COLUMNS)
  const all = names.join(', ')
  const given = (count: number) =>
    `unnest(${columns
      .slice(0, count)
      .map(([, type], place) => `$${place + 1}::${type === 'name' ? 'text' : type}[]`)
      .join(', ')}) AS k(${names.slice(0, count).join(', ')})`
  const isKey = key.map((column) => `t.${column} = k.${column}`).join(' AND ')
  const ordered = key.map((column) => `k.${column}`).join(', ')
  const numbers = numbered ? ", nextval('stored_seq')" : ''
  return {
    name,
    columns,
    content: columns.flatMap(([column], place) =>
      place >= DELETED && !besideContent.includes(column) ? [place] : [],
    ),
    // Says how many rows are new, and only where some aren't, which are. Citus returns columns only, no functions.
    insert: `WITH stored AS (
        INSERT INTO ${name} (${all}${numbered ? ', stored_seq' : ''})
        SELECT ${all}${numbers} FROM ${given(columns.length)}
        ON CONFLICT (${key.join(', ')}) DO NOTHING RETURNING ${key.join(', ')}
      ) SELECT count(*)::integer, CASE WHEN count(*) < $${columns.length + 1}::integer
        THEN array_to_string(array_agg(concat_ws('/', ${key.join(', ')})), ',') END FROM stored`,
    lock: {
      name: `lock ${name}`,
      text: (only) => `SELECT ${names.map((column) => `t.${column}`).join(', ')} FROM ${given(KEY_COLUMNS)}
        JOIN ${name} t ON ${isKey}${only('t')} ORDER BY ${ordered} FOR UPDATE OF t`,
    },
    // Numbers are drawn beforehand: on Citus the rows are elsewhere than the sequence.
    update: {
      name: `update ${name}`,
      text: (only) =>
        numbered
          ? `WITH k AS MATERIALIZED (SELECT k.*${numbers} AS stored_seq FROM ${given(columns.length)})
            UPDATE ${name} t SET ${set([...rest, 'stored_seq'])} FROM k WHERE ${isKey}${only('t')}`
          : `UPDATE ${name} t SET ${set(rest)} FROM ${given(columns.length)} WHERE ${isKey}${only('t')}`,
    },
  }
}

function set(columns: readonly string[]): string {
  return columns.map((column) => `${column} = k.${column}`).join(', ')
}
