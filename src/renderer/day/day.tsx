import { useEffect, useRef } from 'react'
import type { Smiley } from '../../shared/records.ts'
import type { DayView, OpenDay } from '../../shared/views.ts'
import { useApp, useText } from '../ui/app.ts'
import { tell } from '../ui/bridge.ts'
import { DayRow } from '../ui/day-row.tsx'
import { Face } from '../ui/faces.tsx'
import { Icon } from '../ui/icons.tsx'
import { answerKey, digitOf } from '../ui/keys.ts'
import { createLiveView } from '../ui/live-view.ts'
import { Problem, Sentence } from '../ui/problem.tsx'
import { FaceGroup, SMILEYS_OF } from '../ui/rating-group.tsx'
import { useReportedHeight } from '../ui/use-reported-height.ts'
import { useSettled } from '../ui/use-settled.ts'
import { useSmile, type Smile } from '../ui/use-smile.ts'
import { DayPulse } from './day-pulse.tsx'

const useDay = createLiveView('day:get', 'day:changed')

export function Day() {
  const loaded = useDay((state) => state.loaded)
  const card = useRef<HTMLElement>(null)
  useReportedHeight(card)
  return (
    <main ref={card} className="day">
      {loaded.s === 'ready' && <Question view={loaded.view} />}
      {loaded.s === 'refused' && <Problem code={loaded.code} />}
    </main>
  )
}

const takeOver = (view: DayView): void => useDay.update(() => view)

function Question({ view }: { readonly view: DayView }) {
  const { translator, formats } = useApp()
  const { t } = translator
  const today = view.days.find(({ workDay }) => workDay === view.today)
  const missed = view.days.filter(({ workDay }) => workDay !== view.today)
  return (
    <>
      <header className="day-head">
        <p className="hint">{formats.dayLong(view.today)}</p>
        <h1 id="question">{t('day.title')}</h1>
      </header>
      {today !== undefined && <Today day={today} view={view} />}
      {missed.length > 0 && (
        <section className="missed" aria-labelledby="missed">
          <h2 id="missed">{t('day.missed')}</h2>
          <p className="hint">{t('day.missed-hint')}</p>
          <ul className="rows">
            {missed.map((day) => (
              <DayRow
                key={day.workDay}
                day={day}
                faces={view.faces}
                kept={view.saving.s === 'kept'}
                onChanged={takeOver}
              />
            ))}
          </ul>
        </section>
      )}
      {today !== undefined && today.smiley !== null && <DayPulse />}
      {view.saving.s === 'kept' && <Sentence>{t(`notice.${view.saving.code}`)}</Sentence>}
      <Foot quitting={view.quitting} answered={today === undefined || today.smiley !== null} />
    </>
  )
}

function Today({ day, view }: { readonly day: OpenDay; readonly view: DayView }) {
  const t = useText()
  const smile = useSmile(day.workDay, takeOver)
  const settled = useSettled(day.smiley, view.saving.s === 'kept')
  useDayKeys(smile, day, view.faces)
  return (
    <>
      {day.smiley === null || smile.chosen !== null ? (
        <FaceGroup
          faces={SMILEYS_OF[view.faces]}
          label={t('day.title')}
          chosen={smile.chosen}
          unsaved
          size="large"
          onChoose={(face) => void smile.smile(face)}
        />
      ) : (
        <SavedDay smiley={day.smiley} smile={smile} settled={settled} />
      )}
      {smile.problem !== undefined && <Problem code={smile.problem} retry={smile.retry} />}
      <p className="hint day-note">
        {t('day.rated', { rated: day.rated, ended: day.ended })} · {t('day.private')}
      </p>
    </>
  )
}

interface SavedProps {
  readonly smiley: Smiley
  readonly smile: Smile
  /** On the disk. */
  readonly settled: boolean
}

function SavedDay({ smiley, smile, settled }: SavedProps) {
  const t = useText()
  const words = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (document.activeElement === document.body) words.current?.focus()
  }, [])
  return (
    <div className="day-saved">
      <Face name={smiley} />
      <p ref={words} tabIndex={-1} className="saved-words">
        {settled ? (
          <span className="done">
            <Icon name="check" /> {t('state.saved')}
          </span>
        ) : (
          <span className="kept">{t('state.not-saved')}</span>
        )}
        <span className="saved-rating">{t(`smiley.${smiley}`)}</span>
      </p>
      <button
        type="button"
        className="quiet"
        aria-keyshortcuts="U Control+Z"
        onClick={() => void smile.undo()}
      >
        <Icon name="undo" />
        {t('action.undo')}
        <kbd aria-hidden="true">U</kbd>
      </button>
    </div>
  )
}

function Foot({ quitting, answered }: { readonly quitting: boolean; readonly answered: boolean }) {
  const t = useText()
  // Quitting goes on with `day:later`, whether the day was answered or not.
  const leave = (): void => (answered && !quitting ? tell('window:close') : tell('day:later'))
  const word = answered ? (quitting ? 'day.quit' : 'action.close') : quitting ? 'day.later-quit' : 'day.later'
  useEffect(() => {
    const close = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') leave()
    }
    document.addEventListener('keydown', close)
    return () => document.removeEventListener('keydown', close)
  })
  return (
    <footer className="day-foot">
      {quitting && !answered && <span className="hint">{t('day.quitting')}</span>}
      <button type="button" className="secondary" aria-keyshortcuts="Escape" onClick={leave}>
        {t(word)}
      </button>
    </footer>
  )
}

/** 1–3 choose today's face; U takes it back. */
function useDayKeys(smile: Smile, day: OpenDay, faces: 2 | 3): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.repeat || event.ctrlKey !== (event.key.toLowerCase() === 'z') || event.altKey) return
      const digit = digitOf(event)
      const face = digit === undefined ? undefined : SMILEYS_OF[faces][digit - 1]
      if (face !== undefined) void smile.smile(face)
      else if (day.smiley !== null && answerKey(event)?.do === 'undo') void smile.undo()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  })
}
