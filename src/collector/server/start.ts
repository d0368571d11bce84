/** Starts the collector: opens the store, listens, keeps the certificate fresh. */
import type { AddressInfo } from 'node:net'
import { Server as TlsServer } from 'node:tls'
import { openStore } from '../store/open.ts'
import type { Administration } from '../store/store.ts'
import { createServer } from './create-server.ts'
import { DEFAULT_LIMITS, type CollectorLimits } from './limits.ts'
import { createLog, type LogOptions } from './log.ts'
import { readTlsFiles, reloadTls, watchTlsFiles, type TlsFiles } from './tls.ts'

export const DEFAULT_HOST = '127.0.0.1'
export const DEFAULT_PORT = 47_612

/** As many connections as the system lets wait: everybody's shift ends at five. */
const BACKLOG = 4_096

export interface CollectorOptions {
  readonly host?: string
  /** 0: any free port. */
  readonly port?: number
  /** `postgres://…`; without it an embedded SQLite file in the data folder. */
  readonly database?: string | undefined
  readonly dataFolder: string
  readonly tls?: TlsFiles | undefined
  readonly limits?: Partial<CollectorLimits>
  /** Events that may wait to be stored: see openStore. */
  readonly queueEvents?: number | undefined
  readonly log?: LogOptions
  readonly trustProxy?: readonly string[] | undefined
  readonly metricsToken?: string | undefined
  /** Epoch ms. */
  readonly now?: () => number
}

export interface RunningCollector {
  /** Where it listens, with the port that it got. */
  readonly address: { readonly host: string; readonly port: number; readonly url: string }
  /** Of the store that is open. */
  readonly administration: Administration
  /** Rejects when the store can't do anything any more; the process should stop and be started again. */
  readonly failed: Promise<never>
  /** Reads certificate and key again, for new connections. @throws TlsFileError, and goes on with the old ones */
  reloadTls(): void
  /** Takes nothing new, answers what it has taken, closes the store. Twice is once. */
  stop(): Promise<void>
}

/**
 * @throws StoreError when the store can't be opened, TlsFileError for certificate and key, and what `listen` throws
 * (`EADDRINUSE`, `EACCES` …); nothing stays open then
 */
export async function startCollector(options: CollectorOptions): Promise<RunningCollector> {
  const { host = DEFAULT_HOST, port = DEFAULT_PORT, tls, now = Date.now, dataFolder, database } = options
  const material = tls === undefined ? undefined : readTlsFiles(tls)
  const log = createLog(options.log ?? { level: 'info' })
  const failure = Promise.withResolvers<never>()
  // Whoever doesn't look at it sees the log.
  failure.promise.catch((error: unknown) => log.fatal({ err: error }, 'The store has failed.'))
  const { queueEvents } = options
  const onFatal = failure.reject
  const store = await openStore({ database, dataFolder, now, role: 'server', queueEvents, onFatal })
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const app = createServer({
    store,
    limits,
    log,
    now,
    tls: material,
    trustProxy: options.trustProxy,
    metricsToken: options.metricsToken,
  })
  try {
    await app.listen({ host, port, backlog: BACKLOG })
  } catch (error) {
    await app.close()
    throw error
  }
  const renew = (): void => {
    if (tls !== undefined && app.server instanceof TlsServer) reloadTls(app.server, tls)
  }
  const unwatch = tls === undefined ? undefined : watchTlsFiles(tls, limits.certificateMs, tryToRenew)
  function tryToRenew(): void {
    try {
      renew()
      log.info('Certificate and key were read again.')
    } catch (error) {
      log.error({ err: error }, 'The new certificate or key can not be used; the old ones stay.')
    }
  }
  let stopped: Promise<void> | undefined
  const address = addressOf(app.server.address(), host, tls !== undefined)
  log.info({ url: address.url }, 'The collector listens.')
  return {
    address,
    administration: store.administration,
    failed: failure.promise,
    reloadTls: renew,
    stop() {
      unwatch?.()
      stopped ??= app.close()
      return stopped
    },
  }
}

function addressOf(
  bound: AddressInfo | string | null,
  host: string,
  isSecure: boolean,
): RunningCollector['address'] {
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0
  const name = host.includes(':') ? `[${host}]` : host
  return { host, port, url: `${isSecure ? 'https' : 'http'}://${name}:${port}` }
}
