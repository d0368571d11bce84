/**
 * `node bench/collector/ingest-sqlite.ts`: how many events the store in SQLite takes, roll-ups on, durable before the
 * answer, without HTTP; beside a bare prepared insert of the same rows in the same run. Store and callers share the
 * machine; what a request costs the main thread, which serves HTTP too, is in the notes.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'

import Database from 'better-sqlite3'

import { createSqliteStore } from '../../src/collector/store/sqlite/index.ts'
import { median, type BenchRow } from '../row.ts'
import {
  BATCH,
  BATCHES,
  batches,
  closeVerified,
  DEVICES,
  latencyOf,
  ratedEvents,
  RUNS,
  singles,
  warmDevices,
  type Measured,
} from './callers.ts'

const BARE_SINGLES = 2000

const event = ratedEvents({ reasons: ['customer'] })

export async function bench(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'aftercall-bench-'))
  try {
    const store = await createSqliteStore({ folder, now: Date.now, role: 'server' })
    const devices = await warmDevices(store, event)
    const runs: { batches: Measured; singles: Measured; bare: number; bareSingles: number }[] = []
    for (let run = 0; run < RUNS; run++)
      runs.push({
        batches: await batches(store, devices, event),
        bare: bareInsert(folder, BATCHES * BATCH, BATCH),
        singles: await singles(store, devices, event),
        bareSingles: bareInsert(folder, BARE_SINGLES, 1),
      })
    await closeVerified(store)
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

function noteOf(runs: readonly Measured[]): string {
  const micros = median(runs.map((run) => run.mainMicros)).toFixed(1)
  return `${latencyOf(runs.flatMap((run) => run.took))}; main thread ${micros} µs a request`
}

if (import.meta.main) console.table(await bench())
