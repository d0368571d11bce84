/** The way of a group of requests into the database: a connection, a transaction, and what is done when it fails. */
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'

import { createMembershipsReader } from '../memberships.ts'
import { createDayReader } from '../record-day.ts'
import { encodeAnswers, type Group } from '../thread/answer-codec.ts'
import type { IngestReport } from '../thread/protocol.ts'
import type { IngestRequest } from '../thread/request-codec.ts'
import { toThreadError } from '../thread/thread-error.ts'
import { breaksConnection, isAboutData, isWorthRetrying } from './errors.ts'
import { storeGroup, type Readers } from './flush.ts'
import type { StoreGroup } from './lanes.ts'
import { SHARE_INGEST } from './locks.ts'
import { queryOn } from './query.ts'

const MOST_TRIES = 10

/**
 * Returns the function that stores a group; an answer is durable when it is there. Where nothing could be stored, or the
 * connection broke before the database had confirmed, no request was: sent again, its events are `stale`. Where one
 * request's data don't fit, each is stored in a transaction of its own.
 * @param isDistributed the tables are distributed by team, with Citus
 * @param translate errors of the database as `StoreError`
 */
export function createIngest(
  pool: pg.Pool,
  isDistributed: boolean,
  translate: (error: unknown) => unknown,
): StoreGroup {
  const readers: Readers = { parse: createMembershipsReader(), dayOf: createDayReader() }

  const attempt = async (requests: readonly IngestRequest[], today: number): Promise<Group> => {
    const client = await pool.connect()
    let broken = false
    try {
      // Two statements of one round trip; the lock must be there before the first look at anything.
      await client.query(`BEGIN; ${SHARE_INGEST}`)
      const group = await storeGroup(queryOn(client, isDistributed), requests, today, readers)
      await client.query('COMMIT')
      return group
    } catch (error) {
      broken = breaksConnection(error) || !(await rolledBack(client))
      throw error
    } finally {
      client.release(broken)
    }
  }

  const storeAll = async (requests: readonly IngestRequest[], today: number): Promise<Group> => {
    for (let tries = 1; ; tries++) {
      try {
        return await attempt(requests, today)
      } catch (error) {
        if (!isWorthRetrying(error) || tries === MOST_TRIES) throw error
        // So that two who met don't meet again.
        await sleep(Math.random() * tries * 5)
      }
    }
  }

  const storeApart = async (requests: readonly IngestRequest[], today: number): Promise<Group> => {
    // Of a group of which nothing is stored nobody reads it.
    let identity = { storeId: '', epoch: 0 }
    const answers = []
    for (const request of requests) {
      try {
        const group = await storeAll([request], today)
        identity = group.identity
        answers.push(...group.answers)
      } catch (error) {
        answers.push({ s: 'failed', error: translate(error) } as const)
      }
    }
    return { identity, answers }
  }

  return async (requests, today) => {
    try {
      return reportOf(await storeAll(requests, today))
    } catch (error) {
      if (requests.length > 1 && isAboutData(error)) return reportOf(await storeApart(requests, today))
      return { k: 'not-stored', count: requests.length, error: toThreadError(translate(error)) }
    }
  }
}

function reportOf({ identity, answers }: Group): IngestReport {
  const errors = answers.flatMap((answer) => (answer.s === 'failed' ? [toThreadError(answer.error)] : []))
  return { k: 'answers', identity, answers: encodeAnswers(answers), errors }
}

async function rolledBack(client: pg.PoolClient): Promise<boolean> {
  try {
    await client.query('ROLLBACK')
    return true
  } catch {
    return false
  }
}
