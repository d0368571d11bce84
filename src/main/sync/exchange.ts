/** One request with its answer, whatever the HTTP client does: it always ends, and never throws. */
import type { SyncProblemCode } from '../../shared/sync.ts'
import { classifyNetworkError } from './network-error.ts'
import type { HttpClient, HttpRequest, SyncClock } from './parts.ts'
import { parseRetryAfter } from './retry-after.ts'

const TIMEOUT_MS = 30_000

export interface Reply {
  readonly status: number
  readonly contentType: string
  readonly body: Uint8Array
  /** By how many ms our clock is ahead of the other's; `undefined` when it doesn't say what time it is. */
  readonly clockAheadMs: number | undefined
  readonly retryAfterMs: number | undefined
}

export type Exchanged =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'no-reply'; readonly problem: SyncProblemCode }
  /** We have called it off ourselves. */
  | { readonly kind: 'aborted' }

export interface Wiring {
  readonly http: HttpClient
  readonly clock: SyncClock
}

/** @param signal calls the request off */
export async function exchange(
  { http, clock }: Wiring,
  request: Omit<HttpRequest, 'signal'>,
  signal: AbortSignal,
  timeoutMs: number = TIMEOUT_MS,
): Promise<Exchanged> {
  if (signal.aborted) return { kind: 'aborted' }
  const abort = new AbortController()
  const { promise: ended, resolve: end } = Promise.withResolvers<Exchanged>()
  const leave = (how: Exchanged): void => {
    end(how)
    abort.abort()
  }
  const onAbort = (): void => leave({ kind: 'aborted' })
  signal.addEventListener('abort', onAbort, { once: true })
  const stopTimer = clock.after(timeoutMs, () => leave({ kind: 'no-reply', problem: 'unreachable' }))
  try {
    // A client that ignores the signal is left alone with its request.
    return await Promise.race([ended, receive(http, clock, { ...request, signal: abort.signal })])
  } finally {
    stopTimer()
    signal.removeEventListener('abort', onAbort)
  }
}

async function receive(http: HttpClient, clock: SyncClock, request: HttpRequest): Promise<Exchanged> {
  const began = clock.now()
  try {
    const { status, headers, body: read } = await call(http, request)
    const headTime = clock.now()
    const body = await read()
    if (body.byteLength > request.maxBytes) return { kind: 'no-reply', problem: 'not-a-collector' }
    const date = Date.parse(headers.get('date') ?? '')
    const now = clock.now()
    const reply: Reply = {
      status,
      contentType: headers.get('content-type') ?? '',
      body,
      // The header names a whole second and was written at some time between question and answer.
      clockAheadMs: Number.isNaN(date) ? undefined : Math.round((began + headTime) / 2 - (date + 500)),
      retryAfterMs: parseRetryAfter(headers.get('retry-after'), Number.isNaN(date) ? now : date),
    }
    return { kind: 'reply', reply }
  } catch (error) {
    return { kind: 'no-reply', problem: classifyNetworkError(error) }
  }
}

async function call(http: HttpClient, request: HttpRequest) {
  const response = await http(request)
  return { status: response.status, headers: response.headers, body: () => response.body() }
}
