/**
 * Kysely on the store's threads. Changes and transactions go to the writer, where they exclude ingest and take turns
 * with it; queries outside of a transaction, and transactions that say they are read-only, go to the reader.
 */
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type TransactionSettings,
} from 'kysely'

import type { SqlValue } from './protocol.ts'
import type { QueryClient } from './query-client.ts'

/** @param reader without one, everything goes to the writer */
export function createWorkerDialect(writer: QueryClient, reader: QueryClient = writer): Dialect {
  return {
    createDriver: () => createDriver(writer, reader),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new ThreadAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  }
}

/** Kysely would let one connection be used at a time, so that every read would wait for the end of a transaction. */
class ThreadAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

/** A transaction under way and where. */
interface Session {
  readonly client: QueryClient
  readonly id: number
}

class ThreadConnection implements DatabaseConnection {
  session: Session | undefined
  readonly #writer: QueryClient
  readonly #reader: QueryClient

  constructor(writer: QueryClient, reader: QueryClient) {
    this.#writer = writer
    this.#reader = reader
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const client = this.session?.client ?? (isRead(sql) ? this.#reader : this.#writer)
    const { rows, changes, insertId } = await client.query(
      sql,
      parameters.map(toSqlValue),
      this.session?.id ?? null,
    )
    return {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Kysely knows what its query selects
      rows: rows as R[],
      numAffectedRows: BigInt(changes),
      ...(insertId !== null && { insertId: BigInt(insertId) }),
    }
  }

  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    yield* []
    // A slow reader would hold one moment of the database, and its log would grow all the while.
    throw new Error('Long results are read page by page here, each by its key.')
  }
}

function createDriver(writer: QueryClient, reader: QueryClient): Driver {
  const sessionOf = (connection: DatabaseConnection): Session => {
    if (connection instanceof ThreadConnection && connection.session !== undefined) return connection.session
    throw new Error('There is no transaction on this connection.')
  }
  const end = async (connection: DatabaseConnection, commit: boolean): Promise<void> => {
    const { client, id } = sessionOf(connection)
    if (connection instanceof ThreadConnection) connection.session = undefined
    await client.end(id, commit)
  }
  return {
    async init() {},
    acquireConnection: async () => new ThreadConnection(writer, reader),
    async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings) {
      const client = settings.accessMode === 'read only' ? reader : writer
      const id = await client.begin()
      if (connection instanceof ThreadConnection) connection.session = { client, id }
    },
    commitTransaction: (connection) => end(connection, true),
    rollbackTransaction: (connection) => end(connection, false),
    async releaseConnection() {},
    async destroy() {},
  }
}

/** A query that only reads. One that is taken for a change by mistake runs in the writer, and just as well. */
function isRead(sql: string): boolean {
  return /^\s*(?:select|with)\b/i.test(sql) && !/\b(?:insert|update|delete|replace)\b/i.test(sql)
}

function toSqlValue(value: unknown): SqlValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value
  if (value instanceof Uint8Array) return value
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value === undefined) return null
  throw new TypeError(`A value of type ${typeof value} has no place in a column.`)
}
