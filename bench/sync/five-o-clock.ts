/**
 * Everybody presses a key at once: 500 keep-alive connections, one record a request, durable before the answer, roll-ups
 * on; 5,000 connections at once; the same on a disk that takes 2 ms longer to sync. Beside it a bare HTTP server that
 * stores nothing. The load generator has the same cores.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from '../../src/shared/zod.ts'
import { quantile, type BenchRow } from '../row.ts'
import { startChild } from './child.ts'
import { startCollector, type CollectorOptions } from './collector.ts'
import { startEcho } from './echo.ts'
import type { Device } from './requests.ts'
import { withPostgres } from './postgres.ts'

const CONNECTIONS = 500
const CROWD = 5_000
const SECONDS = 8
const WARM_UP_SECONDS = 2

const script = (name: string) => join(import.meta.dirname, name)
const readySchema = z.object({ ready: z.literal(true) })
const loadSchema = z.object({
  seconds: z.number(),
  requests: z.number(),
  failures: z.number(),
  statuses: z.record(z.string(), z.number()),
  latencies: z.array(z.number()),
})
type Load = z.infer<typeof loadSchema>

interface Server {
  readonly port: number
  readonly devices: readonly Device[]
}

/** Takes about two minutes. */
export async function bench(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'aftercall-bench-'))
  try {
    const echo = await measureEcho()
    const embedded = await onCollector({ folder: join(folder, 'sqlite') }, load)
    const crowd = await onCollector({ folder: join(folder, 'crowd') }, (server) => drive(server, CROWD, 0))
    const slowDisk = await onSlowDisk(folder)
    const postgres = await withPostgres((database) =>
      onCollector({ folder: join(folder, 'postgres'), database }, load),
    )
    return [
      ...rows('SQLite', embedded, echo, '≥ 22,000/s, p99 < 80 ms, max < 500 ms'),
      ...(postgres === undefined
        ? []
        : rows('PostgreSQL', postgres, echo, '≥ 17,500/s, p99 < 80 ms, max < 500 ms')),
      ...(slowDisk === undefined ? [] : rows('SQLite, fsync + 2 ms', slowDisk, echo, '≥ 18,000/s')),
      {
        name: `${CROWD} new connections at once: failures`,
        ours: crowd.failures + crowd.requests - (crowd.statuses['200'] ?? 0),
        unit: '',
        goal: '0',
        note: `all answered after ${crowd.seconds.toFixed(1)} s`,
      },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function rows(what: string, ours: Load, floor: Load, goal: string): BenchRow[] {
  const note = `${CONNECTIONS} connections, one record a request, ${statusesOf(ours)}; beside it: bare HTTP echo`
  return [
    {
      name: `five o'clock, ${what}: requests a second`,
      ours: ours.requests / ours.seconds,
      peer: floor.requests / floor.seconds,
      unit: '/s',
      goal,
      note,
    },
    ...([0.5, 0.99, 1] as const).map((q) => ({
      name: `five o'clock, ${what}: ${q === 1 ? 'max' : `p${q * 100}`}`,
      ours: quantile(ours.latencies, q),
      peer: quantile(floor.latencies, q),
      unit: 'ms',
    })),
  ]
}

function statusesOf({ statuses, failures }: Load): string {
  const counts = Object.entries(statuses).map(([status, count]) => `${count} × ${status}`)
  return [...counts, ...(failures > 0 ? [`${failures} broken off`] : [])].join(', ')
}

async function onCollector(
  options: Omit<CollectorOptions, 'devices'>,
  measure: (server: Server) => Promise<Load>,
): Promise<Load> {
  const collector = await startCollector({ ...options, devices: CONNECTIONS })
  try {
    return await measure(collector)
  } finally {
    await collector.stop()
  }
}

async function measureEcho(): Promise<Load> {
  const echo = await startEcho()
  try {
    return await load({ port: echo.port, devices: [{ token: 'none', deviceId: 'none' }] })
  } finally {
    await echo.stop()
  }
}

async function load(server: Server): Promise<Load> {
  await drive(server, CONNECTIONS, WARM_UP_SECONDS)
  return drive(server, CONNECTIONS, SECONDS)
}

/**
 * Runs the load generator.
 * @param seconds 0: one request on each connection
 */
export async function drive({ port, devices }: Server, connections: number, seconds: number): Promise<Load> {
  const generator = startChild(script('load-child.ts'), [String(port), String(seconds), String(connections)])
  try {
    await generator.next(readySchema)
    generator.send({ devices })
    return await generator.next(loadSchema)
  } finally {
    await generator.stop()
  }
}

/** Where there is a C compiler; the figure is left out elsewhere. */
async function onSlowDisk(folder: string): Promise<Load | undefined> {
  const shim = join(folder, 'slow-fsync.so')
  try {
    execFileSync('cc', ['-shared', '-fPIC', '-o', shim, script('slow-fsync.c'), '-ldl'])
  } catch {
    console.error('There is no C compiler: the figures for a slow disk are left out.')
    return undefined
  }
  return onCollector({ folder: join(folder, 'slow'), env: { LD_PRELOAD: shim } }, load)
}
