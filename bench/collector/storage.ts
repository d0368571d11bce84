/**
 * `node bench/collector/storage.ts [postgres://…]`: how many bytes a record takes, on the disk and on the wire; the
 * arithmetic of docs/collector-scale.md begins with these. Agents work side by side, a record a request, as on a day.
 * On PostgreSQL the database must be empty, and isn't emptied.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import Database from 'better-sqlite3'
import pg from 'pg'
import { dayOf, dayText } from '../../src/collector/store/days.ts'
import { openStore } from '../../src/collector/store/open.ts'
import { storeFiles } from '../../src/collector/store/sqlite/files.ts'
import type { CollectorStore, Credential, IncomingEvent } from '../../src/collector/store/store.ts'
import { OUTCOMES, REASONS } from '../../src/shared/lists.ts'
import { EVENT_TYPES } from '../../src/shared/wire/events.ts'
import { envelope, ratedData, recordId } from '../../tests/support/wire-samples.ts'
import { enrolCredentials } from './devices.ts'

const TEAMS = 20
const AGENTS_OF_TEAM = 10
const DAYS = 30
const RATINGS_A_DAY = 60

/** One in so many ratings has a follow-up. */
const FOLLOW_UP_EVERY = 50
const QUEUES = ['Support', 'Claims & returns', 'New contracts']

let counter = 0
/** The id of a record of a day. */
function idOn(workDay: string): string {
  counter += 1
  return recordId(Date.parse(workDay) + counter)
}

function interaction(workDay: string, number: number): IncomingEvent {
  const outcome = OUTCOMES.find((one) => (number % 10 < 8 ? one === 'rated' : one !== 'rated')) ?? 'rated'
  const isRated = outcome === 'rated'
  const rating = ([5, 4, 4, 3, 5, 2, 4, 1] as const)[number % 8] ?? 4
  const isLow = isRated && rating < 3
  const hasFollowUp = isRated && number % FOLLOW_UP_EVERY === 0
  return {
    index: 0,
    recordId: idOn(workDay),
    revision: 1,
    kind: 'interaction',
    data: ratedData(workDay, {
      queue: QUEUES[number % QUEUES.length] ?? null,
      outcome,
      rating: isRated ? rating : null,
      solved: isRated ? rating > 2 : null,
      reasons: isLow ? REASONS.slice(number % 3, (number % 3) + 1) : [],
      followUp: hasFollowUp ? 'Call back on Monday about the invoice' : null,
      ...(hasFollowUp && { externalIds: [`sip:${randomBytes(8).toString('hex')}@pbx.example.com`] }),
    }),
  }
}

function smiley(workDay: string): IncomingEvent {
  return {
    index: 0,
    recordId: idOn(workDay),
    revision: 1,
    kind: 'day',
    data: { workDay, deleted: false, smiley: 'happy' },
  }
}

/** Everybody sends what they have at that moment, one request each. */
async function sendAll(
  store: CollectorStore,
  devices: readonly Credential[],
  make: (place: number) => IncomingEvent,
): Promise<void> {
  const results = await Promise.all(devices.map((device, place) => store.ingest(device, [make(place)])))
  if (!results.every((result) => result.ok && result.value.stored === 1))
    throw new Error('Not all was stored.')
}

async function fill(store: CollectorStore): Promise<void> {
  const devices = await enrolCredentials(store, TEAMS * AGENTS_OF_TEAM, AGENTS_OF_TEAM)
  const today = dayOf(Date.now())
  for (let day = today - DAYS; day < today; day++) {
    const workDay = dayText(day)
    for (let number = 0; number < RATINGS_A_DAY; number++)
      await sendAll(store, devices, (place) => interaction(workDay, number * 7 + place))
    await sendAll(store, devices, () => smiley(workDay))
  }
}

function sqliteTables(folder: string): readonly (readonly [string, number])[] {
  const db = new Database(storeFiles(folder).database, { readonly: true })
  const rows = db
    .prepare<[], { name: string; bytes: number }>(
      'SELECT name, sum(pgsize) AS bytes FROM dbstat GROUP BY name ORDER BY bytes DESC',
    )
    .all()
  db.close()
  return rows.map(({ name, bytes }) => [name, bytes])
}

async function postgresTables(url: string): Promise<readonly (readonly [string, number])[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  // Partitions count for their table.
  const { rows } = await client.query(
    `SELECT regexp_replace(relname, '_(\\d{6}|other)$', '') AS name, sum(pg_total_relation_size(oid)) AS bytes
     FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace GROUP BY 1 ORDER BY 2 DESC`,
  )
  await client.end()
  return rows.map(({ name, bytes }: { name: string; bytes: string }) => [name, Number(bytes)])
}

/** Bytes that the server has logged so far, which is what an archive of it has to keep. */
async function walBytes(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') AS bytes")
  await client.end()
  return Number(rows[0]?.bytes)
}

function printWire(): void {
  const deviceId = '0192d5c0-1111-4222-8333-444455556666'
  const wire = (event: IncomingEvent) => ({
    ...envelope(deviceId, event.recordId, event.revision),
    type: EVENT_TYPES[event.kind],
    data: event.data,
  })
  const sizes = (events: readonly IncomingEvent[]): string => {
    const json = JSON.stringify(events.map(wire))
    const per = (bytes: number): string => (bytes / events.length).toFixed(1)
    return `JSON ${per(json.length)}, gzip ${per(gzipSync(json).length)}, zstd ${per(zstdCompressSync(json).length)}`
  }
  const batch = Array.from({ length: 500 }, (_, number) => interaction('2026-11-20', number))
  console.log(
    `bytes on the wire, body, a record: one alone: ${sizes(batch.slice(1, 2))}; of 500: ${sizes(batch)}`,
  )
}

const [url] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'aftercall-bench-'))
try {
  printWire()
  const open = { database: url, dataFolder: folder, now: Date.now }
  const store = await openStore(open)
  const walBefore = url === undefined ? 0 : await walBytes(url)
  const beganAt = performance.now()
  await fill(store)
  const seconds = (performance.now() - beganAt) / 1000
  const { interactions, days } = await store.administration.statistics()
  await store.close()
  const records = interactions + days
  const tables = url === undefined ? sqliteTables(folder) : await postgresTables(url)
  const total = tables.reduce((sum, [, bytes]) => sum + bytes, 0)
  console.log(
    `${records} records in ${seconds.toFixed(0)} s, ${total} bytes: ${(total / records).toFixed(1)} a record`,
  )
  if (url !== undefined)
    console.log(
      `write-ahead log: ${(((await walBytes(url)) - walBefore) / records).toFixed(1)} bytes a record`,
    )
  for (const [name, bytes] of tables) console.log(`  ${name.padEnd(20)} ${bytes}`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
