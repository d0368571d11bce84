/** eNPS and NPS beside each other by quarter, and whether happy days and NPS move together month by month. */
import { useMemo } from 'react'
import { quarterScores } from '../../shared/team-figures/promoters.ts'
import type { WindowAnswer } from '../../shared/wire/summaries.ts'
import type { PromotersAnswer } from '../../shared/wire/team.ts'
import { Lag } from './lag.tsx'
import { ScoreChart } from './score-chart.tsx'
import { useWords } from './use-words.ts'

interface Props {
  readonly answer: PromotersAnswer
  readonly months: readonly WindowAnswer[]
}

export function Promoters({ answer, months }: Props) {
  const { t } = useWords()
  const scores = useMemo(() => quarterScores(answer), [answer])
  const { customers } = answer
  return (
    <>
      {scores.length === 0 ? (
        <p className="empty">{t('board.promoters-none')}</p>
      ) : (
        <ScoreChart scores={scores} hasCustomers={customers !== null} />
      )}
      {customers === null ? (
        <p className="hint">{t('board.promoters-no-customers')}</p>
      ) : (
        <Lag months={months} customers={customers.months} />
      )}
    </>
  )
}
