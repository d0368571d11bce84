import { useEffect, useState } from 'react'
import { useText } from '../ui/app.ts'
import { tell } from '../ui/bridge.ts'
import { onWish, takeWish } from '../ui/own-tab.ts'
import { OwnData } from './data/own-data.tsx'
import { MyView } from './my-view.tsx'
import { Tabs } from './tabs.tsx'

const TABS = ['view', 'data'] as const

export function Summary() {
  const t = useText()
  const [tab, setTab] = useState<(typeof TABS)[number]>(() => (takeWish() ? 'data' : 'view'))
  useEffect(() => onWish(() => setTab('data')), [])
  useEffect(() => {
    const close = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') tell('window:close')
    }
    document.addEventListener('keydown', close)
    return () => document.removeEventListener('keydown', close)
  }, [])
  return (
    <main className="summary">
      <header className="summary-head">
        <div>
          <h1>{t('summary.title')}</h1>
          <p className="hint">{t(tab === 'view' ? 'summary.subtitle' : 'own.data-subtitle')}</p>
        </div>
        <Tabs
          label={t('own.tabs')}
          tabs={TABS.map((id) => ({ id, word: t(`own.tab-${id}`) }))}
          chosen={tab}
          onChoose={setTab}
        />
      </header>
      <div id={`panel-${tab}`} role="tabpanel" aria-labelledby={`tab-${tab}`} className="tab-panel">
        {tab === 'view' ? <MyView /> : <OwnData />}
      </div>
    </main>
  )
}
