import { useText } from '../ui/app.ts'

export function Team() {
  const t = useText()
  return (
    <main className="team">
      <h1>{t('window.team')}</h1>
    </main>
  )
}
