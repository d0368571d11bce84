/** The way of a group of requests into the database: a connection, a transaction, and what is done when it fails. */
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'

import { dayOf } from '../days.ts'
import { createMembershipsReader } from '../memberships.ts'
import type { IngestResult } from '../store.ts'
import { breaksConnection, isAboutData, isWorthRetrying } from './errors.ts'
import { storeGroup, type IngestRequest } from './flush.ts'
import type { Settled } from './ingest-queue.ts'
import { SHARE_INGEST } from './locks.ts'
import { queryOn } from './query.ts'

const MOST_TRIES = 10

export interface IngestOptions {
  readonly pool: pg.Pool
  /** Epoch ms. */
  readonly now: () => number
  /** Errors of the database as `StoreError`. */
  readonly translate: (error: unknown) => unknown
}

/**
 * Returns the function that stores a group; an answer is durable when it is there. Where nothing could be stored, or the
 * connection broke before the database had confirmed, every request is rejected: sent again, its events are `stale`.
 * Where one request's data don't fit, each is stored in a transaction of its own.
 */
export function createIngest(
  options: IngestOptions,
): (requests: readonly IngestRequest[]) => Promise<readonly Settled[]> {
  const parse = createMembershipsReader()

  const attempt = async (requests: readonly IngestRequest[]): Promise<readonly IngestResult[]> => {
    const client = await options.pool.connect()
    let broken = false
    try {
      // Two statements of one round trip; the lock must be there before the first look at anything.
      await client.query(`BEGIN; ${SHARE_INGEST}`)
      const results = await storeGroup(queryOn(client), requests, dayOf(options.now()), parse)
      await client.query('COMMIT')
      return results
    } catch (error) {
      broken = breaksConnection(error) || !(await rolledBack(client))
      throw error
    } finally {
      client.release(broken)
    }
  }

  const storeAll = async (requests: readonly IngestRequest[]): Promise<readonly IngestResult[]> => {
    for (let tries = 1; ; tries++) {
      try {
        return await attempt(requests)
      } catch (error) {
        if (!isWorthRetrying(error) || tries === MOST_TRIES) throw error
        // So that two who met don't meet again.
        await sleep(Math.random() * tries * 5)
      }
    }
  }

  const settled = async (requests: readonly IngestRequest[]): Promise<readonly Settled[]> => {
    try {
      return (await storeAll(requests)).map((value) => ({ status: 'fulfilled', value }))
    } catch (error) {
      if (requests.length > 1 && isAboutData(error)) {
        const apart: Settled[] = []
        for (const request of requests) apart.push(...(await settled([request])))
        return apart
      }
      const reason = options.translate(error)
      return requests.map(() => ({ status: 'rejected', reason }))
    }
  }
  return settled
}

async function rolledBack(client: pg.PoolClient): Promise<boolean> {
  try {
    await client.query('ROLLBACK')
    return true
  } catch {
    return false
  }
}
