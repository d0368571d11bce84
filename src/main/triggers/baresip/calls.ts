/**
 * What is known of baresip's calls, event by event. CALL_CLOSED doesn't say whether a call was answered (a missed
 * call and one that the customer ended look the same), so CALL_ESTABLISHED is remembered for each Call-ID. Peers are
 * kept while a call lasts, to recognise it in a list of calls, and never longer.
 */
import type { Cause, Direction, InteractionEnded } from '../../../shared/trigger.ts'
import type { BaresipEvent, ListedCall } from './messages.ts'

/** How the tracker reports; the adapter's host fits. */
export interface CallReports {
  ended(report: InteractionEnded): void
  live(ids: readonly string[], up: boolean): void
  /** Epoch ms. */
  readonly now: () => number
}

interface Call {
  /** The Call-ID; `undefined` for a call found in a list, which doesn't tell. */
  readonly id: string | undefined
  /** What it is called in reports, best first. A call found in a list gets a name of ours until its end names it. */
  readonly names: readonly string[]
  readonly direction: Direction
  readonly peer: string | undefined
  /** On the monotonic clock. */
  readonly answeredAt: number
  /** Epoch ms. */
  readonly startedAt: number
}

/** The words of baresip 1.0: "Call transfered" is spelt so. */
function causeOf(param: string | undefined): Cause {
  if (param === undefined) return 'unknown'
  if (/transfer/i.test(param)) return 'transferred'
  if (/reset by user/i.test(param)) return 'agent'
  return /reset by peer/i.test(param) || /^[456]\d\d\b/.test(param) ? 'remote' : 'unknown'
}

/** How far a call's age in a list, in whole seconds, may be off for it to be the call that we lost sight of. */
const SAME_CALL_MS = 2_500
const MAX_LOST = 16

const DIRECTION_OF = { incoming: 'inbound', outgoing: 'outbound' } as const

export class CallTracker {
  readonly #reports: CallReports
  readonly #monotonic: () => number
  #answered: Call[] = []
  /** Calls that were going on when the link broke: the next list of calls may still hold them. */
  #lost: Call[] = []
  /** Whether the list of calls that was asked for has come: before, an unknown call may be an answered one. */
  #listed = false
  #unnamed = 0

  constructor(reports: CallReports, monotonic: () => number) {
    this.#reports = reports
    this.#monotonic = monotonic
  }

  /** An event came. */
  event({ type, id, direction, peeruri, param }: BaresipEvent): void {
    if (id === undefined || id === '') return
    const way = direction === undefined ? 'unknown' : DIRECTION_OF[direction]
    if (type === 'CALL_ESTABLISHED') this.#established(id, way, peeruri)
    else if (type === 'CALL_CLOSED') this.#closed(id, way, peeruri, param)
  }

  /** The list of calls came, once after each connect: picks up the calls that were already going on. */
  list(calls: readonly ListedCall[]): void {
    this.#listed = true
    // Answered in the moment between the connect and the list: their events told us already.
    const told = new Set(this.#answered.map((call) => call.peer))
    for (const { elapsedMs, established, peer } of calls) {
      if (!established || told.has(peer)) continue
      const began = this.#monotonic() - elapsedMs
      const known = this.#lost.find(
        (call) => call.peer === peer && Math.abs(call.answeredAt - began) <= SAME_CALL_MS,
      )
      if (known !== undefined) this.#lost = this.#lost.filter((call) => call !== known)
      this.#unnamed += 1
      const startedAt = this.#reports.now() - elapsedMs
      const call: Call = known ?? {
        id: undefined,
        names: [`baresip-call:${startedAt}-${this.#unnamed}`],
        direction: 'unknown',
        peer,
        answeredAt: began,
        startedAt,
      }
      this.#answered.push(call)
      this.#reports.live(call.names, true)
    }
    this.#lost = []
  }

  /** The link broke: nobody will tell us how these calls end. */
  linkLost(): void {
    const calls = this.#answered
    this.#answered = []
    // Tries that fail in between don't make it forget.
    this.#lost = [...this.#lost, ...calls].slice(-MAX_LOST)
    this.#listed = false
    for (const call of calls) this.#reports.ended(this.#report(call, 'source-lost'))
  }

  #established(id: string, direction: Direction, peer: string | undefined): void {
    if (this.#answered.some((call) => call.id === id)) return
    const call: Call = {
      id,
      names: [`sip:${id}`],
      direction,
      peer,
      answeredAt: this.#monotonic(),
      startedAt: this.#reports.now(),
    }
    this.#answered.push(call)
    this.#reports.live(call.names, true)
  }

  #closed(id: string, direction: Direction, peer: string | undefined, param: string | undefined): void {
    const call =
      this.#answered.find((one) => one.id === id) ??
      this.#answered.find((one) => one.id === undefined && one.peer === peer)
    if (call === undefined) {
      this.#reports.ended({
        ids: [`sip:${id}`],
        channel: 'voice',
        direction,
        cause: causeOf(param),
        answered: this.#listed ? false : undefined,
        phase: 'hangup',
        endedAt: this.#reports.now(),
        ...(peer === undefined ? {} : { peer }),
      })
      return
    }
    this.#answered = this.#answered.filter((one) => one !== call)
    const named =
      call.id === undefined ? { ...call, id, direction, names: [`sip:${id}`, ...call.names] } : call
    this.#reports.ended(this.#report(named, causeOf(param)))
  }

  #report(call: Call, cause: Cause): InteractionEnded {
    return {
      ids: call.names,
      channel: 'voice',
      direction: call.direction,
      cause,
      answered: true,
      phase: 'hangup',
      endedAt: this.#reports.now(),
      startedAt: call.startedAt,
      durationMs: Math.round(this.#monotonic() - call.answeredAt),
      ...(call.peer === undefined ? {} : { peer: call.peer }),
    }
  }
}
