/**
 * The database server of the collector ends in the middle of everything, all its processes at once, or finds its disk
 * full: what the collector has answered for is there, meanwhile it says when to come again, and then it goes on by itself.
 * The server is told that it may answer before it has written; the store must not let it.
 */
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'

import { describe, expect, it, onTestFinished } from 'vitest'

import { createRandom, SEED } from '../../crash/random.ts'
import { postgresServer } from '../../support/postgres.ts'
import { startPostgres } from '../../support/postgres-server.ts'
import type { PostgresServer, ServerOptions } from '../../support/postgres-server.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import type { CollectorCalls } from '../runs/collector-host.ts'
import { fill, free, mountSmallDisk, unmount, whyNoSmallDisks } from '../runs/disks.ts'
import { Host } from '../runs/host.ts'
import { SOURCES } from '../runs/hosts.ts'
import { readHeld, readPostgres } from '../runs/raw-rows.ts'
import { rollupDifferences } from '../runs/recompute.ts'
import { PATIENT } from './lives.ts'
import { Load } from './load.ts'

const COMPUTERS = 4
const TIMES = 4
/** Between one end and the next. */
const RECORDS = 150
const WORK_DAYS = ['2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20']
/** What is committed may stay in memory for ten seconds; who waits for it to be written waits for a twentieth of one. */
const LAZY = {
  synchronous_commit: 'off',
  wal_writer_delay: '10000',
  commit_delay: '50000',
  commit_siblings: '0',
}
const DISK_MEGABYTES = 96
/** Little enough for that disk. */
const SMALL = { max_wal_size: '4MB', min_wal_size: '2MB' }

const stored = (status: number): boolean => status === 200
const refused = (status: number): boolean => !stored(status)

// One that others may be using isn't killed; but where that one can't be started, none can.
const shared = await postgresServer()
const cannot = 'skip' in shared || process.platform !== 'linux'

describe.skipIf(cannot)('the PostgreSQL server of a collector', PATIENT, () => {
  it('is killed under load and started again: nothing that was answered for is lost, and the collector goes on', async () => {
    const server = await startServer({ settings: LAZY })
    const { host, load } = await underLoad(server)
    for (let time = 0; time < TIMES; time++) {
      await load.untilMore(RECORDS)
      await server.kill()
      await load.untilAll((status) => status === 503)
      await server.startAgain()
      await load.untilAll(stored)
    }
    await load.end()
    expect(await findings(server, host, load)).toEqual([])
    report(`killed ${TIMES} times`, load)
  })

  it('has a full disk under load: nothing that was answered for is lost, and the collector goes on when there is room', async ({
    skip,
  }) => {
    const noDisks = whyNoSmallDisks()
    if (noDisks !== null) skip(noDisks)
    const { disk, data } = smallDisk()
    const server = await startServer({
      settings: { ...LAZY, ...SMALL },
      data,
      initdb: ['--wal-segsize=1'],
    })
    const { host, load } = await underLoad(server)
    for (let time = 0; time < TIMES; time++) {
      await load.untilMore(RECORDS)
      fill(disk)
      await load.untilAll(refused)
      // Some come through all the same, into room that the files have already.
      await delay(200)
      free(disk)
      // Without room for its log it ends, and somebody must start it.
      if (!server.isRunning()) await server.startAgain()
      await load.untilAll(stored)
    }
    await load.end()
    expect(await findings(server, host, load)).toEqual([])
    report(`${TIMES} times without room`, load)
  })
})

/** A disk of its own for the server, who is another user. */
function smallDisk(): { readonly disk: string; readonly data: string } {
  const folder = temporaryFolder()
  const disk = join(folder, 'disk')
  mountSmallDisk(disk, DISK_MEGABYTES)
  onTestFinished(() => unmount(disk))
  for (const path of [folder, disk]) chmodSync(path, 0o711)
  const data = join(disk, 'data')
  mkdirSync(data, { mode: 0o700 })
  return { disk, data }
}

async function startServer(options: ServerOptions): Promise<PostgresServer> {
  const server = await startPostgres(options)
  onTestFinished(() => server.stop())
  return server
}

/** A collector on this server, and computers that send to it. */
async function underLoad(
  server: PostgresServer,
): Promise<{ readonly host: Host<CollectorCalls>; readonly load: Load }> {
  const host = new Host<CollectorCalls>(SOURCES.collector, temporaryFolder())
  onTestFinished(() => host.kill())
  const started = await host.call('start', { folder: '', database: server.url, offsetMs: 0 })
  if (!started.ok) throw new Error(started.code)
  const teamId = await host.call('team', { name: 'Team' })
  const code = await host.call('code', { teamId })
  const load = new Load({
    port: started.value,
    code,
    computers: COMPUTERS,
    workDays: WORK_DAYS,
    random: createRandom(SEED),
  })
  onTestFinished(() => load.end())
  await load.begin()
  return { host, load }
}

/** Everything that is wrong, a line each. */
async function findings(server: PostgresServer, host: Host<CollectorCalls>, load: Load): Promise<string[]> {
  const found = [...load.wrong]
  if (host.crashed) return [...found, `the collector has ended: ${host.output}`]
  for (const difference of await host.call('verify', undefined)) found.push(`verifyRollups: ${difference}`)
  const reader = await readPostgres(server.url)
  try {
    const [team] = await reader.rows('SELECT team_no FROM team WHERE team_no > ?', -1)
    if (team === undefined) return [...found, 'the team is gone']
    const held = await readHeld(reader, Number(team['team_no']))
    found.push(...rollupDifferences(held))
    const records = new Map(held.records.map((record) => [record.id, record]))
    if (records.size < held.records.length) found.push('a record is held twice')
    for (const [id, { revision, data }] of load.answered) {
      const record = records.get(id)
      const whole = record !== undefined && record.revision >= revision
      const same = whole && (record.revision > revision || isDeepStrictEqual(record.data, data))
      if (!same) found.push(`${id}/${revision} was answered for and isn't held`)
    }
  } finally {
    await reader.close()
  }
  return found
}

function report(what: string, { answered, statuses }: Load): void {
  const counts = [...statuses].map(([status, count]) => `${count} × ${status}`).join(', ')
  console.log(
    `seed ${SEED}: PostgreSQL ${what}, ${answered.size} records answered for, 0 lost; answers ${counts}`,
  )
}
