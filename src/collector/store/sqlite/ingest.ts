/** Stores a group of requests with their roll-ups in one transaction. Runs in the writer thread. */
import type { Database } from 'better-sqlite3'

import { createDayReader } from '../record-day.ts'
import { AgentDayDeltas } from '../rollup-deltas.ts'
import type { Group, GroupAnswer } from '../thread/answer-codec.ts'
import { createDevices } from './devices.ts'
import { teamOf, type Sender } from '../sender.ts'
import { toStoreError } from './errors.ts'
import { createInteractionTable } from './interaction-table.ts'
import { createKeptDays } from './kept-days.ts'
import { createPulseTable } from './pulse-table.ts'
import type { IngestEvent, IngestRequest } from '../thread/request-codec.ts'
import { answerOf, type Verdict } from '../verdict.ts'
import { createRollupWriter } from './rollup-writer.ts'
import { createSequence } from './sequence.ts'
import { createSmileyTable } from './smiley-table.ts'

/**
 * Returns the function that stores a group. It is durable when the function returns; where it throws, nothing of the
 * group is stored. `today`: number of the UTC day.
 */
export function createIngest(db: Database): (requests: readonly IngestRequest[], today: number) => Group {
  const begin = db.prepare('BEGIN IMMEDIATE')
  const commit = db.prepare('COMMIT')
  const rollback = db.prepare('ROLLBACK')
  const readMeta = db.prepare<[key: string], string>('SELECT value FROM meta WHERE key = ?').pluck()
  const sequence = createSequence(db)
  const keptDays = createKeptDays(db)
  const writeRollups = createRollupWriter(db)
  const store = createRequestStore(db, sequence, keptDays)
  const storeApart = createIsolation(db, sequence)

  const inTransaction = (today: number, storeAll: (deltas: AgentDayDeltas) => GroupAnswer[]): Group => {
    begin.run()
    try {
      keptDays.begin(today)
      const deltas = new AgentDayDeltas()
      const answers = storeAll(deltas)
      writeRollups(deltas)
      const identity = { storeId: readMeta.get('store_id') ?? '', epoch: Number(readMeta.get('epoch')) }
      commit.run()
      return { identity, answers }
    } catch (error) {
      sequence.forget()
      // After some errors SQLite has already done it.
      if (db.inTransaction) rollback.run()
      throw error
    }
  }

  return (requests, today) => {
    try {
      return inTransaction(today, (deltas) => requests.map((request) => store(request, deltas, today)))
    } catch (error) {
      if (isAboutTheFile(error, db.name)) throw error
      // One request's data don't fit: once more, each in a part of the transaction of its own.
      return inTransaction(today, (deltas) =>
        requests.map((request) => storeApart(deltas, (own) => store(request, own, today))),
      )
    }
  }
}

/** Full, damaged, busy …: that is no request's fault, and none could be stored. */
function isAboutTheFile(error: unknown, path: string): boolean {
  return toStoreError(error, path) !== error
}

/** Lets one request fail without the others. */
function createIsolation(db: Database, sequence: { forget(): void }) {
  const savepoint = db.prepare('SAVEPOINT request')
  const release = db.prepare('RELEASE request')
  const rollbackTo = db.prepare('ROLLBACK TO request')
  return (deltas: AgentDayDeltas, store: (own: AgentDayDeltas) => GroupAnswer): GroupAnswer => {
    const own = new AgentDayDeltas()
    savepoint.run()
    try {
      const answer = store(own)
      release.run()
      deltas.merge(own)
      return answer
    } catch (error) {
      if (isAboutTheFile(error, db.name)) throw error
      sequence.forget()
      rollbackTo.run()
      release.run()
      return { s: 'failed', error }
    }
  }
}

function createRequestStore(
  db: Database,
  sequence: ReturnType<typeof createSequence>,
  keptDays: ReturnType<typeof createKeptDays>,
): (request: IngestRequest, deltas: AgentDayDeltas, today: number) => GroupAnswer {
  const findSender = createDevices(db)
  const storeEvent = createEventStore(db, sequence, keptDays)
  return (request, deltas, today) => {
    const sender = findSender(request, today)
    if (typeof sender === 'string') return { s: 'refused', code: sender }
    const verdicts = request.events.map((event) => storeEvent(event, sender, deltas))
    return answerOf(request.events, verdicts)
  }
}

function createEventStore(
  db: Database,
  sequence: ReturnType<typeof createSequence>,
  keptDays: ReturnType<typeof createKeptDays>,
): (event: IngestEvent, sender: Sender, deltas: AgentDayDeltas) => Verdict {
  const interactions = createInteractionTable(db)
  const smileys = createSmileyTable(db, sequence)
  const pulses = createPulseTable(db, sequence)
  const dayOf = createDayReader()
  return (event, sender, deltas) => {
    const day = dayOf(event)
    const teamNo = teamOf(sender, day)
    if (day < keptDays.of(teamNo)) return 'stale'
    const place = { teamNo, deviceNo: sender.deviceNo, agentNo: sender.agentNo }
    switch (event.kind) {
      case 'interaction':
        return interactions.store(event, place, day, deltas)
      case 'day':
        return smileys.store(event, place, day, deltas)
      case 'pulse':
        return pulses.store(event, place)
    }
  }
}
