/** What an erasure takes away and what it leaves, exactly as it is with this computer's team. */
import type { SyncView } from '../../../shared/sync.ts'
import { useText } from '../../ui/app.ts'

interface Props {
  readonly sync: SyncView
  /** The collector erases too. */
  readonly there: boolean
}

export function WhatGoes({ sync, there }: Props) {
  const t = useText()
  const { connection, lastSentAt } = sync
  const wasSent = connection !== 'none' || lastSentAt !== null
  return (
    <div className="what-goes">
      <h3>{t('own.erase-goes')}</h3>
      <ul>
        <li>{t('own.erase-goes-here')}</li>
        {there && <li>{t('own.erase-goes-there')}</li>}
      </ul>
      <h3>{t('own.erase-stays')}</h3>
      <ul>
        {wasSent && !there && <li>{t('own.erase-stays-sent')}</li>}
        {wasSent && <li>{t('own.erase-stays-published')}</li>}
        {connection === 'enrolled' && <li>{t('own.erase-stays-team')}</li>}
        <li>{t('own.erase-stays-settings')}</li>
        <li>{t('own.erase-stays-exports')}</li>
      </ul>
      <p className="hint">{t('own.erase-export-first')}</p>
    </div>
  )
}
