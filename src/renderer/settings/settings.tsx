import { useText } from '../ui/app.ts'

export function Settings() {
  const t = useText()
  return (
    <main>
      <h1>{t('settings.title')}</h1>
    </main>
  )
}
