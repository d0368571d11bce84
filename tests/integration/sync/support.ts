/** The sync over real HTTP: a client on Node's fetch, a real collector on SQLite, and a wire that is listened to. */
import { connect, createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'

import { onTestFinished } from 'vitest'

import { startCollector, type RunningCollector } from '../../../src/collector/server/start.ts'
import { createSqliteStore, restoreBackup } from '../../../src/collector/store/sqlite/index.ts'
import type { Administration } from '../../../src/collector/store/store.ts'
import type { Policy } from '../../../src/shared/policy.ts'
import type { WireEvent } from '../../../src/shared/wire/events.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** A collector on a folder, which can be stopped, started and restored. */
export class RealCollector {
  readonly folder: string = temporaryFolder()
  readonly #now: () => number
  #running: RunningCollector | undefined
  #port = 0

  constructor(now: () => number = Date.now) {
    this.#now = now
    onTestFinished(() => this.stop())
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  async start(): Promise<this> {
    this.#running = await startCollector({
      dataFolder: this.folder,
      port: this.#port,
      log: { level: 'silent' },
      now: this.#now,
    })
    this.#port = Number(new URL(this.#running.address.url).port)
    return this
  }

  async stop(): Promise<void> {
    await this.#running?.stop()
    this.#running = undefined
  }

  /** As the command line does it, beside the server. */
  async administer<T>(job: (administration: Administration) => Promise<T>): Promise<T> {
    const store = await createSqliteStore({ folder: this.folder, now: this.#now, role: 'command' })
    try {
      return await job(store.administration)
    } finally {
      await store.close()
    }
  }

  async code(seats = 5): Promise<string> {
    return (await this.team()).code('agent', seats)
  }

  /** A new team, with codes for those who join it. */
  async team(name = 'Claims') {
    const { id } = await this.administer((administration) => administration.createTeam(name))
    const code = (role: 'agent' | 'lead', seats = 5): Promise<string> =>
      this.administer(async (administration) => {
        const expiresAt = this.#now() + 3_600_000
        return (await administration.createCode({ teamId: id, role, seats, expiresAt })).code
      })
    return { id, code }
  }

  async setPolicy(policy: Policy): Promise<void> {
    await this.administer((administration) => administration.setPolicy(policy))
  }

  async backUp(): Promise<string> {
    const target = join(temporaryFolder(), 'backup.db')
    const store = await createSqliteStore({ folder: this.folder, now: this.#now, role: 'command' })
    await store.backUp(target)
    await store.close()
    return target
  }

  /** Stops, restores, starts again. */
  async restore(source: string): Promise<void> {
    await this.stop()
    await restoreBackup({ source, folder: this.folder, now: this.#now })
    await this.start()
  }
}

/** A wire between client and server on which every byte that leaves is kept. */
export async function listenedTo(target: string): Promise<{ readonly url: string; sent(): Buffer }> {
  const { port, hostname } = new URL(target)
  const chunks: Buffer[] = []
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname)
    client.on('data', (chunk: Buffer) => chunks.push(chunk))
    client.on('error', () => upstream.destroy())
    upstream.on('error', () => client.destroy())
    client.pipe(upstream).pipe(client)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
  const address = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${address.port}`, sent: () => Buffer.concat(chunks) }
}

/** All that was said in these bytes: as they are, and every packed part of them unpacked. */
export function unpackedText(bytes: Buffer): string {
  const magic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])
  const texts = [bytes.toString('latin1'), bytes.toString('utf8')]
  for (let at = bytes.indexOf(magic); at !== -1; at = bytes.indexOf(magic, at + 1)) {
    const end = bytes.indexOf('POST /', at)
    texts.push(zstdDecompressSync(bytes.subarray(at, end === -1 ? undefined : end)).toString('utf8'))
  }
  return texts.join('\n')
}

/** What the collector gives back of everything that it holds. */
export function eventsOf(body: Uint8Array): WireEvent[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its own events
  return JSON.parse(new TextDecoder().decode(body)) as WireEvent[]
}
