/** The window: its head with the age of what is shown, then what this person may see. */
import { useEffect } from 'react'
import type { TeamBoardView } from '../../shared/team-view.ts'
import { useText } from '../ui/app.ts'
import { tell } from '../ui/bridge.ts'
import { Problem, Sentence } from '../ui/problem.tsx'
import { BoardHead } from './board-head.tsx'
import { Sections } from './sections.tsx'
import { useBoard, whyOf } from './state.ts'

export function TeamWindow() {
  const loaded = useBoard((state) => state.loaded)
  useEffect(() => {
    const close = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) tell('window:close')
    }
    document.addEventListener('keydown', close)
    return () => document.removeEventListener('keydown', close)
  }, [])
  return (
    <main className="board">
      {loaded.s === 'refused' && <Problem code={loaded.code} />}
      {loaded.s === 'ready' && <View view={loaded.view} />}
    </main>
  )
}

function View({ view }: { readonly view: TeamBoardView }) {
  const t = useText()
  const { board, hasTeam, isFetching, problem } = view
  if (!hasTeam)
    return (
      <>
        <h1>{t('window.team')}</h1>
        <p className="empty">
          {t('board.no-team')}{' '}
          <button type="button" className="link" onClick={() => tell('window:open', { window: 'settings' })}>
            {t('board.to-settings')}
          </button>
        </p>
      </>
    )
  return (
    <>
      <BoardHead view={view} />
      {problem !== null && (
        <Sentence>
          {t(board === null ? 'board.never-fetched' : 'board.stale', { why: whyOf(t, problem) })}
        </Sentence>
      )}
      {board === null ? (
        problem === null && <p className="empty">{t(isFetching ? 'board.loading' : 'board.nothing-yet')}</p>
      ) : (
        <Sections board={board} />
      )}
    </>
  )
}
