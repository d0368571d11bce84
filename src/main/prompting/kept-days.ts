/** A day book that never loses a smiley: see kept-book.ts. */
import type { DayRecord, Smiley, WorkDayId } from '../../shared/records.ts'
import type { DayBook } from './book.ts'
import type { WriteQueue } from './write-queue.ts'

export class KeptDays implements DayBook {
  readonly #days: DayBook
  readonly #queue: WriteQueue
  readonly #kept = new Map<WorkDayId, DayRecord>()

  constructor(days: DayBook, queue: WriteQueue) {
    this.#days = days
    this.#queue = queue
    queue.onWritten(() => this.#kept.clear())
  }

  open(workDay: WorkDayId, timeZone: string): DayRecord {
    return (
      this.get(workDay) ??
      this.#change(workDay, () => this.#days.open(workDay, timeZone), { ...NEW_DAY, workDay, timeZone })
    )
  }

  markAsked(workDay: WorkDayId, at: number): boolean {
    const known = this.#known(workDay)
    if (known.askedAt !== null) return false
    this.#change(workDay, () => this.#days.markAsked(workDay, at), { ...known, askedAt: at })
    return true
  }

  smile(workDay: WorkDayId, smiley: Smiley): DayRecord {
    return this.#change(workDay, () => this.#days.smile(workDay, smiley), {
      ...this.#known(workDay),
      smiley,
      deleted: false,
    })
  }

  withdraw(workDay: WorkDayId): DayRecord {
    return this.#change(workDay, () => this.#days.withdraw(workDay), {
      ...this.#known(workDay),
      smiley: null,
    })
  }

  get(workDay: WorkDayId): DayRecord | undefined {
    return this.#kept.get(workDay) ?? this.#days.get(workDay)
  }

  between(from: WorkDayId, to: WorkDayId): DayRecord[] {
    const stored = this.#days.between(from, to).filter(({ workDay }) => !this.#kept.has(workDay))
    const kept = [...this.#kept.values()].filter(({ workDay }) => workDay >= from && workDay <= to)
    return [...stored, ...kept].sort(byDay)
  }

  latest(): DayRecord | undefined {
    return [this.#days.latest(), ...this.#kept.values()]
      .filter((day) => day !== undefined)
      .sort(byDay)
      .at(-1)
  }

  #change<T>(workDay: WorkDayId, write: () => T, after: DayRecord): T | DayRecord {
    const written = this.#queue.attempt(write)
    if (written !== undefined) return written.value
    this.#kept.set(workDay, after)
    return after
  }

  #known(workDay: WorkDayId): DayRecord {
    const known = this.get(workDay)
    if (known === undefined) throw new Error(`no day ${workDay}`)
    return known
  }
}

/** A day that isn't on disk yet has no id; nobody needs one before it is. */
const NEW_DAY = {
  id: '',
  revision: 0,
  syncedRevision: 0,
  deleted: false,
  smiley: null,
  askedAt: null,
} as const

/** ISO dates sort as text. */
const byDay = (a: DayRecord, b: DayRecord): number => (a.workDay < b.workDay ? -1 : 1)
