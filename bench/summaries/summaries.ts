/**
 * Summaries over ten million interactions: how long publishing takes, and how fast a team's 90 days and all teams'
 * quarter are read, in both databases, cold and warm, at the store and over HTTP. Then what the widget makes of it.
 *
 *   npm run bench -- summaries [--agents 10000] [--teams 500] [--days 730] [--only sqlite|postgresql|widget]
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../../src/collector/store/open.ts'
import type { CollectorStore } from '../../src/collector/store/store.ts'
import { dayOf, dayText, quarterOf } from '../../src/shared/calendar.ts'
import { closedDay } from '../../src/collector/publishing/spans.ts'
import { z } from '../../src/shared/zod.ts'
import { startPostgres, type PostgresServer } from '../../tests/support/postgres-server.ts'
import { credentialOf } from '../../tests/collector/store/support.ts'
import { enrolDevices } from '../collector/devices.ts'
import { quantile, type BenchRow } from '../row.ts'
import { startChild } from '../sync/child.ts'
import { chartCode } from './bundle.ts'
import { fillPostgres } from './fill-postgres.ts'
import { fillSqlite } from './fill-sqlite.ts'
import { readOverHttp, type Lead } from './over-http.ts'
import { publishAll } from './publishing.ts'
import { describe, teamSize, workDays, type Size } from './size.ts'
import { widgetViews } from './widget.ts'

const HOUR_MS = 3_600_000
const SPAN_DAYS = 90
/** Up to so many interactions the roll-ups are compared with them, so that the filling is what it seems. */
const VERIFIED = 20_000

interface Place {
  readonly name: 'SQLite' | 'PostgreSQL'
  readonly folder: string
  readonly database: string | undefined
  fill(days: readonly number[]): Promise<number>
  /** Forgets what is cached, as far as that is possible here; says how far. */
  cool(): Promise<string>
  sizeMb(): number | undefined
}

/** What can be measured alone; all of it together takes half an hour. */
export const PARTS = ['sqlite', 'postgresql', 'widget'] as const
export type Part = (typeof PARTS)[number]

export async function bench(size: Size, parts: readonly Part[]): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'aftercall-bench-'))
  const measures: Record<Part, () => Promise<BenchRow[]>> = {
    sqlite: () => measureIn(sqliteIn(join(folder, 'sqlite')), size),
    postgresql: () => withPostgres((place) => measureIn(place, size), join(folder, 'postgres')),
    widget: async () => [...(await widgetViews(join(folder, 'widget'))), ...(await chartCode())],
  }
  try {
    const rows: BenchRow[] = []
    for (const part of parts) rows.push(...said(await measures[part]()))
    return rows
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** It takes long: what has been measured is said even if the rest fails. */
function said(rows: readonly BenchRow[]): readonly BenchRow[] {
  for (const { name, ours, unit } of rows) console.error(`  ${name}: ${ours.toFixed(2)} ${unit}`)
  return rows
}

async function measureIn(place: Place, size: Size): Promise<BenchRow[]> {
  const clock = { at: Date.now() - (size.days + 1) * 24 * HOUR_MS }
  const open = () => openStore({ dataFolder: place.folder, database: place.database, now: () => clock.at })
  const begin = (what: string) => console.error(`${place.name}: ${what} …`)
  begin('devices')
  // Opened now and then, so that PostgreSQL has its months.
  const then = await open()
  await then.close()
  clock.at = Date.now() - 360 * 24 * HOUR_MS
  await (await open()).close()
  clock.at = Date.now()
  const store = await open()
  const agents = await enrolDevices(store, size.teams * teamSize(size), teamSize(size))
  const leads = await enrolLeads(store)
  await store.close()

  begin('filling')
  const days = workDays(size, dayOf(Date.now()) - 1)
  const began = performance.now()
  const interactions = await place.fill(days)
  const fillSeconds = (performance.now() - began) / 1000
  begin(`publishing ${describe(size, interactions)}, after ${fillSeconds.toFixed(0)} s of filling`)
  const filled = await open()
  if (interactions <= VERIFIED) {
    const wrong = await filled.administration.verifyRollups()
    if (wrong.length > 0) throw new Error(`The filling is wrong: ${JSON.stringify(wrong[0])}`)
  }
  const credentials = agents.map(({ token }) => credentialOf(token))
  const published = await publishAll(filled, clock, days, credentials)
  await filled.close()

  const last = closedDay(Date.now())
  const span = { from: dayText(last - SPAN_DAYS + 1), to: dayText(last) }
  const quarter = quarterOf(quarterOf(last).first - 1)
  begin('reading at the store')
  const cooled = await place.cool()
  const store90 = await readAtStore(place, span, { from: dayText(quarter.first), to: dayText(quarter.last) })
  begin('reading over HTTP')
  await place.cool()
  const where = place.database === undefined ? ['--data', place.folder] : ['--database', place.database]
  const http = await readOverHttp(where, leads, span)

  const about = describe(size, interactions)
  const database = place.sizeMb()
  const row = (name: string, ours: number, unit: string, more: Partial<BenchRow> = {}): BenchRow => ({
    name: `${place.name}: ${name}`,
    ours,
    unit,
    ...more,
  })
  const percentiles = (
    name: string,
    times: readonly number[],
    goal: string | undefined,
    note: string,
    peer?: readonly number[],
  ) =>
    [0.5, 0.99].map((q) =>
      row(`${name}, p${q * 100}`, quantile(times, q), 'ms', {
        peer: peer && quantile(peer, q),
        goal: q === 0.99 ? goal : undefined,
        note,
      }),
    )
  const shown = `${store90.windows} days, ${store90.shown} of them shown`
  return [
    row('publishing what nobody has closed', published.backlogSeconds, 's', {
      note: `${published.blocks} blocks; ${about}${database === undefined ? '' : `; ${database.toFixed(0)} MB`}`,
    }),
    row('publishing one day of all teams, while devices send', published.oneDaySeconds, 's'),
    row('ingest meanwhile, p99', published.ingestDuring, 'ms', {
      peer: published.ingestBefore,
      note: `median ${published.ingestMedianDuring.toFixed(1)} ms; beside it: p99 before`,
    }),
    ...percentiles("one team's 90 days, warm, at the store", store90.warm, '< 5 ms', shown),
    ...percentiles("one team's 90 days, first time, at the store", store90.first, undefined, cooled),
    ...percentiles(
      "one team's 90 days, warm, over HTTP",
      http.warm,
      '< 5 ms',
      `${http.bytes} bytes; beside it: a bare HTTP server that answers as many`,
      http.bare,
    ),
    ...percentiles("one team's 90 days, first time, over HTTP", http.first, undefined, cooled),
    row("all teams' last quarter, warm, at the store", quantile(store90.allTeams.slice(1), 0.99), 'ms', {
      goal: '< 100 ms',
      note: `slowest of ${store90.allTeams.length - 1}; ${cooled}: ${(store90.allTeams[0] ?? 0).toFixed(0)} ms`,
    }),
  ]
}

const readingsSchema = z.object({
  first: z.array(z.number()),
  warm: z.array(z.number()),
  allTeams: z.array(z.number()),
  windows: z.number(),
  shown: z.number(),
})

interface Days {
  readonly from: string
  readonly to: string
}

async function readAtStore({ folder, database }: Place, span: Days, quarter: Days) {
  const words = [folder, span.from, span.to, quarter.from, quarter.to]
  const child = startChild(
    join(import.meta.dirname, 'reading-child.ts'),
    database === undefined ? words : [...words, database],
  )
  try {
    return await child.next(readingsSchema)
  } finally {
    await child.stop()
  }
}

async function enrolLeads(store: CollectorStore): Promise<readonly Lead[]> {
  const { administration } = store
  const leads: Lead[] = []
  for (const { id: teamId } of await administration.teams()) {
    const expiresAt = Date.now() + HOUR_MS
    const { code } = await administration.createCode({ teamId, role: 'lead', seats: 1, expiresAt })
    const result = await store.enrol(code, undefined)
    if (!result.ok) throw new Error(`Not enrolled: ${result.code}.`)
    leads.push({ token: result.grant.token, teamId })
  }
  return leads
}

function sqliteIn(folder: string): Place {
  const file = join(folder, 'collector.db')
  return {
    name: 'SQLite',
    folder,
    database: undefined,
    fill: async (days) => fillSqlite(file, days),
    cool: async () => `fresh process, ${dropPageCache()}`,
    sizeMb: () => statSync(file).size / 1024 ** 2,
  }
}

async function withPostgres(
  measure: (place: Place) => Promise<BenchRow[]>,
  folder: string,
): Promise<BenchRow[]> {
  const given = process.env['TEST_DATABASE_URL']
  let server: PostgresServer | undefined
  try {
    server = given === undefined ? await startPostgres() : undefined
  } catch (error) {
    console.error(`PostgreSQL is left out: ${error instanceof Error ? error.message : String(error)}`)
    return []
  }
  const database = given ?? server?.url ?? ''
  try {
    return await measure({
      name: 'PostgreSQL',
      folder,
      database,
      fill: (days) => fillPostgres(database, days),
      async cool() {
        if (server === undefined || process.platform !== 'linux') return "fresh process, server's caches warm"
        await server.kill()
        const dropped = dropPageCache()
        await server.startAgain()
        return `fresh process and server, ${dropped}`
      },
      sizeMb: () => undefined,
    })
  } finally {
    await server?.stop()
  }
}

/** Only root of Linux may: https://docs.kernel.org/admin-guide/sysctl/vm.html#drop-caches */
function dropPageCache(): string {
  try {
    execFileSync('sync')
    writeFileSync('/proc/sys/vm/drop_caches', '3')
    return 'page cache dropped'
  } catch {
    return 'page cache warm'
  }
}
