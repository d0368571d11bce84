/**
 * The contract between a trigger (whatever tells us that an interaction ended) and the hub that decides what to
 * do about it. An adapter knows one protocol and no policy; the hub knows all policy and no protocol.
 */
import type { AdapterState, InteractionEnded } from '../../shared/trigger.ts'

/** What an adapter is given; it reports through this and nothing else. */
export interface AdapterHost {
  ended(report: InteractionEnded): void
  /** An interaction with these ids is (`up`) or is no longer live. */
  live(ids: readonly string[], up: boolean): void
  state(state: AdapterState): void
  /** Aborted when the adapter is to stop. */
  readonly signal: AbortSignal
  readonly now: () => number
}

export interface TriggerAdapter {
  /** Unique among the running adapters: `baresip`, `http`, `link`, `shortcut`, `tray`. */
  readonly id: string
  readonly kind: string
  start(host: AdapterHost): Promise<void>
  stop(): Promise<void>
}
