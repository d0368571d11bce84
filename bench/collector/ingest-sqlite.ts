/**
 * `node bench/collector/ingest-sqlite.ts`: how many events the store in SQLite takes, roll-ups on, durable before the
 * answer, without HTTP; beside a bare prepared insert of the same rows in the same run. Store and callers share the
 * machine; what a request costs the main thread, which serves HTTP too, is in the notes.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'

import Database from 'better-sqlite3'

import { parseSecret } from '../../src/collector/auth/secrets.ts'
import { createSqliteStore } from '../../src/collector/store/sqlite/index.ts'
import type { CollectorStore, Credential, IncomingEvent } from '../../src/collector/store/store.ts'
import { quantile, type BenchRow } from '../row.ts'

const DEVICES = 500
const TEAMS = 50
const BATCH = 500
const BATCHES = 200
const SINGLES = 100_000
const BARE_SINGLES = 2000
const RUNS = 3

interface Measured {
  /** Events a second. */
  readonly rate: number
  /** Processor time of the main thread for one request, in microseconds. */
  readonly mainMicros: number
  /** Milliseconds of each request. */
  readonly took: readonly number[]
}

export async function bench(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'aftercall-bench-'))
  try {
    const store = await createSqliteStore({ folder, now: Date.now, role: 'server' })
    const devices = await enrolAll(store)
    await singles(store, devices, SINGLES / 5)
    const runs: { batches: Measured; singles: Measured; bare: number; bareSingles: number }[] = []
    for (let run = 0; run < RUNS; run++)
      runs.push({
        batches: await batches(store, devices),
        bare: bareInsert(folder, BATCHES * BATCH, BATCH),
        singles: await singles(store, devices, SINGLES),
        bareSingles: bareInsert(folder, BARE_SINGLES, 1),
      })
    const wrong = await store.administration.verifyRollups()
    if (wrong.length > 0) throw new Error(`Roll-ups are wrong: ${JSON.stringify(wrong.slice(0, 3))}`)
    await store.close()
    return [
      {
        name: 'SQLite, batches of 500',
        ours: median(runs.map((run) => run.batches.rate)),
        peer: median(runs.map((run) => run.bare)),
        unit: 'events/s',
        goal: '≥ 60,000',
        note: `beside it: bare insert; ${noteOf(runs.map((run) => run.batches))}`,
      },
      {
        name: 'SQLite, 500 callers with one event each',
        ours: median(runs.map((run) => run.singles.rate)),
        peer: median(runs.map((run) => run.bareSingles)),
        unit: 'events/s',
        goal: '≥ 25,000',
        note: `beside it: a transaction for each; ${noteOf(runs.map((run) => run.singles))}`,
      },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function enrolAll(store: CollectorStore): Promise<readonly Credential[]> {
  const devices: Credential[] = []
  const seats = DEVICES / TEAMS
  for (let n = 0; n < TEAMS; n++) {
    const team = await store.administration.createTeam(`Team ${n}`)
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

/** Eight callers; each batch is of one device, as after some days without a network. */
async function batches(store: CollectorStore, devices: readonly Credential[]): Promise<Measured> {
  const requests = Array.from({ length: BATCHES }, () => Array.from({ length: BATCH }, (_, n) => event(n)))
  return await measure(BATCHES, BATCH, 8, async (n) => send(store, devices[n % DEVICES], requests[n] ?? []))
}

async function singles(
  store: CollectorStore,
  devices: readonly Credential[],
  count: number,
): Promise<Measured> {
  const events = Array.from({ length: count }, () => [event(0)])
  return await measure(count, 1, DEVICES, async (n) => send(store, devices[n % DEVICES], events[n] ?? []))
}

async function send(
  store: CollectorStore,
  device: Credential | undefined,
  events: readonly IncomingEvent[],
): Promise<void> {
  const result = device && (await store.ingest(device, events))
  if (!result?.ok || result.value.stored !== events.length) throw new Error('A request was not stored.')
}

async function measure(
  count: number,
  events: number,
  callers: number,
  request: (n: number) => Promise<void>,
): Promise<Measured> {
  const took: number[] = []
  let next = 0
  const caller = async (): Promise<void> => {
    for (let n = next++; n < count; n = next++) {
      const began = performance.now()
      await request(n)
      took.push(performance.now() - began)
    }
  }
  const cpu = process.threadCpuUsage()
  const start = performance.now()
  await Promise.all(Array.from({ length: callers }, caller))
  const elapsed = performance.now() - start
  const { user, system } = process.threadCpuUsage(cpu)
  return { rate: (count * events * 1000) / elapsed, mainMicros: (user + system) / count, took }
}

/** The same rows by a prepared statement in a loop, without threads, credentials, comparison and roll-ups. */
function bareInsert(folder: string, count: number, inTransaction: number): number {
  const db = new Database(join(folder, 'bare.db'))
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec(`DROP TABLE IF EXISTS bare;
    CREATE TABLE bare (
      team_no INTEGER, work_day INTEGER, device_no INTEGER, id BLOB, agent_no INTEGER, revision INTEGER,
      deleted INTEGER, channel TEXT, queue TEXT, outcome TEXT, rating INTEGER, solved INTEGER, reasons TEXT,
      follow_up TEXT, story TEXT, external_ids TEXT, PRIMARY KEY (team_no, work_day, device_no, id)
    ) STRICT, WITHOUT ROWID`)
  const insert = db.prepare<[device: number, id: Uint8Array]>(
    `INSERT INTO bare VALUES (1, 20000, ?, ?, 1, 1, 0, 'voice', 'Support', 'rated', 4, 1, '[]', NULL, NULL, NULL)`,
  )
  const ids = Array.from({ length: count }, () => Buffer.from(event(0).recordId.replaceAll('-', ''), 'hex'))
  const start = performance.now()
  for (let first = 0; first < count; first += inTransaction) {
    db.exec('BEGIN')
    for (let n = first; n < first + inTransaction; n++)
      insert.run(Math.floor(n / BATCH) % DEVICES, ids[n] ?? Buffer.alloc(0))
    db.exec('COMMIT')
  }
  const elapsed = performance.now() - start
  db.close()
  return (count * 1000) / elapsed
}

const workDay = new Date().toISOString().slice(0, 10)

function event(index: number): IncomingEvent {
  const time = Date.now().toString(16).padStart(12, '0')
  const random = randomBytes(10).toString('hex')
  return {
    kind: 'interaction',
    index,
    recordId: `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6, 18)}`,
    revision: 1,
    data: {
      workDay,
      deleted: false,
      channel: 'voice',
      queue: 'Support',
      outcome: 'rated',
      rating: 4,
      solved: true,
      reasons: ['customer'],
      followUp: null,
      story: null,
    },
  }
}

function noteOf(runs: readonly Measured[]): string {
  const took = runs.flatMap((run) => run.took)
  const [p50, p99, max] = [0.5, 0.99, 1].map((share) => quantile(took, share).toFixed(0))
  const micros = median(runs.map((run) => run.mainMicros)).toFixed(1)
  return `p50 ${p50} ms, p99 ${p99} ms, max ${max} ms; main thread ${micros} µs a request`
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

if (import.meta.main) console.table(await bench())
