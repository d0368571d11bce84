/** What a network and what stands in it can do to a request, chosen by a seeded generator. */

/** A whole number from 0 up to, but not including, `below`. */
export type Random = (below: number) => number

export type Fault =
  | { readonly kind: 'none' }
  /** The connection ends before anything of the request has left. */
  | { readonly kind: 'drop-before' }
  /** A part of the request arrives, then both sides find the connection reset. */
  | { readonly kind: 'cut-request'; readonly share: number }
  /** A part of the request arrives and then nothing more, ended in order. */
  | { readonly kind: 'truncate-request'; readonly share: number }
  /** The request arrives whole; the client's connection ends before there is an answer. */
  | { readonly kind: 'drop-after' }
  /** The collector has committed and answered; nothing of the answer arrives. */
  | { readonly kind: 'drop-answer' }
  /** A part of the answer arrives. */
  | { readonly kind: 'truncate-answer'; readonly share: number }
  | { readonly kind: 'delay'; readonly beforeMs: number; readonly afterMs: number }
  /** The same bytes arrive again later, on another connection. */
  | { readonly kind: 'duplicate'; readonly afterMs: number; readonly times: number }
  /** The client's connection ends; the request arrives when so many later ones have, or at the latest at the end. */
  | { readonly kind: 'reorder'; readonly after: number }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter: string | null }
  | { readonly kind: 'garbage'; readonly garbage: Garbage }
  /** The request arrives; the answer's numbers are wrong, so it doesn't account for what was sent. */
  | { readonly kind: 'wrong-counts'; readonly by: number }
  /** A batch doesn't arrive; what answers looks like the collector and accounts for none of it. */
  | { readonly kind: 'account-for-nothing' }

export type FaultKind = Fault['kind']

export const GARBAGE = [
  'captive-portal',
  'redirect',
  'other-json',
  'json-null',
  'json-array',
  'half-json',
  'empty',
  'not-http',
] as const
export type Garbage = (typeof GARBAGE)[number]

/** How often each happens, where one happens at all. */
const WEIGHTS: readonly (readonly [kind: FaultKind, weight: number])[] = [
  ['drop-before', 4],
  ['cut-request', 4],
  ['truncate-request', 3],
  ['drop-after', 5],
  ['drop-answer', 8],
  ['truncate-answer', 5],
  ['delay', 6],
  ['duplicate', 8],
  ['reorder', 8],
  ['status', 6],
  ['garbage', 6],
  ['wrong-counts', 3],
  ['account-for-nothing', 3],
]
const TOTAL = WEIGHTS.reduce((sum, [, weight]) => sum + weight, 0)

export const FAULT_KINDS: readonly FaultKind[] = WEIGHTS.map(([kind]) => kind)

/** The next fault. `percent` of the requests meet one. */
export function chooseFault(random: Random, percent: number): Fault {
  if (random(100) >= percent) return { kind: 'none' }
  let rest = random(TOTAL)
  const [kind] = WEIGHTS.find(([, weight]) => (rest -= weight) < 0) ?? ['none']
  return faultOf(kind, random)
}

/** A fault of a kind, its numbers chosen. Delays are a few milliseconds: the tests' clocks run faster than ours. */
export function faultOf(kind: FaultKind, random: Random): Fault {
  switch (kind) {
    case 'none':
    case 'drop-before':
    case 'drop-after':
    case 'drop-answer':
    case 'account-for-nothing':
      return { kind }
    case 'cut-request':
    case 'truncate-request':
    case 'truncate-answer':
      return { kind, share: random(100) / 100 }
    case 'delay':
      return { kind, beforeMs: random(8), afterMs: random(8) }
    case 'duplicate':
      return { kind, afterMs: random(20), times: 1 + random(2) }
    case 'reorder':
      return { kind, after: 1 + random(4) }
    case 'status':
      return statusOf(random)
    case 'garbage':
      return { kind, garbage: GARBAGE[random(GARBAGE.length)] ?? 'empty' }
    case 'wrong-counts':
      return { kind, by: random(2) === 0 ? 1 : -1 }
  }
}

function statusOf(random: Random): Fault {
  const status = [429, 429, 500, 502, 503, 503, 504][random(7)] ?? 503
  const waits = status === 429 || (status === 503 && random(2) === 0)
  return { kind: 'status', status, retryAfter: waits ? String(1 + random(5)) : null }
}
