/**
 * The question at the end of the day: asked once for each work day, ever. Nothing here waits for a moment; whoever
 * knows that time has passed (a tick, resume, unlock) calls `evaluate`, which can be called any number of times.
 */
import type { DayRecord, Smiley, WorkDayId } from '../../shared/records.ts'
import type { Settings } from '../../shared/settings.ts'
import { addDays, isScheduled, lastScheduledDays, shiftEnd, workDayOf } from '../../shared/work-day.ts'
import type { DayBook } from './book.ts'
import type { Clock } from './prompter.ts'

export interface DayReminderPorts {
  readonly days: DayBook
  /** Whether the agent handled any interaction on a day. */
  readonly workedOn: (day: WorkDayId) => boolean
  readonly clock: Pick<Clock, 'now' | 'timeZone'>
  readonly settings: () => Settings
  /** Whether this is a moment at which a question would disturb. */
  readonly disturbs: () => Promise<boolean>
  readonly screen: { show(): void }
  readonly changed: () => void
}

/** Work days back that can still be answered. */
export const MISSED_DAYS = 3

export class DayReminder {
  readonly #ports: DayReminderPorts
  #evaluating = false

  constructor(ports: DayReminderPorts) {
    this.#ports = ports
  }

  today(): WorkDayId {
    const { clock, settings } = this.#ports
    return workDayOf(clock.now(), clock.timeZone(), settings().shift)
  }

  /** Opens today's record when it is a day of work, and asks when its shift is over and nothing is disturbed. */
  async evaluate(): Promise<void> {
    if (this.#evaluating || !this.#isDue()) return
    this.#evaluating = true
    try {
      if ((await this.#ports.disturbs()) || !this.#isDue()) return
      this.#ask(this.today())
    } finally {
      this.#evaluating = false
    }
  }

  #isDue(): boolean {
    const { clock, settings } = this.#ports
    const today = this.#openToday()
    if (today === undefined || today.askedAt !== null || today.smiley !== null) return false
    return clock.now() >= shiftEnd(today.workDay, clock.timeZone(), settings().shift)
  }

  /**
   * Asks before the widget quits or the computer shuts down.
   * @returns whether the question is shown now; `false` when today needs none or was asked before
   */
  askBeforeQuit(): boolean {
    const today = this.#openToday()
    if (today === undefined || today.askedAt !== null || today.smiley !== null) return false
    // Somebody who quits a widget that has seen no work yet isn't at the end of a day.
    if (!this.#ports.workedOn(today.workDay)) return false
    return this.#ask(today.workDay)
  }

  /** Days of the last three work days without a smiley, newest first; today isn't among them. */
  missed(): WorkDayId[] {
    const { days, settings } = this.#ports
    const today = this.today()
    const yesterday = addDays(today, -1)
    const scheduled = lastScheduledDays(yesterday, MISSED_DAYS, settings().workWeekdays)
    const from = scheduled[0] ?? addDays(today, -MISSED_DAYS)
    return days
      .between(from, yesterday)
      .filter(({ smiley, deleted }) => smiley === null || deleted)
      .map(({ workDay }) => workDay)
      .toReversed()
      .slice(0, MISSED_DAYS)
  }

  /** Whether a day may get, change or lose its smiley now: today and the last three work days. */
  isOpen(day: WorkDayId): boolean {
    const today = this.today()
    if (day === today) return true
    const [from = today] = lastScheduledDays(
      addDays(today, -1),
      MISSED_DAYS,
      this.#ports.settings().workWeekdays,
    )
    return day >= from && day < today && this.#ports.days.get(day) !== undefined
  }

  /** The smiley of a day, today's record being opened when the agent answers early. */
  smile(day: WorkDayId, smiley: Smiley): DayRecord {
    const { days, clock, changed } = this.#ports
    days.open(day, clock.timeZone())
    const record = days.smile(day, smiley)
    changed()
    return record
  }

  withdraw(day: WorkDayId): DayRecord {
    const record = this.#ports.days.withdraw(day)
    this.#ports.changed()
    return record
  }

  #openToday(): DayRecord | undefined {
    const { days, clock, settings, workedOn } = this.#ports
    const today = this.today()
    const latest = days.latest()
    // The clock or the time zone went back: a day before one that has begun is over, and never asked about anew.
    if (latest !== undefined && latest.workDay > today) return undefined
    if (latest?.workDay === today) return latest
    if (!isScheduled(today, settings().workWeekdays) && !workedOn(today)) return undefined
    return days.open(today, clock.timeZone())
  }

  #ask(day: WorkDayId): boolean {
    const { days, clock, screen, changed } = this.#ports
    if (!days.markAsked(day, clock.now())) return false
    screen.show()
    changed()
    return true
  }
}
