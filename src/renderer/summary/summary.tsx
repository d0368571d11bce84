import { useText } from '../ui/app.ts'

export function Summary() {
  const t = useText()
  return (
    <main>
      <h1>{t('summary.title')}</h1>
    </main>
  )
}
