/** The process in which the collector of a run lives: the real server on the real store. */
import { existsSync } from 'node:fs'

import { createServer } from '../../../src/collector/server/create-server.ts'
import { createLog } from '../../../src/collector/server/log.ts'
import { DEFAULT_LIMITS } from '../../../src/collector/server/limits.ts'
import type { CollectorStore } from '../../../src/collector/store/store.ts'
import { StoreError } from '../../../src/collector/store/store.ts'
import { createSqliteStore, restoreBackup } from '../../../src/collector/store/sqlite/index.ts'
import type { SqliteStore } from '../../../src/collector/store/sqlite/index.ts'
import { DEFAULT_POLICY } from '../../../src/shared/policy.ts'
import { answerCalls } from './host-protocol.ts'
import { ScaledClock, START } from './scaled-clock.ts'

interface Running {
  readonly store: CollectorStore
  readonly sqlite: SqliteStore | undefined
  readonly app: ReturnType<typeof createServer>
}

export interface StartCollector {
  readonly folder: string
  /** PostgreSQL; without it SQLite in the folder. */
  readonly database: string | undefined
  /** How far its clock is off. */
  readonly offsetMs: number
}

type Done<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: string }

const FAR = Date.UTC(2100, 0, 1)
let clock = new ScaledClock(1, START)
let running: Running | undefined

const calls = {
  /** @returns its port */
  async start({ folder, database, offsetMs }: StartCollector): Promise<Done<number>> {
    clock = new ScaledClock(1, START + offsetMs)
    const now = () => clock.now()
    return await refusable(async () => {
      const sqlite =
        database === undefined ? await createSqliteStore({ folder, now, role: 'server' }) : undefined
      const store = sqlite ?? (await openPostgres(database ?? '', now))
      const app = createServer({
        store,
        limits: {
          ...DEFAULT_LIMITS,
          // Everybody is at 127.0.0.1, and waits last milliseconds here.
          requestsPerDevice: { burst: 10_000, perSecond: 10_000 },
          eventsPerDevice: { burst: 10_000, perSecond: 10_000 },
          wrongCodesPerAddress: { burst: 10_000, perSecond: 10_000 },
          wrongCodes: { burst: 10_000, perSecond: 10_000 },
          requestMs: 2_000,
          headersMs: 1_000,
          stopMs: 1_000,
        },
        log: createLog({ level: 'error' }),
        now,
      })
      running = { store, sqlite, app }
      await app.listen({ host: '127.0.0.1', port: 0 })
      const address = app.server.address()
      return typeof address === 'object' && address !== null ? address.port : 0
    })
  },
  async stop(): Promise<void> {
    const { app } = current()
    running = undefined
    await app.close()
  },
  async team({ name }: { readonly name: string }): Promise<string> {
    return (await current().store.administration.createTeam(name)).id
  },
  async code({ teamId }: { readonly teamId: string }): Promise<string> {
    const { code } = await current().store.administration.createCode({
      teamId,
      role: 'agent',
      seats: 1000,
      expiresAt: FAR,
    })
    return code
  },
  async revoke({ deviceId }: { readonly deviceId: string }): Promise<boolean> {
    try {
      await current().store.administration.revokeDevice(deviceId)
      return true
    } catch (error) {
      // A collector that was restored doesn't know it, or it was erased.
      if (error instanceof StoreError && ['not-found', 'conflict'].includes(error.code)) return false
      throw error
    }
  },
  async policy({
    teamId,
    comparison,
  }: {
    readonly teamId: string
    readonly comparison: boolean
  }): Promise<void> {
    const customerComparison = comparison ? { worksCouncilAgreedOn: '2026-09-01' } : null
    await current().store.administration.setPolicy({ ...DEFAULT_POLICY, customerComparison }, teamId)
  },
  jump({ ms }: { readonly ms: number }): void {
    clock.jump(ms)
  },
  async backUp({ target }: { readonly target: string }): Promise<void> {
    await current().sqlite?.backUp(target)
  },
  /** Stops nothing: the collector is not running. */
  async restore({ source, folder }: { readonly source: string; readonly folder: string }): Promise<void> {
    if (existsSync(source)) await restoreBackup({ source, folder, now: () => clock.now() })
  },
  async verify(): Promise<readonly string[]> {
    const differences = await current().store.administration.verifyRollups()
    return differences.map(({ table, key, detail }) => `${table} ${key}: ${detail}`)
  },
}
export type CollectorCalls = typeof calls

answerCalls(calls)

function current(): Running {
  if (running === undefined) throw new Error('No collector is running in this host.')
  return running
}

async function openPostgres(database: string, now: () => number): Promise<CollectorStore> {
  const { openStore } = await import('../../../src/collector/store/open.ts')
  return await openStore({ database, dataFolder: '', now })
}

async function refusable<T>(action: () => Promise<T>): Promise<Done<T>> {
  try {
    return { ok: true, value: await action() }
  } catch (error) {
    if (error instanceof StoreError) return { ok: false, code: error.code }
    throw error
  }
}
