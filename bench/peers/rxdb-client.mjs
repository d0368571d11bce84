/**
 * RxDB, in memory, pushes to our collector: `node rxdb-client.mjs URL TOKEN DEVICE COUNT`. The handler translates into our
 * events, so that both clients have the same server. Says `ready`, starts when told.
 */
import { once } from 'node:events'
import { createRxDatabase } from 'rxdb/plugins/core'
import { replicateRxCollection } from 'rxdb/plugins/replication'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { idOf, recordOf } from './records.mjs'

const [url = '', token = '', device = '', count = '0'] = process.argv.slice(2)
const total = Number(count)
const db = await createRxDatabase({ name: 'bench', storage: getRxStorageMemory(), multiInstance: false })
const text = { type: 'string' }
const { records } = await db.addCollections({
  records: {
    schema: {
      version: 0,
      primaryKey: 'id',
      type: 'object',
      properties: {
        id: { type: 'string', maxLength: 36 },
        workDay: text,
        channel: text,
        queue: text,
        outcome: text,
        rating: { type: 'number' },
        solved: { type: 'boolean' },
        reasons: { type: 'array', items: text },
      },
      required: ['id'],
    },
  },
})
for (let start = 0; start < total; start += 1000) {
  const length = Math.min(1000, total - start)
  await records.bulkInsert(
    Array.from({ length }, (_, n) => {
      const { deleted: _deleted, followUp: _followUp, story: _story, ...record } = recordOf(start + n)
      return { id: idOf(start + n), ...record }
    }),
  )
}

function toEvent({ id, workDay, channel, queue, outcome, rating, solved, reasons }) {
  return {
    specversion: '1.0',
    id: `${id}/1`,
    source: `urn:aftercall:device:${device}`,
    type: 'org.aftercall.interaction.v1',
    data: {
      workDay,
      deleted: false,
      channel,
      queue,
      outcome,
      rating,
      solved,
      reasons,
      followUp: null,
      story: null,
    },
  }
}

process.send({ ready: true })
await once(process, 'message')
const began = performance.now()
let sent = 0
let bytes = 0
const replication = replicateRxCollection({
  collection: records,
  replicationIdentifier: 'bench',
  live: false,
  push: {
    batchSize: 500,
    async handler(rows) {
      const body = JSON.stringify(rows.map(({ newDocumentState }) => toEvent(newDocumentState)))
      const answer = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/cloudevents-batch+json',
          authorization: `Bearer ${token}`,
        },
        body,
      })
      const { stored, stale } = await answer.json()
      if (stored + stale !== rows.length)
        throw new Error(`Of ${rows.length} were accounted ${stored + stale}.`)
      sent += rows.length
      bytes += body.length
      return []
    },
  },
})
await replication.awaitInitialReplication()
process.send({ milliseconds: performance.now() - began, sent, bytes })
