/**
 * The hub in time, without a clock of its own: every call takes `now`, returns what is to be done, and `nextAt`
 * says when to call `advance` again. Nothing happens by itself, so that all of it can be tested.
 */
import type { InteractionEnded } from '../../../shared/trigger.ts'
import { cluster } from './cluster.ts'
import type { Cluster } from './cluster.ts'
import { LiveLegs } from './live-legs.ts'
import { merge } from './merge.ts'
import { endOf } from './same.ts'
import { DEFAULT_OPTIONS } from './types.ts'
import type { Effect, Group, Heard, HubOptions, Role } from './types.ts'
import { isInternal, judge, parseInternalNumbers } from './verdict.ts'
import type { IsColleague } from './verdict.ts'

/** More than this don't wait to settle. Keeps a flood of reports from taking time and memory. */
const MAX_LOOSE = 50
/** The oldest gives way: more than an agent can handle in ten minutes. */
const MAX_GROUPS = 300
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
  /** Reports that may still turn out to be about one interaction with others. */
  #loose: Heard[] = []
  #groups: Group[] = []
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
    const repeated = this.#loose.some(known) || this.#groups.some((group) => group.heard.some(known))
    if (!repeated || role === 'manual') {
      this.#loose.push(heard)
    }
    return this.advance(now)
  }

  /** An adapter says that an answered interaction is, or is no longer, live. */
  live(adapter: string, ids: readonly string[], up: boolean, now: number): Effect[] {
    if (!up) this.#legs.end(adapter, ids)
    else if (!this.#hasJustEnded(ids, now)) {
      this.#legs.begin(adapter, ids, now)
      this.#takeBackLost(adapter, ids)
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
    const effects: Effect[] = []
    this.#legs.expire(now, this.#options.liveCapMs)
    this.#next = this.#legs.nextExpiry(this.#options.liveCapMs)
    if (this.#legs.any !== this.#wasLive) {
      this.#wasLive = this.#legs.any
      effects.push({ type: 'live', live: this.#wasLive })
    }
    if (this.#loose.length > 0)
      for (const one of cluster(this.#groups, this.#loose, this.#wouldAsk)) this.#settle(one, now, effects)
    for (const group of this.#groups.toSorted((a, b) => endOf(a.heard) - endOf(b.heard)))
      this.#attend(group, now, effects)
    return effects
  }

  /** Moves loose reports into a group when their time has come. */
  #settle({ groups, heard }: Cluster, now: number, effects: Effect[]): void {
    const settled = new Set(groups.flatMap((group) => group.heard))
    const fresh = heard.filter((one) => !settled.has(one))
    if (fresh.length === 0) return
    const known = [...settled].flatMap((one) => one.report.ids)
    const isCertain =
      groups.length > 0 && fresh.some((one) => one.role === 'manual' || share(one.report.ids, known))
    const due = isCertain ? now : Math.min(...fresh.map((one) => one.arrivedAt)) + this.#settleMs(fresh)
    if (due > now && this.#loose.length <= MAX_LOOSE) {
      this.#next = Math.min(this.#next, due)
      return
    }
    this.#loose = this.#loose.filter((one) => !fresh.includes(one))
    const kept = groups.find((group) => group.asked !== undefined) ?? groups[0]
    if (kept === undefined) {
      this.#lastKey += 1
      if (this.#groups.length >= MAX_GROUPS) this.#groups.shift()
      this.#groups.push({ key: `interaction-${this.#lastKey}`, heard, asked: undefined, touchedAt: now })
      return
    }
    const others = groups.filter((group) => group !== kept)
    this.#groups = this.#groups.filter((group) => !others.includes(group))
    this.#absorb(kept, [...others.flatMap((group) => group.heard), ...fresh], now, effects)
  }

  /** Adds reports to what has settled, and says so if the agent was asked about it. */
  #absorb(group: Group, added: readonly Heard[], now: number, effects: Effect[]): void {
    const reports = group.asked === undefined ? added : added.filter((one) => one.role !== 'manual')
    if (reports.length < added.length) effects.push({ type: 'again', key: group.key })
    if (reports.length === 0) return
    group.touchedAt = now
    group.heard = [...group.heard, ...reports].slice(0, MAX_REPORTS_EACH)
    if (group.asked === undefined) return
    const interaction = merge(group.key, group.heard, isInternal(group.heard, this.#isColleague))
    if (JSON.stringify(interaction) === JSON.stringify(group.asked)) return
    group.asked = interaction
    effects.push({ type: 'enriched', interaction })
  }

  /** Asks about a settled group when it may, forgets it when it is old. */
  #attend(group: Group, now: number, effects: Effect[]): void {
    const { heard } = group
    const byHand = heard.some((one) => one.role === 'manual')
    if (group.asked === undefined && judge(heard, this.#options, this.#isColleague) === 'ask') {
      const due = byHand ? now : this.#wrapUpDue(heard)
      if (due > now) {
        this.#next = Math.min(this.#next, due)
        return
      }
      group.asked = merge(group.key, heard, isInternal(heard, this.#isColleague))
      group.touchedAt = now
      effects.push({ type: 'ready', interaction: group.asked })
    }
    const forgetAt = group.touchedAt + this.#options.rememberMs
    if (forgetAt > now) this.#next = Math.min(this.#next, forgetAt)
    else this.#groups = this.#groups.filter((one) => one !== group)
  }

  /** When after-call work no longer keeps a prompt waiting. */
  #wrapUpDue(heard: readonly Heard[]): number {
    const { promptAt, wrapUpFallbackMs } = this.#options
    if (promptAt === 'hangup' || heard.some((one) => one.report.phase === 'wrapup-end')) return -Infinity
    return Math.min(...heard.map((one) => one.arrivedAt)) + wrapUpFallbackMs
  }

  #settleMs(heard: readonly Heard[]): number {
    const { settleMs, transferSettleMs, sourceLostSettleMs } = this.#options
    if (heard.some((one) => one.report.cause === 'transferred')) return transferSettleMs
    if (heard.every((one) => one.report.cause === 'source-lost')) return sourceLostSettleMs
    const reporting = heard.filter((one) => one.role === 'source').map((one) => one.adapter)
    return new Set([...this.#running, ...reporting]).size <= 1 ? 0 : settleMs
  }

  readonly #wouldAsk = (heard: readonly Heard[]): boolean => {
    const reports = heard.filter((one) => one.role !== 'manual')
    return judge(reports, this.#options, this.#isColleague) === 'ask'
  }

  /** The source came back and the call is still there: it was lost from sight, not over. */
  #takeBackLost(adapter: string, ids: readonly string[]): void {
    const isLost = (one: Heard): boolean =>
      one.adapter === adapter && one.report.cause === 'source-lost' && share(one.report.ids, ids)
    this.#loose = this.#loose.filter((one) => !isLost(one))
    this.#groups = this.#groups.filter((group) => group.asked !== undefined || !group.heard.every(isLost))
  }

  #hasJustEnded(ids: readonly string[], now: number): boolean {
    return [...this.#loose, ...this.#groups.flatMap((group) => group.heard)].some(
      (one) =>
        one.report.cause !== 'source-lost' &&
        now - one.arrivedAt < OVERTAKEN_MS &&
        share(one.report.ids, ids),
    )
  }
}
