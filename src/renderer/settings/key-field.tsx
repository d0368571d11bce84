/** An accelerator, recorded by pressing it. */
import { useEffect, useId, useRef, useState } from 'react'
import type { Settings, SettingsPatch } from '../../shared/settings.ts'
import {
  acceleratorOf,
  describeAccelerator,
  isModifier,
  modifiersOf,
  sameAccelerator,
} from '../ui/accelerator.ts'
import { useApp } from '../ui/app.ts'
import { Field } from './field.tsx'
import { useSaver } from './use-saver.ts'

interface Props {
  readonly name: string
  readonly value: string
  readonly original: string
  /** `modifiers`: Ctrl, Alt and the like alone; they go together with 1–5. */
  readonly only: 'whole' | 'modifiers'
  /** Another program has these keys. */
  readonly taken: boolean
  readonly check: (accelerator: string) => string | undefined
  readonly change: (accelerator: string) => (settings: Settings) => SettingsPatch
}

export function KeyField({ name, value, original, only, taken, check, change }: Props) {
  const { translator, view } = useApp()
  const { t } = translator
  const id = useId()
  const saver = useSaver()
  const [recording, setRecording] = useState(false)
  const [problem, setProblem] = useState<string | undefined>()
  const record = useRef<HTMLButtonElement>(null)

  const take = (accelerator: string): void => {
    const wrong = check(accelerator)
    setProblem(wrong)
    if (wrong !== undefined) return
    setRecording(false)
    if (accelerator !== value) void saver.save(change(accelerator))
  }
  useRecorder(recording, only, {
    take,
    weak: () => setProblem(t('settings.key-needs-modifier')),
    stop: () => {
      setProblem(undefined)
      setRecording(false)
    },
  })

  const described = describeAccelerator(value, view.platform)
  const remark = taken ? t('notice.shortcut-taken', { accelerator: described }) : undefined
  return (
    <Field
      id={id}
      label={name}
      hint={recording ? t('settings.key-stop') : undefined}
      problem={problem}
      remark={problem === undefined ? remark : undefined}
      state={saver.state}
    >
      <fieldset className="keys" aria-labelledby={`${id}-label`}>
        {recording ? (
          <output className="recording">
            {t(only === 'whole' ? 'settings.key-press' : 'settings.key-press-modifier')}
          </output>
        ) : value === '' ? (
          <span className="hint">{t('settings.key-none')}</span>
        ) : (
          <kbd>{described}</kbd>
        )}
        <button
          ref={record}
          type="button"
          className="secondary"
          aria-label={t('settings.key-record-label', { name })}
          aria-pressed={recording}
          onClick={() => {
            setProblem(undefined)
            setRecording(!recording)
          }}
          onBlur={() => setRecording(false)}
        >
          {t('settings.key-record')}
        </button>
        {!sameAccelerator(value, original) && (
          <button
            type="button"
            className="quiet"
            aria-label={t('settings.key-reset-label', { name })}
            onClick={() => take(original)}
          >
            {t('settings.key-reset')}
          </button>
        )}
        {value !== '' && (
          <button
            type="button"
            className="quiet"
            aria-label={t('settings.key-clear-label', { name })}
            onClick={() => take('')}
          >
            {t('settings.key-clear')}
          </button>
        )}
      </fieldset>
    </Field>
  )
}

interface Recorder {
  readonly take: (accelerator: string) => void
  readonly weak: () => void
  readonly stop: () => void
}

/** While recording, keys mean nothing else. Tab leaves, so that a keyboard isn't trapped. */
function useRecorder(recording: boolean, only: Props['only'], recorder: Recorder): void {
  const latest = useRef(recorder)
  useEffect(() => {
    latest.current = recorder
  })
  useEffect(() => {
    if (!recording) return undefined
    let held = ''
    const down = (event: KeyboardEvent): void => {
      if (event.key === 'Tab' && modifiersOf(event).replace('Shift', '') === '') return
      event.preventDefault()
      event.stopPropagation()
      if (event.key === 'Escape' && modifiersOf(event) === '') latest.current.stop()
      else if (only === 'modifiers') held = modifiersOf(event)
      else {
        const pressed = acceleratorOf(event)
        if (pressed === undefined) return
        if (pressed.weak) latest.current.weak()
        else latest.current.take(pressed.accelerator)
      }
    }
    const up = (event: KeyboardEvent): void => {
      if (only !== 'modifiers' || held === '' || !isModifier(event)) return
      event.preventDefault()
      if (held === 'Shift') latest.current.weak()
      else latest.current.take(held)
      held = ''
    }
    document.addEventListener('keydown', down, { capture: true })
    document.addEventListener('keyup', up, { capture: true })
    return () => {
      document.removeEventListener('keydown', down, { capture: true })
      document.removeEventListener('keyup', up, { capture: true })
    }
  }, [recording, only])
}
