/** What the shared part of the store needs of PostgreSQL. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Kysely, PostgresDialect, sql } from 'kysely'
import type pg from 'pg'

import { dayOf } from '../days.ts'
import type { Engine, Trx } from '../kysely/engine.ts'
import type { Schema } from '../schema.ts'
import { POSTGRES_VERSION } from './ddl.ts'
import { isWorthRetrying, toStoreError } from './errors.ts'
import { joinIngest, lockImport, lockMaintenance, lockOutIngest } from './locks.ts'
import { dropPartitions, makePartitions } from './partitions.ts'

const MOST_TRIES = 10

export interface EngineOptions {
  readonly pool: pg.Pool
  /** How the database is called in sentences. */
  readonly server: string
  /** Epoch ms. */
  readonly now: () => number
  readonly onErased: Engine['onErased']
}

export function createEngine({ pool, server, now, onErased }: EngineOptions): Engine {
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  const transaction = async <T>(work: (trx: Trx) => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries++) {
      try {
        return await db.transaction().execute(work)
      } catch (error) {
        if (!isWorthRetrying(error) || tries === MOST_TRIES) throw error
        await sleep(Math.random() * tries * 5)
      }
    }
  }
  return {
    db,
    transaction,
    lockOutIngest,
    joinIngest,
    translate: (error) => toStoreError(error, server),
    stepsByDay: false,
    namesIndexes: false,
    schemaVersion: POSTGRES_VERSION,
    sizeBytes: async () => {
      const { rows } = await sql<{
        size: number
      }>`SELECT pg_database_size(current_database()) AS size`.execute(db)
      return rows[0]?.size ?? 0
    },
    dropBefore: (workDay) =>
      transaction(async (trx) => {
        await lockMaintenance(trx)
        const records = await dropPartitions(trx, workDay)
        await makePartitions(trx, dayOf(now()))
        return records
      }),
    beginImport: () => lockImport(pool),
    now,
    onErased,
  }
}
