/** Agents' own ratings beside customers' answers, by quarter: in words, as a picture, as a table. Never one score. */
import { quarterOfText } from '../../shared/team-figures/promoters.ts'
import type { AgreementFigures, CustomersAnswer } from '../../shared/wire/team.ts'
import { Table } from '../ui/chart/table.tsx'
import { BiasPicture } from './bias-picture.tsx'
import { useWords } from './use-words.ts'
import type { Words } from './words.ts'

export function Customers({ answer }: { readonly answer: CustomersAnswer }) {
  const words = useWords()
  const { t, board } = words
  const { worksCouncilAgreedOn, quarters } = answer
  if (worksCouncilAgreedOn === null)
    return (
      <>
        <p className="lead-words">{t('board.customers-hint')}</p>
        <p className="empty">{t('board.customers-off')}</p>
      </>
    )
  const newest = quarters.at(-1)
  const shown = quarters.findLast(({ figures }) => figures !== null)
  const name = (text: string) => {
    const { year, quarter } = quarterOfText(text)
    return board.quarter(year, quarter)
  }
  return (
    <>
      <p className="lead-words">{t('board.customers-hint')}</p>
      <p className="hint">{t('board.customers-agreed', { day: board.fullDate(worksCouncilAgreedOn) })}</p>
      {newest === undefined && <p className="empty">{t('board.customers-none')}</p>}
      {newest?.figures === null && (
        <p className="empty">{t('board.customers-too-few', { quarter: name(newest.quarter) })}</p>
      )}
      {shown?.figures && (
        <section className="chart" aria-labelledby="agreement">
          <h2 id="agreement">
            {t('board.customers-pairs', {
              quarter: name(shown.quarter),
              pairs: words.formats.count(shown.figures.pairs),
            })}
          </h2>
          <ul className="agreement">
            {agreementWords(words, shown.figures).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          <BiasPicture figures={shown.figures} />
          <p className="hint">{t('board.customers-mapping')}</p>
          <Table
            title={t('board.customers-table')}
            caption={t('board.customers-hint')}
            columns={[
              t('board.col-quarter'),
              t('board.col-pairs'),
              t('board.col-exact'),
              t('board.col-adjacent'),
              t('board.col-bias'),
              t('board.col-limits'),
              t('board.col-kappa'),
              t('board.col-blind'),
            ]}
            rows={quarters
              .toReversed()
              .map(({ quarter, figures }) => [name(quarter), ...tableCells(words, figures)])}
          />
        </section>
      )}
    </>
  )
}

function agreementWords({ t, formats, board }: Words, figures: AgreementFigures): string[] {
  const { exact, adjacent, bias, limits, kappa, rank, blindSpots } = figures
  const level = Math.abs(bias) < 0.05 ? 'level' : bias > 0 ? 'higher' : 'lower'
  return [
    t('board.customers-same', { share: formats.percent(exact) }),
    t('board.customers-adjacent', { share: formats.percent(adjacent) }),
    t(`board.customers-${level}`, { bias: formats.mean(Math.abs(bias)) }),
    t('board.customers-limits', {
      low: board.signedTenths(limits.low),
      high: board.signedTenths(limits.high),
    }),
    kappa === null
      ? t('board.customers-no-kappa')
      : t('board.customers-kappa', { kappa: board.hundredths(kappa) }),
    ...(rank === null ? [] : [t('board.customers-rank', { rank: board.hundredths(rank) })]),
    blindSpots === null
      ? t('board.customers-no-blind')
      : t('board.customers-blind', {
          share: formats.percent(blindSpots.share),
          low: formats.percent(blindSpots.low),
          high: formats.percent(blindSpots.high),
        }),
  ]
}

function tableCells({ t, formats, board }: Words, figures: AgreementFigures | null): string[] {
  if (figures === null) return [t('board.hidden-short'), '–', '–', '–', '–', '–', '–']
  const { pairs, exact, adjacent, bias, limits, kappa, blindSpots } = figures
  return [
    formats.count(pairs),
    formats.percent(exact),
    formats.percent(adjacent),
    board.signedTenths(bias),
    `${board.signedTenths(limits.low)} – ${board.signedTenths(limits.high)}`,
    kappa === null ? '–' : board.hundredths(kappa),
    blindSpots === null
      ? '–'
      : `${formats.percent(blindSpots.share)} (${formats.percent(blindSpots.low)} – ${formats.percent(blindSpots.high)})`,
  ]
}
