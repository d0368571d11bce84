/** Metrics in Prometheus' form. No label names a device, an agent or a team: there are too many, and it is nobody's business. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { EVENT_REFUSALS } from '../../shared/lists.ts'
import { STORE_ERROR_CODES, type StoreErrorCode } from '../store/store.ts'

const PREFIX = 'aftercall_'
/** Seconds; the goals of the collector lie between. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.08, 0.15, 0.5, 1, 5, 30]

export interface Sources {
  /** Connections that are open now. */
  readonly connections: () => Promise<number>
  /** Bytes of bodies that are being read. */
  readonly bodyBytes: () => number
}

export interface Metrics {
  /** Events are handed to the store. */
  ingestStarted(events: number): void
  /** The store has answered for as many. */
  ingestEnded(events: number): void
  ingested(stored: number, stale: number, refused: readonly { readonly code: string }[]): void
  /** For one route. @returns what counts an answer; seconds from the request to its end */
  route(name: string): (status: number, seconds: number) => void
  storeFailed(code: StoreErrorCode): void
  render(): Promise<{ readonly text: string; readonly type: string }>
}

export function createMetrics(sources: Sources): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  /** By route and status. Counted here, because the library looks at the labels each time. */
  const answered = new Map<string, Map<number, number>>()
  const requests = new Counter({
    name: `${PREFIX}http_requests_total`,
    help: 'Answered requests.',
    labelNames: ['route', 'status'],
    registers,
    collect() {
      requests.reset()
      for (const [route, counts] of answered)
        for (const [status, count] of counts) requests.inc({ route, status }, count)
    },
  })
  const durations = new Histogram({
    name: `${PREFIX}http_request_duration_seconds`,
    help: 'Time from the head of a request to the end of its answer.',
    labelNames: ['route'],
    buckets: BUCKETS,
    registers,
  })
  const stored = new Counter({ name: `${PREFIX}events_stored_total`, help: 'Events stored.', registers })
  const stale = new Counter({
    name: `${PREFIX}events_stale_total`,
    help: 'Events that were here already, or are older than what is kept.',
    registers,
  })
  const refusals = new Counter({
    name: `${PREFIX}events_refused_total`,
    help: 'Events that were refused.',
    labelNames: ['code'],
    registers,
  })
  const failures = new Counter({
    name: `${PREFIX}store_errors_total`,
    help: 'Requests that the store could not do.',
    labelNames: ['code'],
    registers,
  })
  // From the start, so that a rise is seen that ends at 1.
  for (const code of STORE_ERROR_CODES) failures.inc({ code }, 0)
  for (const code of EVENT_REFUSALS) refusals.inc({ code }, 0)
  let waitingEvents = 0
  let waitingRequests = 0
  gauge('events_waiting', 'Events handed to the store and not yet durable.', () => waitingEvents)
  gauge('batches_waiting', 'Batches handed to the store and not yet answered.', () => waitingRequests)
  gauge('body_bytes', 'Bytes of bodies that are being read.', sources.bodyBytes)
  gauge('http_connections', 'Open connections.', sources.connections)

  function gauge(name: string, help: string, read: () => number | Promise<number>): void {
    const made = new Gauge({
      name: `${PREFIX}${name}`,
      help,
      registers,
      async collect() {
        made.set(await read())
      },
    })
  }

  return {
    ingestStarted(events) {
      waitingEvents += events
      waitingRequests += 1
    },
    ingestEnded(events) {
      waitingEvents -= events
      waitingRequests -= 1
    },
    ingested(storedNow, staleNow, refused) {
      if (storedNow > 0) stored.inc(storedNow)
      if (staleNow > 0) stale.inc(staleNow)
      for (const { code } of refused) refusals.inc({ code })
    },
    route(name) {
      const duration = durations.labels(name)
      const counts = answered.get(name) ?? new Map<number, number>()
      answered.set(name, counts)
      return (status, seconds) => {
        counts.set(status, (counts.get(status) ?? 0) + 1)
        duration.observe(seconds)
      }
    },
    storeFailed: (code) => failures.inc({ code }),
    render: async () => ({ text: await registry.metrics(), type: registry.contentType }),
  }
}
