/**
 * The hub in time, without a clock of its own: every call takes `now`, returns what is to be done, and `nextAt`
 * says when to call `advance` again. Nothing happens by itself, so that all of it can be tested.
 */
import type { InteractionEnded } from '../../../shared/trigger.ts'
import { cluster } from './cluster.ts'
import type { Cluster } from './cluster.ts'
import { LiveLegs } from './live-legs.ts'
import { merge } from './merge.ts'
import { DEFAULT_OPTIONS } from './types.ts'
import type { Effect, Given, Heard, HubOptions, Role } from './types.ts'
import { isInternal, judge, parseInternalNumbers } from './verdict.ts'
import type { IsColleague } from './verdict.ts'

/** A flood of reports can't take more than this; the oldest give way. */
const MAX_LOOSE = 500
const MAX_REPORTS_EACH = 50
/** "Is live" that was overtaken by its own end on the way here is not believed. */
const OVERTAKEN_MS = 2_000

const share = (a: readonly string[], b: readonly string[]): boolean => a.some((id) => b.includes(id))

export type Configured = { readonly ok: true } | { readonly ok: false; readonly detail: string }

export class HubCore {
  #options = DEFAULT_OPTIONS
  #isColleague: IsColleague = () => false
  readonly #legs = new LiveLegs()
  readonly #running = new Set<string>()
  /** Heard, but not given out: still settling, held back, or not to be asked about. */
  #loose: Heard[] = []
  #given: Given[] = []
  #lastKey = 0
  #wasLive = false
  #next = Infinity

  /** Changes options; a bad one is refused with a sentence and changes nothing. */
  configure(options: Partial<HubOptions>): Configured {
    const next = { ...this.#options, ...options }
    const parsed = parseInternalNumbers(next.internal)
    if (!parsed.ok) return parsed
    this.#options = next
    this.#isColleague = parsed.isColleague
    return { ok: true }
  }

  get liveNow(): boolean {
    return this.#legs.any
  }

  /** When `advance` has something to do again; `undefined` while idle. */
  get nextAt(): number | undefined {
    return this.#next === Infinity ? undefined : this.#next
  }

  /** An adapter reports the end of an interaction. */
  ended(adapter: string, role: Role, report: InteractionEnded, now: number): Effect[] {
    this.#legs.ended(adapter, report.ids)
    const print = `${adapter}\n${JSON.stringify(Object.entries(report).toSorted(([a], [b]) => (a < b ? -1 : 1)))}`
    const heard: Heard = { adapter, role, arrivedAt: now, report, print }
    const known = (one: Heard): boolean => one.print === print
    const repeated = this.#loose.some(known) || this.#given.some((given) => given.heard.some(known))
    if (!repeated || role === 'manual') {
      if (this.#loose.length >= MAX_LOOSE) this.#loose.shift()
      this.#loose.push(heard)
    }
    return this.advance(now)
  }

  /** An adapter says that an answered interaction is, or is no longer, live. */
  live(adapter: string, ids: readonly string[], up: boolean, now: number): Effect[] {
    if (!up) this.#legs.end(adapter, ids)
    else if (!this.#hasJustEnded(ids, now)) {
      this.#legs.begin(adapter, ids, now)
      // The source came back and the call is still there: it was lost from sight, not over.
      this.#loose = this.#loose.filter(
        (one) => one.adapter !== adapter || one.report.cause !== 'source-lost' || !share(one.report.ids, ids),
      )
    }
    return this.advance(now)
  }

  /** Whether an adapter can report at the moment; decides whether there is anything to settle for. */
  running(adapter: string, role: Role, up: boolean, now: number): Effect[] {
    if (up && role === 'source') this.#running.add(adapter)
    else this.#running.delete(adapter)
    return this.advance(now)
  }

  /** An adapter died or was stopped: what it called live counts as ended, its source lost. */
  release(adapter: string, role: Role, now: number, endedAt: number): Effect[] {
    this.#running.delete(adapter)
    const gone = this.#legs.release(adapter)
    const effects = this.advance(now)
    for (const { ids } of gone) {
      if (ids.length === 0) continue
      const report: InteractionEnded = {
        ids,
        channel: 'unknown',
        direction: 'unknown',
        cause: 'source-lost',
        answered: true,
        phase: 'hangup',
        endedAt,
      }
      effects.push(...this.ended(adapter, role, report, now))
    }
    return effects
  }

  /** Does everything that is due. Calling it too early or too often changes nothing. */
  advance(now: number): Effect[] {
    const { rememberMs, liveCapMs } = this.#options
    const effects: Effect[] = []
    this.#legs.expire(now, liveCapMs)
    if (this.#legs.any !== this.#wasLive) {
      this.#wasLive = this.#legs.any
      effects.push({ type: 'live', live: this.#wasLive })
    }
    this.#given = this.#given.filter((given) => given.touchedAt + rememberMs > now)
    this.#next = Math.min(
      this.#legs.nextExpiry(liveCapMs),
      ...this.#given.map((given) => given.touchedAt + rememberMs),
    )
    if (this.#loose.length === 0) return effects
    for (const group of this.#clusters()) this.#attend(group, now, effects)
    return effects
  }

  #clusters(): Cluster[] {
    return cluster(
      this.#given,
      this.#loose,
      (heard) =>
        judge(
          heard.filter((one) => one.role !== 'manual'),
          this.#options,
          this.#isColleague,
        ) === 'ask',
    )
  }

  #attend({ given, heard }: Cluster, now: number, effects: Effect[]): void {
    const fresh = given === undefined ? heard : heard.filter((one) => !given.heard.includes(one))
    if (fresh.length === 0) return
    const byHand = fresh.some((one) => one.role === 'manual')
    const first = Math.min(...fresh.map((one) => one.arrivedAt))
    if (given !== undefined) {
      const certain = fresh.some((one) => share(one.report.ids, given.interaction.ids))
      const due = byHand || certain ? now : first + this.#settleMs(fresh)
      if (due > now) this.#next = Math.min(this.#next, due)
      else this.#absorb(given, fresh, now, effects)
      return
    }
    if (judge(heard, this.#options, this.#isColleague) !== 'ask') {
      const last = Math.max(...heard.map((one) => one.arrivedAt))
      const forgetAt = last + this.#options.rememberMs
      if (forgetAt > now) this.#next = Math.min(this.#next, forgetAt)
      else this.#drop(heard)
      return
    }
    const due = this.#dueAt(heard, first, byHand)
    if (due > now) this.#next = Math.min(this.#next, due)
    else if (byHand || !this.#legs.anyOther(heard.flatMap((one) => one.report.ids)))
      this.#giveOut(heard, now, effects)
    // Else held back: the end of the other leg brings us here again, or its cap does.
  }

  #dueAt(heard: readonly Heard[], first: number, byHand: boolean): number {
    const settled = first + this.#settleMs(heard)
    const { promptAt, wrapUpFallbackMs } = this.#options
    const waits =
      promptAt === 'wrapup-end' && !byHand && heard.every((one) => one.report.phase !== 'wrapup-end')
    return waits ? first + wrapUpFallbackMs : settled
  }

  #settleMs(heard: readonly Heard[]): number {
    const { settleMs, transferSettleMs, sourceLostSettleMs } = this.#options
    if (heard.some((one) => one.report.cause === 'transferred')) return transferSettleMs
    if (heard.every((one) => one.report.cause === 'source-lost')) return sourceLostSettleMs
    const reporting = heard.filter((one) => one.role === 'source').map((one) => one.adapter)
    return new Set([...this.#running, ...reporting]).size <= 1 ? 0 : settleMs
  }

  #giveOut(heard: readonly Heard[], now: number, effects: Effect[]): void {
    this.#lastKey += 1
    const key = `interaction-${this.#lastKey}`
    const interaction = merge(key, heard, isInternal(heard, this.#isColleague))
    this.#drop(heard)
    this.#given.push({ key, heard: [...heard], interaction, touchedAt: now })
    this.#next = Math.min(this.#next, now + this.#options.rememberMs)
    effects.push({ type: 'ready', interaction })
  }

  #absorb(given: Given, fresh: readonly Heard[], now: number, effects: Effect[]): void {
    this.#drop(fresh)
    const reports = fresh.filter((one) => one.role !== 'manual')
    if (reports.length < fresh.length) effects.push({ type: 'again', key: given.key })
    if (reports.length === 0) return
    given.touchedAt = now
    given.heard = [...given.heard, ...reports].slice(0, MAX_REPORTS_EACH)
    const merged = merge(given.key, given.heard, isInternal(given.heard, this.#isColleague))
    // An id under which another interaction was given out already stays with that one.
    const others = this.#given.filter((one) => one !== given)
    const taken = new Set(others.flatMap((one) => one.interaction.ids))
    const own = given.interaction.ids
    const interaction = {
      ...merged,
      ids: merged.ids.filter((id) => own.includes(id) || !taken.has(id)),
    }
    if (JSON.stringify(interaction) === JSON.stringify(given.interaction)) return
    given.interaction = interaction
    effects.push({ type: 'enriched', interaction })
  }

  #drop(heard: readonly Heard[]): void {
    this.#loose = this.#loose.filter((one) => !heard.includes(one))
  }

  #hasJustEnded(ids: readonly string[], now: number): boolean {
    return [...this.#loose, ...this.#given.flatMap((given) => given.heard)].some(
      (one) =>
        one.report.cause !== 'source-lost' &&
        now - one.arrivedAt < OVERTAKEN_MS &&
        share(one.report.ids, ids),
    )
  }
}
