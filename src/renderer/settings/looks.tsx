import type { Settings } from '../../shared/settings.ts'
import { useText } from '../ui/app.ts'
import { Group } from './field.tsx'
import { Choice } from './inputs.tsx'

export function Looks({ settings }: { readonly settings: Settings }) {
  const t = useText()
  return (
    <Group title={t('settings.looks')}>
      <Choice
        name="language"
        label={t('settings.language')}
        value={settings.language}
        options={[
          { value: 'auto', word: t('settings.language-auto') },
          { value: 'en', word: t('settings.language-en'), lang: 'en' },
          { value: 'nl', word: t('settings.language-nl'), lang: 'nl' },
        ]}
        change={(language) => () => ({ language })}
      />
      <Choice
        name="theme"
        label={t('settings.theme')}
        value={settings.theme}
        options={[
          { value: 'system', word: t('settings.theme-system') },
          { value: 'light', word: t('settings.theme-light') },
          { value: 'dark', word: t('settings.theme-dark') },
        ]}
        change={(theme) => () => ({ theme })}
      />
      <Choice
        name="dayFaces"
        label={t('settings.day-faces')}
        value={settings.dayFaces}
        options={[
          { value: 2, word: t('settings.day-faces-2') },
          { value: 3, word: t('settings.day-faces-3') },
        ]}
        change={(dayFaces) => () => ({ dayFaces })}
      />
    </Group>
  )
}
