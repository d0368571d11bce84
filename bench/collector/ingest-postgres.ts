/**
 * `node bench/collector/ingest-postgres.ts`: how many events the store in PostgreSQL takes, roll-ups on, durable before
 * the answer, without HTTP; beside a bare insert of the same rows. Server, store and callers share the machine.
 */
import { performance } from 'node:perf_hooks'
import pg from 'pg'
import { parseSecret } from '../../src/collector/auth/secrets.ts'
import { createPostgresStore } from '../../src/collector/store/postgres/postgres-store.ts'
import type { CollectorStore, Credential, IncomingEvent } from '../../src/collector/store/store.ts'
import { startPostgres } from '../../tests/support/postgres-server.ts'
import { quantile, type BenchRow } from '../row.ts'

const DEVICES = 500
const TEAMS = 50
const BATCH = 500
const BATCHES = 200
const SINGLES = 100_000
const RUNS = 3

export async function bench(): Promise<BenchRow[]> {
  const server = await startPostgres()
  try {
    const store = await createPostgresStore({ database: server.url, now: Date.now })
    const devices = await enrolAll(store)
    await single(store, devices, SINGLES / 5)
    const runs: { batches: number; bare: number; singles: ReturnType<typeof summary> }[] = []
    for (let run = 0; run < RUNS; run++)
      runs.push({
        batches: await batches(store, devices),
        bare: await bareInsert(server.url),
        singles: await single(store, devices, SINGLES),
      })
    const wrong = await store.administration.verifyRollups()
    if (wrong.length > 0) throw new Error(`Roll-ups are wrong: ${JSON.stringify(wrong.slice(0, 3))}`)
    await store.close()
    const batch = median(runs.map((run) => run.batches))
    const bare = median(runs.map((run) => run.bare))
    const middle = runs.toSorted((a, b) => a.singles.rate - b.singles.rate)[Math.floor(RUNS / 2)]?.singles
    const latency = `p50 ${middle?.p50.toFixed(0)} ms, p99 ${middle?.p99.toFixed(0)} ms, max ${middle?.max.toFixed(0)} ms`
    return [
      {
        name: 'PostgreSQL, batches of 500',
        ours: batch,
        peer: bare,
        unit: 'events/s',
        note: 'beside it: bare insert',
      },
      {
        name: 'PostgreSQL, 500 callers with one event each',
        ours: middle?.rate ?? 0,
        unit: 'events/s',
        goal: '≥ 17,500',
        note: latency,
      },
    ]
  } finally {
    await server.stop()
  }
}

async function enrolAll(store: CollectorStore): Promise<readonly Credential[]> {
  const devices: Credential[] = []
  for (let n = 0; n < TEAMS; n++) {
    const team = await store.administration.createTeam(`Team ${n}`)
    const seats = DEVICES / TEAMS
    const input = { teamId: team.id, role: 'agent', seats, expiresAt: Date.now() + 60_000 } as const
    const { code } = await store.administration.createCode(input)
    for (let seat = 0; seat < seats; seat++) {
      const result = await store.enrol(code, undefined)
      const credential = result.ok ? parseSecret('token', result.grant.token) : undefined
      if (credential === undefined) throw new Error('A device could not be enrolled.')
      devices.push(credential)
    }
  }
  return devices
}

async function batches(store: CollectorStore, devices: readonly Credential[]): Promise<number> {
  const requests = Array.from({ length: BATCHES }, () => Array.from({ length: BATCH }, (_, n) => event(n)))
  const start = performance.now()
  let next = 0
  const caller = async () => {
    for (let n = next++; n < BATCHES; n = next++) {
      const device = devices[n % DEVICES]
      const result = device && (await store.ingest(device, requests[n] ?? []))
      if (!result?.ok || result.value.stored !== BATCH) throw new Error('A batch was not stored.')
    }
  }
  await Promise.all(Array.from({ length: 8 }, caller))
  return (BATCHES * BATCH * 1000) / (performance.now() - start)
}

async function single(store: CollectorStore, devices: readonly Credential[], count: number) {
  const took: number[] = []
  const start = performance.now()
  await Promise.all(
    devices.map(async (device) => {
      for (let n = 0; n < count / DEVICES; n++) {
        const began = performance.now()
        const result = await store.ingest(device, [event(0)])
        if (!result.ok || result.value.stored !== 1) throw new Error('An event was not stored.')
        took.push(performance.now() - began)
      }
    }),
  )
  return summary(took, performance.now() - start)
}

function summary(took: readonly number[], elapsed: number) {
  return {
    rate: (took.length * 1000) / elapsed,
    p50: quantile(took, 0.5),
    p99: quantile(took, 0.99),
    max: quantile(took, 1),
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

const workDay = new Date().toISOString().slice(0, 10)
let lastId = 0

function event(index: number): IncomingEvent {
  lastId += 1
  const id = (Date.now() * 4096 + (lastId % 4096)).toString(16).padStart(15, '0')
  const rest = lastId.toString(16).padStart(12, '0')
  return {
    kind: 'interaction',
    index,
    recordId: `${id.slice(0, 8)}-${id.slice(8, 12)}-7${id.slice(12)}-8000-${rest}`,
    revision: 1,
    data: {
      workDay,
      deleted: false,
      channel: 'voice',
      queue: 'Support',
      outcome: 'rated',
      rating: 4,
      solved: true,
      reasons: [],
      followUp: null,
      story: null,
    },
  }
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

if (import.meta.main) console.table(await bench())
