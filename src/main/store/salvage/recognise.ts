/** Which rows of which table a cell may be. */
import Database from 'better-sqlite3'

import { migrate } from '../migrate.ts'
import { TABLES } from '../tables.ts'
import type { TableName } from '../tables.ts'
import type { Cell } from './pages.ts'
import type { Value } from './record-format.ts'

/** A row by column names; `seq` is the row's number. */
export type Row = Readonly<Record<string, Value>>

export interface FoundRow {
  readonly table: TableName
  readonly row: Row
  /** Not quite as it was written. */
  readonly mangled: boolean
}

const ID_LENGTH = 16

interface Column {
  readonly name: string
  readonly type: string
  readonly notnull: number
  readonly dflt_value: string | null
}

/** Recognises rows of the schema at a version. A cell that could be of no table gives `undefined`. */
export function createRecogniser(version: number): (cell: Cell) => FoundRow | undefined {
  const columns = columnsAt(version)
  return ({ values, rowid, mangled }) => {
    if (rowid === undefined || values[0] !== null) return undefined
    const table = TABLES.find((name) => fits(values, columns.get(name) ?? []))
    if (table === undefined) return undefined
    const row: Record<string, Value> = {}
    for (const [index, { name }] of (columns.get(table) ?? []).entries()) {
      const value = values[index]
      if (value !== undefined) row[name] = value
    }
    row['seq'] = rowid
    return { table, row, mangled }
  }
}

/** An id in an index entry, with the number of the row it belongs to. */
export function indexedId({ values, rowid }: Cell): { id: Buffer; seq: number } | undefined {
  const [id, seq] = values
  if (rowid !== undefined || values.length !== 2) return undefined
  return Buffer.isBuffer(id) && id.length === ID_LENGTH && typeof seq === 'number' ? { id, seq } : undefined
}

/** Values that a table of these columns could hold; a row written before a column was added is shorter. */
function fits(values: readonly Value[], columns: readonly Column[]): boolean {
  if (columns.length === 0 || values.length > columns.length) return false
  return columns.every((column, index) => {
    if (index === 0) return true
    const value = values[index]
    if (value === undefined) return column.notnull === 0 || column.dflt_value !== null
    if (value === null) return column.notnull === 0
    switch (column.type) {
      case 'INTEGER':
        return typeof value === 'number' && Number.isSafeInteger(value)
      case 'TEXT':
        return typeof value === 'string'
      default:
        // Ids are the only blobs. A flipped bit in one must not cost the row, so the length is all that is asked.
        return Buffer.isBuffer(value) && value.length === ID_LENGTH
    }
  })
}

function columnsAt(version: number): ReadonlyMap<TableName, readonly Column[]> {
  const db = new Database(':memory:')
  try {
    migrate(db, 0, version)
    const columns = db.prepare<[table: string], Column>(
      'SELECT name, type, "notnull", dflt_value FROM pragma_table_info(?) ORDER BY cid',
    )
    return new Map(TABLES.map((name) => [name, columns.all(name)]))
  } finally {
    db.close()
  }
}
