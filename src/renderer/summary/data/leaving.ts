/** The records of "What leaves this computer", page by page. */
import { useEffect } from 'react'
import { create } from 'zustand'
import type { LeavingView } from '../../../shared/own-view.ts'
import type { RefusalCode } from '../../../shared/result.ts'
import type { SyncView } from '../../../shared/sync.ts'
import { invoke, on } from '../../ui/bridge.ts'
import { useSummary } from '../state.ts'
import { append, renew } from './leaving-pages.ts'

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
