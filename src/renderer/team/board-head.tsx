import { useEffect, useReducer, useState } from 'react'
import type { TeamBoardView } from '../../shared/team-view.ts'
import { ageOf } from '../../shared/team-figures/age.ts'
import { announce } from '../ui/announcer.tsx'
import { useApp } from '../ui/app.ts'
import { refresh, useBoard } from './state.ts'

/** How often the age is told anew. */
const AGE_MS = 20_000

/** The team's name, how old what is shown is, and a button for something newer. */
export function BoardHead({ view }: { readonly view: TeamBoardView }) {
  const { translator, formats } = useApp()
  const { t } = translator
  const { board, isFetching } = view
  const [, tick] = useReducer((count: number) => count + 1, 0)
  const [isAsking, setAsking] = useState(false)
  const fetchedAt = board?.fetchedAt
  useEffect(() => {
    const timer = setInterval(tick, AGE_MS)
    return () => clearInterval(timer)
  }, [])
  const isBusy = isFetching || isAsking
  const ask = async (): Promise<void> => {
    if (isBusy) return
    setAsking(true)
    await refresh()
    setAsking(false)
    const { loaded } = useBoard.getState()
    if (loaded.s === 'ready' && loaded.view.problem === null) announce(t('board.refreshed'))
  }
  const age = fetchedAt === undefined ? undefined : ageOf(fetchedAt, formats.now())
  return (
    <header className="board-head">
      <div>
        <h1>{board?.weekly.team.name ?? t('window.team')}</h1>
        <p className="hint">{t('board.subtitle')}</p>
      </div>
      <div className="board-age">
        {age !== undefined && <span>{t('board.age', { unit: age.unit, n: age.n })}</span>}
        <button type="button" className="secondary" aria-disabled={isBusy} onClick={() => void ask()}>
          {t(isBusy ? 'board.refreshing' : 'board.refresh')}
        </button>
      </div>
    </header>
  )
}
