/** Books that tell when they have written something that others may see, so that it is sent; part of the composition root. */
import type { DayBook, InteractionBook } from './prompting/book.ts'

/** @param written called after each write that is on the disk */
export function reportingInteractions(book: InteractionBook, written: () => void): InteractionBook {
  const report = <R>(result: R): R => {
    written()
    return result
  }
  return {
    // Nobody is told of what nobody has answered.
    add: (interaction) => book.add(interaction),
    markPrompted: (ids, at) => book.markPrompted(ids, at),
    get: (id) => book.get(id),
    ofWorkDay: (day) => book.ofWorkDay(day),
    waiting: () => book.waiting(),
    enrich: (id, enrichment) => report(book.enrich(id, enrichment)),
    rate: (id, rating) => report(book.rate(id, rating)),
    answer: (id, patch) => report(book.answer(id, patch)),
    withdraw: (id) => report(book.withdraw(id)),
    skip: (id) => report(book.skip(id)),
    expire: (ids) => report(book.expire(ids)),
    remove: (id) => report(book.remove(id)),
  }
}

export interface DayReports {
  /** A smiley is on the disk. */
  smiled(): void
  /** So is something else that others may see. */
  written(): void
}

export function reportingDays(days: DayBook, reports: DayReports): DayBook {
  return {
    open: (workDay, timeZone) => days.open(workDay, timeZone),
    markAsked: (workDay, at) => days.markAsked(workDay, at),
    get: (workDay) => days.get(workDay),
    between: (from, to) => days.between(from, to),
    latest: () => days.latest(),
    smile: (workDay, smiley) => {
      const record = days.smile(workDay, smiley)
      reports.smiled()
      return record
    },
    withdraw: (workDay) => {
      const record = days.withdraw(workDay)
      reports.written()
      return record
    },
  }
}
