/**
 * A computer that was offline for long sends everything: our store and sync to the collector, durable on both sides; beside
 * it PouchDB to a CouchDB-compatible server (LevelDB on both sides, no fsync) and RxDB (in memory) to our collector.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from '../../src/shared/zod.ts'
import { quantile, type BenchRow } from '../row.ts'
import { installPeers, PEERS } from './peers.ts'
import { startChild, type Child } from './child.ts'
import { startCollector } from './collector.ts'
import type { Usage } from './usage.ts'

const SIZES = [10_000, 100_000]
const RUNS = 3

interface Drained {
  readonly perSecond: number
  readonly clientCpu: number
  readonly serverCpu: number
  readonly bytesPerRecord: number
  readonly clientMb: number
  readonly serverMb: number
}

const script = (name: string) => join(import.meta.dirname, name)
const readySchema = z.object({ ready: z.literal(true) })
const doneSchema = z.object({ milliseconds: z.number(), sent: z.number(), bytes: z.number().optional() })

const SUBJECTS = { ours, pouchdb, rxdb } as const

/** Takes about four minutes, most of it PouchDB's. */
export async function bench(): Promise<BenchRow[]> {
  await installPeers()
  const rows: BenchRow[] = []
  for (const records of SIZES) {
    const results: Record<keyof typeof SUBJECTS, Drained[]> = { ours: [], pouchdb: [], rxdb: [] }
    // Alternating, so that all meet the same machine.
    for (let run = 0; run < RUNS; run += 1) {
      results.ours.push(await inFolder((folder) => SUBJECTS.ours(folder, records)))
      results.pouchdb.push(await inFolder((folder) => SUBJECTS.pouchdb(folder, records)))
      results.rxdb.push(await inFolder((folder) => SUBJECTS.rxdb(folder, records)))
    }
    rows.push(...rowsOf(records, middle(results.ours), middle(results.pouchdb), middle(results.rxdb)))
  }
  return rows
}

function rowsOf(records: number, our: Drained, pouch: Drained, rx: Drained): BenchRow[] {
  const what = `drain ${records.toLocaleString('en')} records`
  const times = (a: number, b: number) => `${(a / b).toFixed(1)}×`
  const pair = (name: string, peer: Drained, goalSpeed: string): BenchRow[] => [
    {
      name: `${what}: against ${name}`,
      ours: our.perSecond,
      peer: peer.perSecond,
      unit: 'records/s',
      goal: goalSpeed,
      note: times(our.perSecond, peer.perSecond),
    },
    {
      name: `${what}: CPU of both sides, against ${name}`,
      ours: our.clientCpu + our.serverCpu,
      peer: peer.clientCpu + peer.serverCpu,
      unit: 's',
      goal: '≤ a third',
      note: `ours: client ${our.clientCpu.toFixed(2)}, server ${our.serverCpu.toFixed(2)}; theirs: ${peer.clientCpu.toFixed(2)}, ${peer.serverCpu.toFixed(2)}`,
    },
    {
      name: `${what}: on the wire, against ${name}`,
      ours: our.bytesPerRecord,
      peer: peer.bytesPerRecord,
      unit: 'B/record',
    },
    {
      name: `${what}: peak memory of the client, against ${name}`,
      ours: our.clientMb,
      peer: peer.clientMb,
      unit: 'MB',
      note: `servers: ${our.serverMb.toFixed(0)} and ${peer.serverMb.toFixed(0)} MB`,
    },
  ]
  return [...pair('PouchDB', pouch, '≥ 10×'), ...pair('RxDB', rx, '≥ 2×')]
}

/** The run whose speed is the median. */
function middle(all: readonly Drained[]): Drained {
  const median = quantile(
    all.map(({ perSecond }) => perSecond),
    0.5,
  )
  const found = all.find(({ perSecond }) => perSecond === median)
  if (found === undefined) throw new Error('Nothing was measured.')
  return found
}

async function ours(folder: string, records: number): Promise<Drained> {
  const server = await startCollector({ folder: join(folder, 'server'), devices: 0 })
  const client = startChild(script('drain-client-child.ts'), [join(folder, 'client'), String(records)])
  try {
    const { url, code } = server
    await client.next(readySchema)
    return await drain(client, server, { url, code }, records)
  } finally {
    await Promise.all([client.stop(), server.stop()])
  }
}

async function rxdb(folder: string, records: number): Promise<Drained> {
  const server = await startCollector({ folder: join(folder, 'server'), devices: 1 })
  try {
    const { url, devices } = server
    const { token = '', deviceId = '' } = devices[0] ?? {}
    const client = startChild(join(PEERS, 'rxdb-client.mjs'), [
      `${url}/v1/events`,
      token,
      deviceId,
      String(records),
    ])
    try {
      await client.next(readySchema)
      return await drain(client, server, {}, records)
    } finally {
      await client.stop()
    }
  } finally {
    await server.stop()
  }
}

async function pouchdb(folder: string, records: number): Promise<Drained> {
  const server = startChild(join(PEERS, 'pouchdb-server.mjs'), [folder])
  try {
    const { port } = await server.next(z.object({ port: z.number() }))
    const client = startChild(join(PEERS, 'pouchdb-client.mjs'), [
      folder,
      `http://127.0.0.1:${port}/bench`,
      String(records),
    ])
    try {
      await client.next(readySchema)
      const result = await drain(client, server, {}, records)
      server.send({ report: true })
      const { received } = await server.next(z.object({ received: z.number() }))
      return { ...result, bytesPerRecord: received / records }
    } finally {
      await client.stop()
    }
  } finally {
    await server.stop()
  }
}

async function drain(
  client: Child,
  server: Usage,
  start: Readonly<Record<string, string>>,
  records: number,
): Promise<Drained> {
  const [clientBefore, serverBefore] = [client.cpuSeconds(), server.cpuSeconds()]
  client.send(start)
  const { milliseconds, sent, bytes = 0 } = await client.next(doneSchema)
  if (sent !== records) throw new Error(`Of ${records} records ${sent} were sent.`)
  return {
    perSecond: (records / milliseconds) * 1000,
    clientCpu: client.cpuSeconds() - clientBefore,
    serverCpu: server.cpuSeconds() - serverBefore,
    bytesPerRecord: bytes / records,
    clientMb: client.peakMemoryMb(),
    serverMb: server.peakMemoryMb(),
  }
}

async function inFolder<T>(measure: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'aftercall-bench-'))
  mkdirSync(join(folder, 'client'))
  try {
    return await measure(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
