/** By channel and by queue, of one month or quarter. */
import { useMemo, useState } from 'react'
import type { WindowKind } from '../../shared/statistics/windows.ts'
import { partRows } from '../../shared/team-figures/parts.ts'
import type { LeadBoard } from '../../shared/team-view.ts'
import type { PartAnswer, WindowAnswer } from '../../shared/wire/summaries.ts'
import { CHANNELS } from '../../shared/trigger.ts'
import { Choice } from './choice.tsx'
import { PartBars } from './part-bars.tsx'
import { useWords } from './use-words.ts'
import type { Words } from './words.ts'

const KINDS = ['month', 'quarter'] as const satisfies readonly WindowKind[]

export function Parts({ lead }: { readonly lead: LeadBoard }) {
  const words = useWords()
  const { t, board } = words
  const [by, setBy] = useState<(typeof KINDS)[number]>('month')
  const [chosen, setChosen] = useState<string>()
  const windows = useMemo(() => lead[by].windows.filter(isWorked).toReversed(), [lead, by])
  const window = windows.find(({ from }) => from === chosen) ?? windows[0]
  const choices = (
    <Choice
      label={t('board.by')}
      options={KINDS.map((kind) => ({ value: kind, name: t(`board.by-${kind}`) }))}
      value={by}
      choose={setBy}
    />
  )
  if (window === undefined)
    return (
      <>
        <div className="section-head">{choices}</div>
        <p className="empty">{t('board.parts-nothing')}</p>
      </>
    )
  return (
    <>
      <div className="section-head">
        {choices}
        <label className="field">
          <span>{t('board.parts-window')}</span>
          <select value={window.from} onChange={(event) => setChosen(event.target.value)}>
            {windows.map(({ from }) => (
              <option key={from} value={from}>
                {board.window(by, from)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p className="hint">{t('board.parts-hint')}</p>
      {(['channels', 'queues'] as const).map((kind) => (
        <Kind key={kind} kind={kind} parts={window[kind]} words={words} />
      ))}
    </>
  )
}

interface KindProps {
  readonly kind: 'channels' | 'queues'
  readonly parts: readonly PartAnswer[]
  readonly words: Words
}

function Kind({ kind, parts, words }: KindProps) {
  const { t } = words
  const rows = useMemo(() => partRows(parts), [parts])
  const hasOther = rows.some(({ part }) => part.kind === 'other')
  return (
    <section className="parts">
      <h2>{t(`board.parts-${kind}`)}</h2>
      {hasOther && <p className="hint">{t('board.part-other-explained')}</p>}
      <div className="charts">
        {(['solved', 'rating'] as const).map((measure) => (
          <PartBars
            key={measure}
            measure={measure}
            title={`${t(`board.${measure}`)}, ${t(`board.parts-${kind}`).toLowerCase()}`}
            // What isn't told of a part by itself is in "other", or told nowhere.
            rows={rows.filter((row) => row[measure] !== undefined)}
            name={(part) => partName(words, kind, part)}
            none={t(`board.parts-${kind}-none`)}
          />
        ))}
      </div>
    </section>
  )
}

function partName({ t }: Words, kind: KindProps['kind'], part: PartAnswer['part']): string {
  switch (part.kind) {
    case 'other':
      return t('board.part-other')
    case 'none':
      return t('board.part-none')
    case 'named': {
      const channel = kind === 'channels' ? CHANNELS.find((known) => known === part.name) : undefined
      return channel === undefined ? part.name : t(`channel.${channel}`)
    }
  }
}

function isWorked({ outcome, rating, solved }: WindowAnswer): boolean {
  return [outcome, rating, solved].some(({ cell, left }) => cell !== null || left > 0)
}
