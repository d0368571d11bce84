/** A collector that holds ten million records: how fast it got them, and what memory it takes under load then. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from '../../src/shared/zod.ts'
import type { BenchRow } from '../row.ts'
import { startChild } from './child.ts'
import { startCollector } from './collector.ts'
import { drive } from './five-o-clock.ts'

const RECORDS = 10_000_000
const CONNECTIONS = 500
const SECONDS = 10

/** Takes about five minutes. */
export async function bench(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'aftercall-bench-'))
  try {
    const filler = startChild(join(import.meta.dirname, 'fill-child.ts'), [folder, String(RECORDS)])
    const { recordsPerSecond } = await filler.next(z.object({ recordsPerSecond: z.number() }))
    await filler.stop()
    const server = await startCollector({ folder, devices: CONNECTIONS })
    try {
      const { requests, seconds } = await drive(server, CONNECTIONS, SECONDS)
      return [
        { name: 'ten million records, batches of 500: stored', ours: recordsPerSecond, unit: 'records/s' },
        {
          name: 'memory of the collector that holds them, peak under load',
          ours: server.peakMemoryMb(),
          unit: 'MB',
          goal: '< 250 MB',
          note: `${CONNECTIONS} connections, ${(requests / seconds).toFixed(0)} requests/s`,
        },
      ]
    } finally {
      await server.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
