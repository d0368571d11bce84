/** What concerns "My view": the early hint, and the way to the own data. */
import { useId } from 'react'
import type { Settings } from '../../shared/settings.ts'
import { useText } from '../ui/app.ts'
import { openOwnData } from '../ui/own-tab.ts'
import { Field, Group } from './field.tsx'
import { Switch } from './inputs.tsx'

export function Own({ settings }: { readonly settings: Settings }) {
  const t = useText()
  const id = useId()
  return (
    <Group title={t('own.settings')}>
      <Switch
        name="earlyHint"
        label={t('hint.switch')}
        hint={t('hint.switch-hint')}
        checked={settings.earlyHint}
        change={(earlyHint) => () => ({ earlyHint })}
      />
      <Field
        id={id}
        label={t('own.settings-leaves')}
        hint={t('own.settings-leaves-hint')}
        state={{ s: 'idle' }}
      >
        <button type="button" className="secondary" aria-describedby={`${id}-label`} onClick={openOwnData}>
          {t('own.settings-leaves-show')}
        </button>
      </Field>
    </Group>
  )
}
