/** The hub with a clock, a timer and callbacks: what the rest of the program uses. */
import type { InteractionEnded } from '../../../shared/trigger.ts'
import { HubCore } from './core.ts'
import type { Configured } from './core.ts'
import { systemClock } from './steady-clock.ts'
import type { HubClock } from './steady-clock.ts'
import type { Effect, EndedInteraction, HubOptions, Role } from './types.ts'

export interface HubCallbacks {
  /** The agent is to be asked about this interaction. Once each. */
  ready(interaction: EndedInteraction): void
  /** A later report added to an interaction that was given out; the whole of it as known now. */
  enriched(key: string, interaction: EndedInteraction): void
  /** The agent asked by hand for an interaction that was given out: show its card again. */
  again(key: string): void
  /** The agent is on a call, or no longer. */
  live(anyLive: boolean): void
}

/** What an adapter reports through; made by `hub.host`. */
export interface HubEntry {
  ended(report: InteractionEnded): void
  live(ids: readonly string[], up: boolean): void
  /** Whether the adapter can report at the moment. */
  running(up: boolean): void
  /** The adapter died or was stopped for good: what it called live counts as ended, its source lost. */
  release(): void
}

export interface Hub {
  /** The entry of one adapter. Asking again for the same id gives an entry to the same adapter. */
  host(adapterId: string, role?: Role): HubEntry
  /** Changes options. A bad one is refused with a sentence, and then nothing changes. */
  configure(options: Partial<HubOptions>): Configured
  /** Whether the agent is on a call. */
  liveNow(): boolean
  /** Does what is due; call it after sleep, when timers can't be trusted. */
  wake(): void
  /** Stops the timer. Nothing is reported after this. */
  dispose(): void
}

export interface HubParts {
  readonly callbacks: HubCallbacks
  readonly options?: Partial<HubOptions>
  readonly clock?: HubClock
  /** `setTimeout` and `clearTimeout`, or a test's own. */
  readonly schedule?: (run: () => void, ms: number) => () => void
  /** A callback threw. The hub goes on. */
  readonly onError?: (error: unknown) => void
}

/** Longest delay that timers take; longer ones fire at once. */
const MAX_DELAY_MS = 2 ** 31 - 1

const timeout = (run: () => void, ms: number): (() => void) => {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

/** Makes a hub. It has one timer, and none while there is nothing to wait for. */
export function createHub(parts: HubParts): Hub {
  const { callbacks, clock = systemClock(), schedule = timeout, onError = () => {} } = parts
  const core = new HubCore()
  const waiting: Effect[] = []
  let cancel: (() => void) | undefined
  let delivering = false
  let disposed = false

  const deliver = (effect: Effect): void => {
    try {
      if (effect.type === 'ready') callbacks.ready(effect.interaction)
      else if (effect.type === 'enriched') callbacks.enriched(effect.interaction.key, effect.interaction)
      else if (effect.type === 'again') callbacks.again(effect.key)
      else callbacks.live(effect.live)
    } catch (error) {
      onError(error)
    }
  }

  const settle = (effects: readonly Effect[]): void => {
    cancel?.()
    cancel = undefined
    if (disposed) return
    const next = core.nextAt
    if (next !== undefined) {
      const delay = Math.min(MAX_DELAY_MS, Math.max(0, Math.ceil(next - clock.steady())))
      cancel = schedule(() => settle(core.advance(clock.steady())), delay)
    }
    waiting.push(...effects)
    // A callback may report something itself; its effects come after those under way.
    if (delivering) return
    delivering = true
    for (let effect = waiting.shift(); effect !== undefined; effect = waiting.shift()) deliver(effect)
    delivering = false
  }

  const configure = (options: Partial<HubOptions>): Configured => {
    const done = core.configure(options)
    if (done.ok) settle(core.advance(clock.steady()))
    return done
  }
  const initial = configure(parts.options ?? {})
  if (!initial.ok) throw new Error(initial.detail)

  return {
    host: (adapterId, role = 'source') => ({
      ended: (report) => settle(core.ended(adapterId, role, report, clock.steady())),
      live: (ids, up) => settle(core.live(adapterId, ids, up, clock.steady())),
      running: (up) => settle(core.running(adapterId, role, up, clock.steady())),
      release: () => settle(core.release(adapterId, role, clock.steady(), clock.epoch())),
    }),
    configure,
    liveNow: () => core.liveNow,
    wake: () => settle(core.advance(clock.steady())),
    dispose: () => {
      disposed = true
      cancel?.()
      cancel = undefined
    },
  }
}
