/** Node's server with the collector's limits: slow, large and strange clients are its matter. */
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { CollectorLimits } from './limits.ts'
import { refuseConnection, refuseTunnel } from './not-http.ts'
import { MIN_TLS_VERSION, type TlsMaterial } from './tls.ts'

const TIMEOUT_CHECK_MS = 1_000
const HANDSHAKE_MS = 10_000

/** HTTPS with certificate and key, else HTTP; not listening yet. */
export function createNodeServer(
  limits: CollectorLimits,
  tls: TlsMaterial | undefined,
  listener: RequestListener,
): Server {
  const settings = {
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: TIMEOUT_CHECK_MS,
    // Ours to refuse, with a problem.
    requireHostHeader: false,
  }
  const server: Server =
    tls === undefined
      ? createHttpServer(settings, listener)
      : createHttpsServer(
          { ...settings, ...tls, minVersion: MIN_TLS_VERSION, handshakeTimeout: HANDSHAKE_MS },
          listener,
        )
  server.maxConnections = limits.connections
  server.setTimeout(limits.idleMs)
  server.on('clientError', refuseConnection)
  server.on('connect', (_request, socket) => refuseTunnel(socket))
  // The body is asked for when the token has been looked at.
  server.on('checkContinue', listener)
  server.on('checkExpectation', listener)
  return server
}
