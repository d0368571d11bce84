/** The collector as people run it: packed, in a process of its own, with devices enrolled. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from '../../src/shared/zod.ts'
import { buildCollectorPackage } from '../../tools/collector-package/build.ts'
import { startChild } from './child.ts'
import { deviceSchema, type Device } from './requests.ts'
import { usageOf, type Usage } from './usage.ts'

const script = (name: string) => join(import.meta.dirname, name)
/** Within the checkout, where the package finds better-sqlite3. */
const PACKED = join(import.meta.dirname, '../../node_modules/.cache/aftercall/bench-collector')
const enrolledSchema = z.object({ code: z.string(), devices: z.array(deviceSchema) })
const heldSchema = z.object({ interactions: z.number(), days: z.number(), differences: z.number() })

export interface Collector extends Usage {
  readonly url: string
  readonly port: number
  /** For as many devices as were asked for, and at least one. */
  readonly code: string
  readonly devices: readonly Device[]
  stop(): Promise<void>
}

export interface CollectorOptions {
  readonly folder: string
  readonly devices: number
  readonly database?: string
  readonly env?: NodeJS.ProcessEnv
}

let packed: Promise<string> | undefined

/** Enrols the devices and starts the server. */
export async function startCollector({
  folder,
  devices,
  database,
  env,
}: CollectorOptions): Promise<Collector> {
  const where = database === undefined ? [] : [database]
  const enrolled = await answerOf(
    script('enrol-child.ts'),
    [folder, String(devices), ...where],
    enrolledSchema,
  )
  const data = database === undefined ? ['--data', folder] : ['--database', database]
  return { ...(await startServer(data, env)), ...enrolled }
}

export type Server = Omit<Collector, 'code' | 'devices'>

/** Starts the server on a store. @param data `--data FOLDER` or `--database ADDRESS` */
export async function startServer(data: readonly string[], env?: NodeJS.ProcessEnv): Promise<Server> {
  packed ??= pack()
  const server = spawn(
    process.execPath,
    [await packed, 'serve', '--port', '0', '--log-level', 'warn', ...data],
    { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const url = await addressOf(server)
  return {
    url,
    port: Number(new URL(url).port),
    ...usageOf(server.pid),
    async stop() {
      if (server.exitCode !== null || server.signalCode !== null) return
      const exit = once(server, 'exit')
      server.kill()
      await exit
    },
  }
}

/** What a collector that has stopped holds; `differences`: roll-ups that aren't what the raw records add up to. */
export async function heldIn(folder: string): Promise<z.infer<typeof heldSchema>> {
  return answerOf(script('count-child.ts'), [folder], heldSchema)
}

async function answerOf<T extends z.ZodType>(
  file: string,
  args: readonly string[],
  schema: T,
): Promise<z.infer<T>> {
  const child = startChild(file, args)
  try {
    return await child.next(schema)
  } finally {
    await child.stop()
  }
}

async function pack(): Promise<string> {
  const { folder } = await buildCollectorPackage(PACKED)
  return join(folder, 'main.js')
}

/** As its first line says it. */
async function addressOf(server: ChildProcess): Promise<string> {
  if (server.stdout === null) throw new Error('The collector has no output.')
  const ended = once(server, 'exit').then(() => {
    throw new Error('The collector did not start.')
  })
  const [line] = await Promise.race([once(createInterface(server.stdout), 'line'), ended])
  const [, url] = /listens on (\S+)/.exec(String(line)) ?? []
  if (url === undefined) throw new Error(`The collector says no address: ${line}`)
  return url
}
