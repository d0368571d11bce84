/** 100,000 agents at five o'clock: each one smiley and what waited, spread over five minutes as the widget spreads them. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from '../../src/shared/zod.ts'
import { quantile, type BenchRow } from '../row.ts'
import { startChild } from './child.ts'
import { heldIn, startCollector } from './collector.ts'

const AGENTS = 100_000
const SPREAD_SECONDS = 300

const crowdSchema = z.object({
  interactions: z.number(),
  days: z.number(),
  tries: z.number(),
  lost: z.number(),
  latencies: z.array(z.number()),
})

/** Takes about ten minutes; half of that is enrolling them. */
export async function bench(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'aftercall-bench-'))
  const server = await startCollector({ folder, devices: AGENTS })
  try {
    const { port, devices } = server
    const crowd = startChild(join(import.meta.dirname, 'crowd-child.ts'), [
      String(port),
      String(SPREAD_SECONDS),
    ])
    try {
      await crowd.next(z.object({ ready: z.literal(true) }))
      const cpuBefore = server.cpuSeconds()
      const began = performance.now()
      crowd.send({ devices })
      const sent = await crowd.next(crowdSchema)
      const cpuShare = ((server.cpuSeconds() - cpuBefore) / ((performance.now() - began) / 1000)) * 100
      const memory = server.memoryMb()
      await server.stop()
      const held = await heldIn(folder)
      const missing = sent.interactions + sent.days - held.interactions - held.days
      return [
        {
          name: `${AGENTS.toLocaleString('en')} agents within ${SPREAD_SECONDS / 60} minutes: records lost or twice`,
          ours: Math.abs(missing) + sent.lost + held.differences,
          unit: '',
          goal: '0',
          note: `${held.days} smileys, ${held.interactions} interactions, ${sent.tries - AGENTS} second tries, roll-ups recomputed`,
        },
        {
          name: 'the same: CPU of the collector',
          ours: cpuShare,
          unit: '% of a core',
          note: `new connection for each, no TLS; ${memory.toFixed(0)} MB`,
        },
        { name: 'the same: from connect to answer, p99', ours: quantile(sent.latencies, 0.99), unit: 'ms' },
      ]
    } finally {
      await crowd.stop()
    }
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
