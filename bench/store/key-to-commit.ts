/**
 * What a key press costs in the store: `rate()` on a waiting interaction until it is on the disk, against a bare insert
 * with the same driver; and the views over five years.
 *
 *   node bench/store/key-to-commit.ts [folder on the disk to measure]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'

import Database from 'better-sqlite3'

import { openStore } from '../../src/main/store/index.ts'
import type { NewInteraction, Store } from '../../src/main/store/index.ts'
import type { Rating } from '../../src/shared/records.ts'
import { quantile, type BenchRow } from '../row.ts'

const RATINGS = 5_000
const YEARS = 5
const PER_DAY = 60
const DAYS = 1_250
const DAY_MS = 86_400_000
/** So that the last of the days is today. */
const FIRST_DAY = Math.floor(Date.now() / DAY_MS) * DAY_MS - (DAYS - 1) * DAY_MS

/** Measures in a new folder under `parent`, which decides on which disk. */
export async function bench(parent: string = tmpdir()): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(parent, 'aftercall-bench-'))
  try {
    return [...keyToCommit(folder), ...(await fiveYears(folder))]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function keyToCommit(folder: string): BenchRow[] {
  const store = openStore({ directory: join(folder, 'store'), now: Date.now })
  const insertBare = openBare(join(folder, 'bare.db'))
  const ours: number[] = []
  const bare: number[] = []
  // Interleaved, so that both meet the same disk; the order alternates, so that neither always comes first. As in
  // life, the interaction was stored a moment before.
  for (let n = 0; n < RATINGS; n++) {
    const { id } = store.interactions.add(interactionOn(FIRST_DAY, n))
    const rate = () => ours.push(millisecondsOf(() => store.interactions.rate(id, ratingOf(n))))
    const insert = () => bare.push(millisecondsOf(() => insertBare(n)))
    if (n % 2 === 0) {
      rate()
      insert()
    } else {
      insert()
      rate()
    }
  }
  store.close()
  return [0.5, 0.99].map((q) => {
    const [a, b] = [quantile(ours, q), quantile(bare, q)]
    return {
      name: `key to commit, p${q * 100}: rate() against a bare insert`,
      ours: a,
      peer: b,
      unit: 'ms',
      goal: '≤ 1.3× the insert',
      note: `${(a / b).toFixed(2)}×, ${RATINGS} each, interleaved, synchronous=FULL`,
    }
  })
}

/** The least that a durable insert of such a row can be: the driver, one table, one unique key. */
function openBare(path: string): (n: number) => void {
  const db = new Database(path)
  db.pragma('page_size = 4096')
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('cache_size = -4000')
  db.exec(`CREATE TABLE interactions (
    seq INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, revision INTEGER, synced_revision INTEGER, deleted INTEGER,
    work_day TEXT, time_zone TEXT, external_ids TEXT, channel TEXT, direction TEXT, cause TEXT, queue TEXT,
    started_at INTEGER, ended_at INTEGER, duration_ms INTEGER, trigger_id TEXT, prompted_at INTEGER, outcome TEXT,
    rating INTEGER, solved INTEGER, reasons TEXT, follow_up TEXT, story TEXT, note TEXT) STRICT`)
  const insert = db.prepare(
    `INSERT INTO interactions VALUES (NULL, ?, 1, 0, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'rated', ?, NULL, '[]',
       NULL, NULL, NULL)`,
  )
  return (n) => {
    const row = interactionOn(FIRST_DAY, n)
    // Ascending, as UUIDv7 are.
    const id = Buffer.alloc(16)
    id.writeUIntBE(n, 0, 6)
    insert.run(
      id,
      row.workDay,
      row.timeZone,
      JSON.stringify(row.externalIds),
      row.channel,
      row.direction,
      row.cause,
      row.queue,
      row.startedAt,
      row.endedAt,
      row.durationMs,
      row.trigger,
      row.endedAt,
      ratingOf(n),
    )
  }
}

async function fiveYears(folder: string): Promise<BenchRow[]> {
  const store = openStore({ directory: join(folder, 'five-years'), now: Date.now })
  fill(store, join(folder, 'five-years', 'aftercall.db'))
  const note = `${DAYS * PER_DAY} interactions over ${YEARS} years; median, slowest of 30 in brackets`
  const measure = (name: string, action: () => unknown): BenchRow => {
    const times = Array.from({ length: 30 }, () => millisecondsOf(action))
    const slowest = Math.max(...times).toFixed(2)
    return { name, ours: quantile(times, 0.5), unit: 'ms', goal: '< 16 ms', note: `${note} (${slowest})` }
  }
  const lastDay = dayOf(FIRST_DAY + (DAYS - 1) * DAY_MS)
  const rows = [
    measure('summary.days, all five years', () => store.summary.days('2000-01-01', '2099-12-31')),
    measure('summary.days, the last 30 days', () =>
      store.summary.days(dayOf(FIRST_DAY + (DAYS - 30) * DAY_MS), lastDay),
    ),
    measure('ofWorkDay', () => store.interactions.ofWorkDay(lastDay)),
    measure('waiting', () => store.interactions.waiting()),
    measure('pendingCount', () => store.pendingCount()),
    await measureBackup(store),
  ]
  store.close()
  return rows
}

/** The longest time for which the daily backup keeps the main thread from doing anything else. */
async function measureBackup(store: Store): Promise<BenchRow> {
  const done = new AbortController()
  let longest = 0
  const watch = (async () => {
    let last = performance.now()
    while (!done.signal.aborted) {
      await setImmediate()
      const now = performance.now()
      longest = Math.max(longest, now - last)
      last = now
    }
  })()
  const start = performance.now()
  await store.backUp()
  const total = performance.now() - start
  done.abort()
  await watch
  return {
    name: 'daily backup, longest block of the main thread',
    ours: longest,
    unit: 'ms',
    goal: '< 16 ms',
    note: `${total.toFixed(0)} ms in all`,
  }
}

/** Fills the years in one transaction beside the store, which would sync every single row. */
/** 75,000 interactions in a new store, the last of them today; `path` is its database. */
export function fill(store: Store, path: string): void {
  for (let day = 0; day < DAYS; day++) store.days.open(dayOf(FIRST_DAY + day * DAY_MS), 'Europe/Amsterdam')
  const template = store.interactions.add(interactionOn(FIRST_DAY, 0))
  const db = new Database(path)
  const insert = db.prepare(
    `INSERT INTO interactions (id, revision, synced_revision, work_day, time_zone, external_ids, channel, direction,
       cause, queue, started_at, ended_at, duration_ms, trigger_id, prompted_at, outcome, rating, solved, note)
     SELECT :id, 1, 1, :day, time_zone, external_ids, channel, direction, cause, queue, :at - 100000, :at, 100000,
       trigger_id, :at, :outcome, :rating, :solved, :note
     FROM interactions WHERE seq = 1`,
  )
  const outcomes = ['rated', 'rated', 'rated', 'skipped', 'expired'] as const
  db.transaction(() => {
    for (let n = 1; n < DAYS * PER_DAY; n++) {
      const at = FIRST_DAY + Math.floor(n / PER_DAY) * DAY_MS + (n % PER_DAY) * 480_000
      const id = Buffer.alloc(16)
      id.writeUIntBE(at, 0, 6)
      id.writeUInt16BE(0x7000, 6)
      id.writeUInt16BE(0x8000, 8)
      id.writeUInt32BE(n, 12)
      const outcome = outcomes[n % outcomes.length] ?? 'rated'
      const rated = outcome === 'rated'
      insert.run({
        id,
        at,
        day: dayOf(at),
        outcome,
        rating: rated ? ratingOf(n) : null,
        solved: rated ? n % 2 : null,
        note: n % 10 === 0 ? 'A private line about this one, as agents write them.' : null,
      })
    }
  })()
  db.close()
  store.interactions.rate(template.id, 4)
}

function interactionOn(day: number, n: number): NewInteraction {
  const endedAt = day + n * 1_000
  return {
    workDay: dayOf(day),
    timeZone: 'Europe/Amsterdam',
    externalIds: [`sip:${n}-3848276298220188511@192.0.2.7`, `ast:1795290404.${n}`],
    channel: 'voice',
    direction: 'inbound',
    cause: 'remote',
    queue: 'support',
    startedAt: endedAt - 240_000,
    endedAt,
    durationMs: 240_000,
    trigger: 'baresip',
    promptedAt: endedAt,
  }
}

function ratingOf(n: number): Rating {
  const ratings = [1, 2, 3, 4, 5] as const
  return ratings[n % ratings.length] ?? 3
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

function millisecondsOf(action: () => unknown): number {
  const start = performance.now()
  action()
  return performance.now() - start
}

if (import.meta.main) {
  for (const { name, ours, peer, unit, goal, note } of await bench(process.argv[2])) {
    const against = peer === undefined ? '' : ` against ${peer.toFixed(3)} ${unit}`
    console.log(`${name}: ${ours.toFixed(3)} ${unit}${against} (goal ${goal ?? 'none'}) ${note ?? ''}`)
  }
}
