/**
 * `node bench/collector/ingest-postgres.ts`: how many events the store in PostgreSQL takes, roll-ups on, durable before
 * the answer, without HTTP; beside a bare insert of the same rows. Server, store and callers share the machine.
 */
import { performance } from 'node:perf_hooks'
import pg from 'pg'
import { createPostgresStore } from '../../src/collector/store/postgres/postgres-store.ts'
import { startPostgres } from '../../tests/support/postgres-server.ts'
import { median, type BenchRow } from '../row.ts'
import {
  BATCH,
  BATCHES,
  batches,
  closeVerified,
  latencyOf,
  ratedEvents,
  RUNS,
  singles,
  warmDevices,
  type Measured,
} from './callers.ts'

const event = ratedEvents()

export async function bench(): Promise<BenchRow[]> {
  const server = await startPostgres()
  try {
    const store = await createPostgresStore({ database: server.url, now: Date.now })
    const devices = await warmDevices(store, event)
    const runs: { batches: Measured; bare: number; singles: Measured }[] = []
    for (let run = 0; run < RUNS; run++)
      runs.push({
        batches: await batches(store, devices, event),
        bare: await bareInsert(server.url),
        singles: await singles(store, devices, event),
      })
    await closeVerified(store)
    const middle = runs.toSorted((a, b) => a.singles.rate - b.singles.rate)[Math.floor(RUNS / 2)]?.singles
    return [
      {
        name: 'PostgreSQL, batches of 500',
        ours: median(runs.map((run) => run.batches.rate)),
        peer: median(runs.map((run) => run.bare)),
        unit: 'events/s',
        note: 'beside it: bare insert',
      },
      {
        name: 'PostgreSQL, 500 callers with one event each',
        ours: middle?.rate ?? 0,
        unit: 'events/s',
        goal: '≥ 17,500',
        note: latencyOf(middle?.took ?? []),
      },
    ]
  } finally {
    await server.stop()
  }
}

/** The same rows in one statement a transaction, without credentials, comparison and roll-ups. */
async function bareInsert(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('DROP TABLE IF EXISTS bare; CREATE TABLE bare (LIKE interaction INCLUDING ALL)')
  const rows = Array.from({ length: BATCHES }, () => Array.from({ length: BATCH }, () => event(0).recordId))
  const start = performance.now()
  for (const ids of rows)
    await client.query({
      name: 'bare',
      text: `INSERT INTO bare SELECT 1, 20000, 1, id, 1, 1, 0, 'voice', 'Support', 'rated', 4, 1, '[]', NULL, NULL, NULL
        FROM unnest($1::uuid[]) AS id`,
      values: [`{${ids.join(',')}}`],
    })
  const elapsed = performance.now() - start
  await client.query('DROP TABLE bare')
  await client.end()
  return (BATCHES * BATCH * 1000) / elapsed
}

if (import.meta.main) console.table(await bench())
