/** The bare HTTP server that ours stand beside, in a process of its own. */
import { join } from 'node:path'
import { z } from '../../src/shared/zod.ts'
import { startChild } from './child.ts'

const portSchema = z.object({ port: z.number() })

/** @param bytes how much it answers; a short JSON without it */
export async function startEcho(
  bytes?: number,
): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> {
  const child = startChild(
    join(import.meta.dirname, 'echo-child.ts'),
    bytes === undefined ? [] : [String(bytes)],
  )
  const { port } = await child.next(portSchema)
  return { port, stop: () => child.stop() }
}
