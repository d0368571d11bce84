/**
 * Stores rows of one table: new ones are inserted, those with a higher revision replace what is there, and every event
 * learns what became of it. Each statement meets rows in the order of their key.
 */
import { compare, type Verdict } from '../verdict.ts'
import { queryByKey, type Query } from './query.ts'
import {
  byKey,
  KEY_COLUMNS,
  keyOf,
  parametersOf,
  REVISION,
  TEAM,
  type RawTable,
  type Row,
} from './raw-tables.ts'

/** An event as a row, and who is told of its verdict. */
export interface Candidate {
  readonly row: Row
  readonly tell: (verdict: Verdict) => void
}

/** A row that the table has now in place of another or of none. */
export interface Change {
  readonly before: Row | undefined
  readonly after: Row
}

/** Stores candidates, in the order in which they came where several are about one row. Returns what has changed. */
export async function storeRecords(
  query: Query,
  table: RawTable,
  candidates: readonly Candidate[],
): Promise<readonly Change[]> {
  if (candidates.length === 0) return []
  const byRow = Map.groupBy(candidates, ({ row }) => keyOf(row))
  const fresh = Array.from(byRow, ([key, group]) => ({ key, group, ...settle(table, undefined, group) }))
  const wanted = fresh.flatMap(({ after }) => (after === undefined ? [] : [after])).sort(byKey)
  const inserted = await insert(query, table, wanted)
  const changes: Change[] = []
  const held: typeof fresh = []
  for (const entry of fresh) {
    if (inserted !== 'all' && !inserted.has(entry.key)) held.push(entry)
    else if (entry.after !== undefined) {
      entry.tell()
      changes.push({ before: undefined, after: entry.after })
    }
  }
  if (held.length > 0) changes.push(...(await replace(query, table, byRow, held)))
  return changes
}

/** Returns the keys of the rows that are new. */
async function insert(
  query: Query,
  table: RawTable,
  rows: readonly Row[],
): Promise<'all' | ReadonlySet<string>> {
  const parameters = [...parametersOf(table, rows), String(rows.length)]
  const result = await query(`insert ${table.name}`, table.insert, parameters)
  const [count, keys] = result.rows[0] ?? []
  return count === rows.length ? 'all' : new Set(keys?.toString().split(','))
}

/** What was in the way of an insert is locked, compared, and replaced where it is older. */
async function replace(
  query: Query,
  table: RawTable,
  byRow: ReadonlyMap<string, readonly Candidate[]>,
  held: readonly { readonly key: string; readonly after: Row | undefined }[],
): Promise<readonly Change[]> {
  const keys = held.flatMap(({ after }) => (after === undefined ? [] : [after])).sort(byKey)
  const { rows } = await queryByKey(query, table.lock, keys, {
    teamOf,
    valuesOf: (some) => parametersOf(table, some, KEY_COLUMNS),
  })
  if (rows.length !== held.length) throw new Error('A row that was in the way of an insert is gone.')
  const changes: Change[] = []
  for (const before of rows) {
    const { after, tell } = settle(table, before, byRow.get(keyOf(before)) ?? [])
    tell()
    if (after !== undefined) changes.push({ before, after })
  }
  if (changes.length > 0) {
    const newer = changes.map(({ after }) => after)
    await queryByKey(query, table.update, newer, { teamOf, valuesOf: (some) => parametersOf(table, some) })
  }
  return changes
}

function teamOf(row: Row): number {
  return Number(row[TEAM])
}

/** Goes through the events about one row in their order. `after`: the row that is to be written; `undefined`: none. */
function settle(
  table: RawTable,
  before: Row | undefined,
  group: readonly Candidate[],
): { readonly after: Row | undefined; readonly tell: () => void } {
  let held = before
  const verdicts = group.map(({ row }) => {
    const verdict = verdictOf(table, held, row)
    if (verdict === 'stored') held = row
    return verdict
  })
  return {
    after: held === before ? undefined : held,
    tell: () => {
      for (const [place, { tell }] of group.entries()) tell(verdicts[place] ?? 'stale')
    },
  }
}

function verdictOf(table: RawTable, held: Row | undefined, sent: Row): Verdict {
  if (held === undefined) return 'stored'
  const isSame = () => table.content.every((place) => held[place] === sent[place])
  const verdict = compare(Number(held[REVISION]), Number(sent[REVISION]), isSame)
  return verdict === 'newer' ? 'stored' : verdict
}
