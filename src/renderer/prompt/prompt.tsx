import { useEffect, useRef } from 'react'
import type { CardView } from '../../shared/views.ts'
import { useText } from '../ui/app.ts'
import { Problem, Sentence } from '../ui/problem.tsx'
import { closeCard, useCard } from './card-view.ts'
import { ListCard } from './list-card.tsx'
import { SingleCard } from './single-card.tsx'
import { useBusy } from './use-busy.ts'
import { useReportedHeight } from '../ui/use-reported-height.ts'

/** The whole window. It is as high as its content; the main process follows. */
export function Prompt() {
  const loaded = useCard((state) => state.loaded)
  const card = useRef<HTMLElement>(null)
  useBusy()
  useReportedHeight(card)
  useEffect(() => {
    const close = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.isComposing) void closeCard()
    }
    document.addEventListener('keydown', close)
    return () => document.removeEventListener('keydown', close)
  }, [])

  return (
    <main ref={card} className="card">
      {loaded.s === 'ready' && <Card view={loaded.view} />}
      {loaded.s === 'refused' && <Problem code={loaded.code} />}
    </main>
  )
}

function Card({ view }: { readonly view: CardView }) {
  switch (view.kind) {
    case 'none':
      return <Nothing />
    case 'single':
      return (
        <>
          <SingleCard
            key={view.interaction.id}
            interaction={view.interaction}
            kept={view.saving.s === 'kept'}
          />
          <Kept view={view} />
        </>
      )
    case 'list':
      return (
        <>
          <ListCard interactions={view.interactions} kept={view.saving.s === 'kept'} />
          <Kept view={view} />
        </>
      )
  }
}

/** The window is about to be put away. */
function Nothing() {
  const t = useText()
  return <h1 className="only-for-ears">{t('card.title')}</h1>
}

/** The answer waits in memory for the disk: says so. */
function Kept({ view }: { readonly view: Exclude<CardView, { kind: 'none' }> }) {
  const t = useText()
  return view.saving.s === 'kept' && <Sentence>{t(`notice.${view.saving.code}`)}</Sentence>
}
