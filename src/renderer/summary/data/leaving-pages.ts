/** How pages of "What leaves this computer" come together. */
import type { LeavingView } from '../../../shared/own-view.ts'

/** The newest ones as they are now; older ones that were shown already stay. */
export function renew(old: LeavingView | undefined, newest: LeavingView): LeavingView {
  const last = newest.records.at(-1)?.event.id
  if (old === undefined || newest.next === null || last === undefined) return newest
  // Ids begin with their time: what sorts below the last one is older.
  const older = old.records.filter(({ event }) => recordId(event.id) < recordId(last))
  return older.length === 0 ? newest : { ...newest, records: [...newest.records, ...older], next: old.next }
}

/** A page below what is shown; the counts are those of the page, which is newer. */
export function append(old: LeavingView | undefined, page: LeavingView): LeavingView {
  return old === undefined ? page : { ...page, records: [...old.records, ...page.records] }
}

/** The id of an event without its revision. */
function recordId(eventId: string): string {
  return eventId.slice(0, eventId.indexOf('/'))
}
