/** Paths for whoever runs the collector; those of the protocol are in shared/wire/limits.ts. */
export const OPERATIONS = {
  health: '/healthz',
  ready: '/readyz',
  metrics: '/metrics',
  openApi: '/openapi.json',
} as const

/** One event alone, CloudEvents 1.0 in structured mode. */
export const EVENT_MEDIA_TYPE = 'application/cloudevents+json'
/** Prometheus' text format, as its client library writes it. */
export const METRICS_MEDIA_TYPE = 'text/plain'
