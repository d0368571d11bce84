/** Puts rows that were read from a damaged file into a whole database. */
import Database from 'better-sqlite3'

import type { TableName } from '../tables.ts'
import { uuidBytes, uuidText } from '../uuid.ts'
import { isNear, says, supersedes } from './compare.ts'
import { mended } from './mend.ts'
import type { Cell } from './pages.ts'
import type { Value } from './record-format.ts'
import { indexedId } from './recognise.ts'
import type { FoundRow, Row } from './recognise.ts'

/** Tables whose rows have an id. */
const RECORD_TABLES = ['interactions', 'days', 'pulses'] as const satisfies readonly TableName[]

export interface Merger {
  /** A row that was found. Of two states of one the later is to come last. */
  row(found: FoundRow): void
  /** Any cell: the ids in indexes say which rows there must have been. */
  seen(cell: Cell): void
  result(): { readonly salvaged: number; readonly unreadable: number }
}

/** `db` is the backup that is being restored; everything is to happen inside one transaction of the caller. */
export function createMerger(db: Database.Database): Merger {
  const salvaged = new Set<string>()
  /** Ids that there must have been, with the numbers of their rows. */
  const expected = new Map<string, number>()
  /** Ids that were read, by the numbers of their rows. */
  const read = new Map<number, Set<string>>()
  /** In how many cells, of tables and indexes, an id was found. */
  const votes = new Map<string, number>()
  const vote = (id: string) => votes.set(id, (votes.get(id) ?? 0) + 1)
  const votesFor = (id: string) => votes.get(id) ?? 0
  const renames = RECORD_TABLES.map((table) =>
    db.prepare<[to: Buffer, from: Buffer]>(`UPDATE ${table} SET id = ? WHERE id = ?`),
  )
  const tables = {
    interactions: createTableMerger(db, 'interactions', 'id'),
    days: createTableMerger(db, 'days', 'id', 'work_day'),
    pulses: createTableMerger(db, 'pulses', 'id', 'quarter'),
    state: createTableMerger(db, 'state', 'key'),
  } satisfies Record<TableName, TableMerger>

  return {
    row({ table, row, mangled }) {
      const { id } = row
      const key = Buffer.isBuffer(id) ? uuidText(id) : String(row['key'])
      const outcome = tables[table](row, mangled)
      if (outcome === 'written') salvaged.add(`${table} ${key}`)
      if (!Buffer.isBuffer(id)) return
      vote(uuidText(id))
      const seq = Number(row['seq'])
      if (outcome === 'refused') expected.set(key, seq)
      else read.set(seq, (read.get(seq) ?? new Set()).add(key))
    },
    seen(cell) {
      const entry = indexedId(cell)
      if (entry === undefined) return
      expected.set(uuidText(entry.id), entry.seq)
      vote(uuidText(entry.id))
    },
    result() {
      const known = new Set(
        db
          .prepare<[], Buffer>(RECORD_TABLES.map((table) => `SELECT id FROM ${table}`).join(' UNION ALL '))
          .pluck()
          .all()
          .map(uuidText),
      )
      // An index entry that differs in one byte from the row it points at: one of the two is damaged, no row is lost.
      const rowOf = (id: string, seq: number): string | undefined =>
        [...(read.get(seq) ?? [])].find((other) => isNear(uuidBytes(id), uuidBytes(other)))
      const lost = [...expected].filter(([id, seq]) => {
        if (known.has(id)) return false
        const row = rowOf(id, seq)
        if (row === undefined) return true
        // Under another id the record would be another one, and count twice at the collector.
        if (known.has(row) && votesFor(id) > votesFor(row)) {
          for (const rename of renames) rename.run(uuidBytes(id), uuidBytes(row))
          known.delete(row)
          known.add(id)
        }
        return false
      })
      return { salvaged: salvaged.size, unreadable: lost.length }
    },
  }
}

type TableMerger = (row: Row, mangled: boolean) => 'written' | 'known' | 'refused'

/** `natural`: what a record is about, of which there is one record only. */
function createTableMerger(
  db: Database.Database,
  table: TableName,
  key: string,
  natural: string = key,
): TableMerger {
  const rowBy = (column: string) =>
    db.prepare<[value: Value], Row>(`SELECT * FROM ${table} WHERE ${column} = ?`)
  const byKey = rowBy(key)
  const byNatural = rowBy(natural)
  const bySeq = rowBy('seq')
  const write = createWriter(db, table)

  return (row, mangled) => {
    const seq = row['seq'] ?? null
    const here = bySeq.get(seq)
    // In the same place with an id that differs in one byte: it is the same row, and the id present is the whole one.
    const damagedId = here !== undefined && !says(here, { [key]: row[key] ?? null }) && isSameRow(here, row)
    const present = damagedId ? here : (byKey.get(row[key] ?? null) ?? byNatural.get(row[natural] ?? null))
    if (present === undefined) return write(row, here === undefined ? seq : null)
    const found = { ...row, [key]: present[key] ?? null }
    if (says(present, found) || !supersedes(found, present, mangled || damagedId)) return 'known'
    return write(found, present['seq'] ?? null)
  }
}

function isSameRow(here: Row, found: Row): boolean {
  const [a, b] = [here['id'], found['id']]
  return Buffer.isBuffer(a) && Buffer.isBuffer(b) && isNear(a, b)
}

/** Writes a row within the table's rules, else mended, else not at all. */
function createWriter(db: Database.Database, table: TableName) {
  const columns = db
    .prepare<[table: string], string>(`SELECT name FROM pragma_table_info(?) WHERE name <> 'seq'`)
    .pluck()
    .all(table)
  const statements = new Map<string, Database.Statement>()
  const statementFor = (names: readonly string[]): Database.Statement => {
    const list = names.join(', ')
    const known = statements.get(list)
    if (known !== undefined) return known
    const statement = db.prepare(
      `INSERT INTO ${table} (seq, ${list}) VALUES (?, ${names.map(() => '?').join(', ')})
       ON CONFLICT (seq) DO UPDATE SET ${names.map((name) => `${name} = excluded.${name}`).join(', ')}`,
    )
    statements.set(list, statement)
    return statement
  }
  const attempt = (row: Row, seq: Value): boolean => {
    const names = columns.filter((name) => name in row)
    try {
      statementFor(names).run(seq, ...names.map((name) => row[name]))
      return true
    } catch (error) {
      if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_CONSTRAINT')) return false
      throw error
    }
  }
  return (row: Row, seq: Value): 'written' | 'refused' =>
    attempt(row, seq) || attempt(mended(table, row), seq) ? 'written' : 'refused'
}
