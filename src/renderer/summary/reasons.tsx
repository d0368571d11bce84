/** How often each reason was ticked, as bars in a table. */
import { useId } from 'react'
import type { OwnView } from '../../shared/own-view.ts'
import { useApp } from '../ui/app.ts'
import { Meter } from '../ui/chart/meter.tsx'

export function Reasons({ view: { reasons } }: { readonly view: OwnView }) {
  const { translator, formats } = useApp()
  const { t } = translator
  const id = useId()
  const most = Math.max(1, ...reasons.map(({ n }) => n))
  return (
    <section className="chart" aria-labelledby={id}>
      <header className="chart-head">
        <div>
          <h2 id={id}>{t('own.reasons')}</h2>
          <p className="hint">{t('own.reasons-hint')}</p>
        </div>
      </header>
      {reasons.length === 0 ? (
        <p className="hint">{t('own.reasons-none')}</p>
      ) : (
        <table className="reasons">
          <caption className="only-for-ears">{t('own.reasons-hint')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('own.col-reason')}</th>
              <th scope="col">{t('own.col-ticks')}</th>
            </tr>
          </thead>
          <tbody>
            {reasons.map(({ reason, n }) => (
              <tr key={reason}>
                <th scope="row">{t(`reason.${reason}`)}</th>
                <td>
                  <span className="reason-bar">
                    <Meter value={n / most} />
                    <strong>{formats.count(n)}</strong>
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
