/** The private early hint: one quiet line, or plain words when it signals; its switch is right here. */
import { useId, useMemo, useState } from 'react'
import type { Translator } from '../../shared/messages/index.ts'
import type { OwnView } from '../../shared/own-view.ts'
import type { RefusalCode } from '../../shared/result.ts'
import { FALSE_ALARM_DAYS } from '../../shared/statistics/ewma.ts'
import { applyApp, useApp } from '../ui/app.ts'
import { invoke } from '../ui/bridge.ts'
import { Problem } from '../ui/problem.tsx'
import { HINT_LIMIT, hintOf, type Hint } from './hint.ts'

export function EarlyHint({ view: { history, today } }: { readonly view: OwnView }) {
  const { translator, formats, view: app } = useApp()
  const { t } = translator
  const id = useId()
  const { earlyHint } = app.settings
  const hint = useMemo(() => (earlyHint ? hintOf(history, today) : undefined), [earlyHint, history, today])
  const [open, setOpen] = useState(false)
  const signals = hint?.s === 'signals'
  return (
    <section
      className={signals ? 'early-hint early-hint-signals' : 'early-hint'}
      aria-label={t('hint.title')}
    >
      {signals ? (
        <>
          <h2>{t('hint.title')}</h2>
          <p>{t('hint.signals', { day: formats.dayLong(hint.since) })}</p>
          <p>{t('hint.help')}</p>
        </>
      ) : (
        <p className="early-hint-line">
          {lineOf(t, hint)}{' '}
          <button
            type="button"
            className="link"
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
          >
            {t('hint.about')}
          </button>
        </p>
      )}
      <div id={id} className="early-hint-more" hidden={!signals && !open}>
        {!signals && <p>{t('hint.explain')}</p>}
        <p>{t('hint.false-alarm', { days: formats.count(FALSE_ALARM_DAYS[HINT_LIMIT]) })}</p>
        <p>{t('hint.private')}</p>
        <HintSwitch toggled={() => setOpen(true)} />
      </div>
    </section>
  )
}

/** @param hint `undefined`: it is off */
function lineOf(t: Translator['t'], hint: Exclude<Hint, { s: 'signals' }> | undefined): string {
  switch (hint?.s) {
    case undefined:
      return t('hint.off')
    case 'quiet':
      return t('hint.quiet')
    case 'learning':
      return t('hint.learning', { missing: hint.missing })
  }
}

/** @param toggled the switch must stay where it is, it has the focus */
function HintSwitch({ toggled }: { readonly toggled: () => void }) {
  const { translator, view } = useApp()
  const [problem, setProblem] = useState<RefusalCode | undefined>()
  const set = async (earlyHint: boolean): Promise<void> => {
    toggled()
    const result = await invoke('settings:change', { earlyHint })
    setProblem(result.ok ? undefined : result.code)
    if (result.ok) applyApp(result.value)
  }
  return (
    <>
      <label className="check">
        <input
          type="checkbox"
          name="earlyHint"
          checked={view.settings.earlyHint}
          onChange={(event) => void set(event.target.checked)}
        />
        {translator.t('hint.switch')}
      </label>
      {problem !== undefined && <Problem code={problem} />}
    </>
  )
}
