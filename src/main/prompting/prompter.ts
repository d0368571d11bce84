/**
 * When to ask, and about what: one card at a time, held back while it would disturb; several waiting interactions
 * become one list. Who writes answers down is the book's business, who draws the card is the screen's.
 */
import type { WorkDayId } from '../../shared/records.ts'
import type { Settings } from '../../shared/settings.ts'
import type { HoldReason } from '../../shared/views.ts'
import { isWithin, workDayOf } from '../../shared/work-day.ts'
import type { InteractionBook, NewInteraction } from './book.ts'
import type { EndedInteraction } from './hub/index.ts'

/** Where the time comes from. */
export interface Clock {
  /** Epoch ms. */
  now(): number
  /** IANA zone, asked anew each time: the agent may travel. */
  timeZone(): string
  /** Runs `action` after `ms`; the result cancels it. */
  after(ms: number, action: () => void): () => void
}

export interface PrompterPorts {
  readonly book: InteractionBook
  readonly clock: Clock
  readonly newId: () => string
  readonly settings: () => Settings
  /** Asks the system; may take a while. */
  readonly doNotDisturb: () => Promise<boolean>
  /** Whether an answer is only in memory, because the disk refuses: the card says so for a while. */
  readonly isKept: () => boolean
  /** Shows or puts away the card's window, without ever taking the focus. */
  readonly screen: {
    show(): void
    hide(): void
    /** A card will probably be needed soon. */
    prepare(): void
  }
  /** Something that a window or the tray shows has changed. */
  readonly changed: () => void
}

/** The card that is up. */
export interface Card {
  readonly ids: readonly string[]
  /** `answered`: nothing on it waits any more, it goes away soon. */
  readonly phase: 'asking' | 'answered'
}

/** How long an answered card stays when nobody touches it. */
const ANSWERED_MS = 6_000
/** How long a window that was prepared during a call is kept for a card that may still come. */
const PREPARED_MS = 5_000
/** A system's answer about do-not-disturb is good for so long. */
const DO_NOT_DISTURB_MS = 10_000
/** A pause longer than this comes from a clock that jumped. */
const LONGEST_PAUSE_MS = 48 * 3_600_000
/** How many keys of the hub are remembered, so that later reports find their record. */
const KEYS_KEPT = 200

export class Prompter {
  readonly #ports: PrompterPorts
  /** Interactions that are to be asked about as soon as nothing holds back, oldest first. */
  #toAsk: string[] = []
  #card: (Card & { busy: boolean; forced: boolean }) | undefined
  #cancelCardTimer: () => void = () => {}
  #onCall = false
  #pausedUntil: number | null = null
  #doNotDisturb: { on: boolean; at: number } | undefined
  #asking = false
  #stopped = false
  /** The hub's keys of what it gave out lately. */
  readonly #idOfKey = new Map<string, string>()

  constructor(ports: PrompterPorts) {
    this.#ports = ports
  }

  /** Takes up what was waiting when the widget last ended. */
  start(pausedUntil: number | null): void {
    this.#pausedUntil = pausedUntil
    const today = this.today()
    this.#toAsk = this.#ports.book
      .waiting()
      .filter(({ promptedAt, workDay }) => promptedAt === null && workDay === today)
      .map(({ id }) => id)
    this.tick()
  }

  /** Asks about nothing any more; the book may be closed afterwards. */
  stop(): void {
    this.#stopped = true
    this.#cancelCardTimer()
  }

  get card(): Card | undefined {
    return this.#card
  }

  get pausedUntil(): number | null {
    return this.#pausedUntil
  }

  /** Why cards are held back now, most important first. */
  holds(): HoldReason[] {
    const { clock, settings } = this.#ports
    const now = clock.now()
    const { quietTimes, holdInDoNotDisturb } = settings()
    const holds: HoldReason[] = []
    if (this.#onCall) holds.push('on-call')
    if (this.#pausedUntil !== null) holds.push('paused')
    if (quietTimes.some((span) => isWithin(now, clock.timeZone(), span))) holds.push('quiet-time')
    if (holdInDoNotDisturb && this.#doNotDisturb?.on === true) holds.push('do-not-disturb')
    return holds
  }

  /** Whether anything that appears now would disturb; asks the system anew when its last answer is old. */
  async disturbs(): Promise<boolean> {
    if (this.holds().some((hold) => hold !== 'do-not-disturb')) return true
    // A system that can't be asked doesn't hold cards back.
    return this.#checkDoNotDisturb().catch(() => false)
  }

  today(): WorkDayId {
    const { clock, settings } = this.#ports
    return workDayOf(clock.now(), clock.timeZone(), settings().shift)
  }

  /** An interaction ended: it is written down, then asked about. */
  ended(ended: EndedInteraction): void {
    const id = this.#ports.newId()
    this.#remember(ended.key, id)
    this.#ports.book.add(this.#toRecord(id, ended))
    if (ended.onRequest) this.#ask([id], true)
    else {
      this.#toAsk.push(id)
      this.#advance()
    }
    this.#ports.changed()
  }

  /** A later report told more about it. */
  enriched(key: string, ended: EndedInteraction): void {
    const id = this.#idOfKey.get(key)
    if (id === undefined || this.#ports.book.get(id) === undefined) return
    const { externalIds, queue, startedAt, durationMs } = this.#toRecord(id, ended)
    this.#ports.book.enrich(id, { externalIds, queue, startedAt, durationMs })
    this.#ports.changed()
  }

  /** The agent asks for a card about something that was given out already. */
  again(key: string): void {
    const id = this.#idOfKey.get(key)
    if (id !== undefined && this.#ports.book.get(id) !== undefined) this.#ask([id], true)
  }

  /** The agent is, or is no longer, in a conversation. */
  live(onCall: boolean): void {
    if (onCall === this.#onCall) return
    this.#onCall = onCall
    if (onCall) {
      this.#putBack()
      this.#ports.screen.prepare()
    } else {
      this.#advance()
      this.#ports.clock.after(PREPARED_MS, () => this.#dropPrepared())
    }
    this.#ports.changed()
  }

  /** A call that brought no card leaves no window behind. */
  #dropPrepared(): void {
    if (!this.#stopped && !this.#onCall && this.#card === undefined) this.#ports.screen.hide()
  }

  /** Pauses prompts until an instant (epoch ms), or ends the pause. */
  pause(until: number | null): void {
    this.#pausedUntil = until
    if (until === null) this.#advance()
    else this.#putBack()
    this.#ports.changed()
  }

  /** The agent wants to see everything that waits, whatever holds cards back. */
  showWaiting(): void {
    const today = this.today()
    const ids = this.#ports.book.waiting().flatMap(({ id, workDay }) => (workDay === today ? [id] : []))
    if (ids.length > 0) this.#ask(ids, true)
  }

  /** The agent's pointer is on the card or the agent types: it stays. */
  touch(busy: boolean): void {
    if (this.#card === undefined || this.#card.busy === busy) return
    this.#card.busy = busy
    this.#startCardTimer()
  }

  /** To be called after an answer was written: an answered card goes away soon, an undone one asks again. */
  answersChanged(): void {
    const card = this.#card
    if (card !== undefined) {
      const shown = card.ids.flatMap((id) => this.#ports.book.get(id) ?? []).filter(({ deleted }) => !deleted)
      if (shown.length === 0) this.closeCard()
      else {
        const phase = shown.some(({ outcome }) => outcome === null) ? 'asking' : 'answered'
        this.#card = { ...card, ids: shown.map(({ id }) => id), phase }
        this.#startCardTimer()
      }
    }
    this.#ports.changed()
  }

  /** Puts the card away; what isn't answered keeps waiting in the panel and isn't asked about again. */
  closeCard(): void {
    if (this.#card === undefined) return
    this.#dropCard()
    this.#advance()
    this.#ports.changed()
  }

  /** Looks at the clock; called every minute, on resume and on unlock. Idempotent. */
  tick(): void {
    const now = this.#ports.clock.now()
    if (
      this.#pausedUntil !== null &&
      (now >= this.#pausedUntil || this.#pausedUntil - now > LONGEST_PAUSE_MS)
    ) {
      this.pause(null)
    }
    this.#expire(now)
    // What the system said is forgotten when nothing waits for it, so that no old answer is shown.
    if (this.#toAsk.length === 0) this.#doNotDisturb = undefined
    this.#advance()
    this.#ports.changed()
  }

  #expire(now: number): void {
    const { book, settings } = this.#ports
    const today = this.today()
    const limit = settings().expiryMinutes * 60_000
    const onCard = new Set(this.#card?.ids)
    const due = book.waiting().filter(
      ({ id, workDay, promptedAt }) =>
        // Yesterday's can't be asked about any more; ISO dates compare as text.
        workDay < today || (promptedAt !== null && promptedAt + limit <= now && !onCard.has(id)),
    )
    if (due.length === 0) return
    const ids = new Set(due.map(({ id }) => id))
    book.expire([...ids])
    this.#toAsk = this.#toAsk.filter((id) => !ids.has(id))
    if (this.#card?.ids.some((id) => ids.has(id)) === true) this.#dropCard()
  }

  /** Shows the next card if there is something to ask and nothing holds it back. */
  #advance(): void {
    const { book } = this.#ports
    this.#toAsk = this.#toAsk.filter((id) => book.get(id)?.outcome === null)
    if (this.#toAsk.length === 0 || this.#asking || this.holds().some((hold) => hold !== 'do-not-disturb'))
      return
    if (this.#card?.phase === 'answered') return
    void this.#askUnlessDisturbing()
  }

  async #askUnlessDisturbing(): Promise<void> {
    this.#asking = true
    const disturbs = await this.disturbs()
    this.#asking = false
    if (this.#stopped) return
    // The agent may have been called, or have answered in the panel, while the system was asked.
    this.#toAsk = this.#toAsk.filter((id) => this.#ports.book.get(id)?.outcome === null)
    if (
      !disturbs &&
      this.holds().length === 0 &&
      this.#card?.phase !== 'answered' &&
      this.#toAsk.length > 0
    ) {
      this.#ask(this.#toAsk, false)
    } else this.#ports.changed()
  }

  async #checkDoNotDisturb(): Promise<boolean> {
    const { clock, settings, doNotDisturb } = this.#ports
    if (!settings().holdInDoNotDisturb) return false
    if (
      this.#doNotDisturb === undefined ||
      Math.abs(clock.now() - this.#doNotDisturb.at) > DO_NOT_DISTURB_MS
    ) {
      const on = await doNotDisturb()
      this.#doNotDisturb = { on, at: clock.now() }
    }
    return this.#doNotDisturb.on
  }

  #ask(ids: readonly string[], forced: boolean): void {
    const { book, clock, screen, changed } = this.#ports
    const asked = new Set(ids)
    this.#toAsk = this.#toAsk.filter((id) => !asked.has(id))
    const before = this.#card?.phase === 'asking' ? this.#card.ids : []
    const all = [...new Set([...before, ...ids])]
    book.markPrompted(all, clock.now())
    const waiting = all.some((id) => book.get(id)?.outcome === null)
    this.#card = {
      ids: all,
      phase: waiting ? 'asking' : 'answered',
      busy: false,
      forced: forced || this.#card?.forced === true,
    }
    screen.show()
    this.#startCardTimer()
    changed()
  }

  /** A card that nobody has begun to answer goes back to what is to be asked. */
  #putBack(): void {
    const card = this.#card
    if (card === undefined || card.phase === 'answered' || card.busy || card.forced) return
    this.#toAsk = [...card.ids, ...this.#toAsk]
    this.#dropCard()
  }

  #dropCard(): void {
    this.#cancelCardTimer()
    this.#card = undefined
    this.#ports.screen.hide()
  }

  #startCardTimer(): void {
    this.#cancelCardTimer()
    const card = this.#card
    if (card === undefined || card.busy) return
    const isDone = card.phase === 'answered' && !this.#ports.isKept()
    const ms = isDone ? ANSWERED_MS : this.#ports.settings().cardSeconds * 1000
    this.#cancelCardTimer = this.#ports.clock.after(ms, () => this.closeCard())
  }

  #remember(key: string, id: string): void {
    this.#idOfKey.set(key, id)
    if (this.#idOfKey.size > KEYS_KEPT) {
      const [oldest] = this.#idOfKey.keys()
      if (oldest !== undefined) this.#idOfKey.delete(oldest)
    }
  }

  #toRecord(id: string, ended: EndedInteraction): NewInteraction {
    const { clock, settings } = this.#ports
    const timeZone = clock.timeZone()
    return {
      id,
      workDay: workDayOf(ended.endedAt, timeZone, settings().shift),
      timeZone,
      externalIds: [...ended.ids],
      channel: ended.channel,
      direction: ended.direction,
      cause: ended.cause,
      queue: ended.queue ?? null,
      startedAt: ended.startedAt ?? null,
      endedAt: ended.endedAt,
      durationMs: ended.durationMs ?? null,
      trigger: ended.adapters[0] ?? 'unknown',
    }
  }
}
