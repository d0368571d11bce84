/** The records of "What leaves this computer", page by page. */
import { useEffect } from 'react'
import { create } from 'zustand'
import type { LeavingView } from '../../../shared/own-view.ts'
import type { RefusalCode } from '../../../shared/result.ts'
import type { SyncView } from '../../../shared/sync.ts'
import { invoke, on } from '../../ui/bridge.ts'
import { useSummary } from '../state.ts'

const PAGE = 20
/** The most that `own:leaves` answers at once. */
const MOST = 200

interface Leaving {
  readonly view: LeavingView | undefined
  readonly problem: RefusalCode | undefined
}

export const useLeaving = create<Leaving>(() => ({ view: undefined, problem: undefined }))

/** Older ones, below those that are shown. */
export function showOlder(): Promise<void> {
  const next = useLeaving.getState().view?.next ?? null
  return fetch(next, PAGE, append)
}

/** Keeps the records fresh while they are looked at: after an answer, and when something was sent or refused. */
export function useFreshLeaving(): void {
  useEffect(() => {
    let known = ''
    void refresh()
    const stopListening = on('status:changed', ({ sync }) => {
      const now = standOf(sync)
      if (now !== known) void refresh()
      known = now
    })
    const stopAnswers = useSummary.subscribe(() => void refresh())
    return () => {
      stopListening()
      stopAnswers()
    }
  }, [])
}

function refresh(): Promise<void> {
  const shown = useLeaving.getState().view?.records.length ?? 0
  return fetch(null, Math.min(MOST, Math.max(PAGE, shown)), renew)
}

async function fetch(
  after: string | null,
  limit: number,
  join: (old: LeavingView | undefined, fetched: LeavingView) => LeavingView,
): Promise<void> {
  const result = await invoke('own:leaves', { after, limit })
  useLeaving.setState(({ view }) =>
    result.ok ? { view: join(view, result.value), problem: undefined } : { view, problem: result.code },
  )
}

function standOf({ pending, refused, lastSentAt, connection }: SyncView): string {
  return JSON.stringify([pending, refused, lastSentAt, connection])
}

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
