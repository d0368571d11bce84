/** The question of the quarter: eleven numbers as a radio group, or the answer that was given, with the way to change it. */
import { useEffect, useId, useRef, useState } from 'react'
import type { PulseView } from '../../shared/own-view.ts'
import type { RefusalCode } from '../../shared/result.ts'
import { announce } from './announcer.tsx'
import { useText } from './app.ts'
import { invoke } from './bridge.ts'
import { Icon } from './icons.tsx'
import { createLiveView } from './live-view.ts'
import { Problem } from './problem.tsx'
import { ScoreGroup } from './score-group.tsx'

/** `null`: it can't be answered now. */
export const usePulse = createLiveView('pulse:get', 'pulse:changed')

interface Props {
  readonly pulse: PulseView
  /** Shown without being looked for; otherwise one line leads to it. */
  readonly asks: boolean
}

export function Pulse({ pulse, asks }: Props) {
  const t = useText()
  const id = useId()
  const { quarter, score, threshold } = pulse
  const [open, setOpen] = useState(false)
  const [failed, setFailed] = useState<{ readonly code: RefusalCode; readonly again: () => void }>()
  const [chosen, setChosen] = useState<number | null>(null)
  const box = useRef<HTMLElement>(null)
  const [isMoved, setMoved] = useState(0)

  // The button that was pressed is gone; what came in its place gets the focus.
  useEffect(() => {
    if (isMoved === 0) return
    const find = (selector: string) => box.current?.querySelector<HTMLElement>(selector)
    const next = find('[role=radio][tabindex="0"]') ?? find('button')
    next?.focus()
  }, [isMoved])

  const show = (isOpen: boolean): void => {
    setOpen(isOpen)
    setMoved((count) => count + 1)
  }
  const answer = async (given: number | null): Promise<void> => {
    setChosen(given)
    const result = await invoke('pulse:answer', { quarter, score: given })
    setChosen(null)
    if (!result.ok) {
      setFailed({ code: result.code, again: () => void answer(given) })
      announce(t(`refusal.${result.code}`))
      return
    }
    setFailed(undefined)
    usePulse.update(() => result.value)
    announce(
      given === null ? t('pulse.taken-back') : `${t('state.saved')}: ${t('pulse.score', { score: given })}`,
    )
    show(false)
  }
  const later = async (): Promise<void> => {
    const result = await invoke('pulse:later')
    if (result.ok) usePulse.update(() => result.value)
    show(false)
  }

  const isAsked = open || (score === null && asks)
  return (
    <section ref={box} className="pulse" aria-labelledby={id}>
      <h2 id={id}>{t('pulse.title')}</h2>
      {isAsked ? (
        <>
          <p id={`${id}-question`} className="pulse-question">
            {t('pulse.question')}
          </p>
          <ScoreGroup
            labelledBy={`${id}-question`}
            describedBy={`${id}-private ${id}-keys`}
            chosen={chosen ?? score}
            unsaved={chosen !== null}
            onChoose={(given) => void answer(given)}
          />
          <p id={`${id}-private`} className="hint">
            {t('pulse.private', { threshold })}
          </p>
          <div className="pulse-foot">
            <span id={`${id}-keys`} className="hint">
              {t('pulse.keys')}
            </span>
            <button
              type="button"
              className="quiet"
              onClick={() => (score === null ? void later() : show(false))}
            >
              {t(score === null ? 'pulse.later' : 'pulse.keep')}
            </button>
          </div>
        </>
      ) : score === null ? (
        <div className="pulse-line">
          <span className="hint">{t('pulse.question')}</span>
          <button type="button" className="secondary" onClick={() => show(true)}>
            {t('pulse.answer')}
          </button>
        </div>
      ) : (
        <div className="pulse-line">
          <span>
            <span className="done">
              <Icon name="check" />
            </span>{' '}
            {t('pulse.yours', { score })}
          </span>
          <button type="button" className="quiet" onClick={() => show(true)}>
            {t('pulse.change')}
          </button>
          <button type="button" className="quiet" onClick={() => void answer(null)}>
            <Icon name="undo" /> {t('pulse.take-back')}
          </button>
          <span className="hint">{t('pulse.until')}</span>
        </div>
      )}
      {failed !== undefined && <Problem code={failed.code} retry={failed.again} />}
    </section>
  )
}
