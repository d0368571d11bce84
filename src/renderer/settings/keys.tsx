/** The three accelerators. */
import type { MessageKey } from '../../shared/messages/index.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../shared/settings.ts'
import type { Notice } from '../../shared/views.ts'
import { sameAccelerator } from '../ui/accelerator.ts'
import { useText } from '../ui/app.ts'
import { Group } from './field.tsx'
import { KeyField } from './key-field.tsx'

type ShortcutName = keyof Settings['shortcuts']

const WORDS = {
  openPanel: 'settings.key-open',
  rateInteraction: 'settings.key-rate',
  rateModifier: 'settings.key-modifier',
} as const satisfies Record<ShortcutName, MessageKey>
const NAMES = Object.keys(WORDS).filter((name): name is ShortcutName => name in WORDS)

interface Props {
  readonly settings: Settings
  readonly notices: readonly Notice[]
}

export function Keys({ settings: { shortcuts }, notices }: Props) {
  const t = useText()
  const takenBy = (accelerator: string): boolean =>
    notices.some(({ code, values }) => {
      const taken = values['accelerator']
      return code === 'shortcut-taken' && typeof taken === 'string' && sameAccelerator(taken, accelerator)
    })
  return (
    <Group title={t('settings.keys')} hint={t('settings.keys-hint')}>
      {NAMES.map((name) => {
        const value = shortcuts[name]
        const rival = (accelerator: string): ShortcutName | undefined =>
          NAMES.find(
            (other) => other !== name && accelerator !== '' && sameAccelerator(shortcuts[other], accelerator),
          )
        return (
          <KeyField
            key={name}
            name={t(WORDS[name])}
            value={value}
            original={DEFAULT_SETTINGS.shortcuts[name]}
            only={name === 'rateModifier' ? 'modifiers' : 'whole'}
            taken={value !== '' && takenBy(value)}
            check={(accelerator) => {
              const other = rival(accelerator)
              return other === undefined ? undefined : t('settings.key-duplicate', { name: t(WORDS[other]) })
            }}
            change={(accelerator) => (now) => ({ shortcuts: { ...now.shortcuts, [name]: accelerator } })}
          />
        )
      })}
    </Group>
  )
}
