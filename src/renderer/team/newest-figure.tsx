import type { WindowKind } from '../../shared/statistics/windows.ts'
import { isPoint } from '../../shared/team-figures/figure.ts'
import type { ShownMeasure } from '../../shared/team-figures/measures.ts'
import type { Trend } from '../../shared/team-figures/trend.ts'
import { useWords } from './use-words.ts'
import { changeWords, completionWords, intervalWords, valueWords, type Words } from './words.ts'

interface Props {
  readonly measure: ShownMeasure
  readonly trend: Pick<Trend, 'newest' | 'before' | 'change'>
  readonly by: WindowKind
  readonly threshold: number
}

/** The newest figure of a trend in words, or why it isn't shown. */
export function NewestFigure({ measure, trend, by, threshold }: Props) {
  const words = useWords()
  const { t, board } = words
  const { newest } = trend
  if (newest === undefined) return undefined
  const { figure, completion, left, from } = newest
  return (
    <>
      <span className="newest-when">{board.window(by, from)}</span>
      {figure === undefined ? (
        <span className="newest-hidden">{t('board.hidden', { threshold })}</span>
      ) : (
        <>
          <strong>{valueWords(words, measure, figure)}</strong>
          <span>{intervalWords(words, measure, figure.interval)}</span>
          <span>{t(`board.n-${measure}`, { n: figure.n })}</span>
          {measure !== 'smiley' && <span>{completionWords(words, completion)}</span>}
        </>
      )}
      {left > 0 && <span>{t('board.left', { left })}</span>}
      <span className="newest-change">{comparison(words, measure, trend, by)}</span>
      {figure !== undefined && !isPoint(figure.value) && <span className="alike">{t('board.alike')}</span>}
    </>
  )
}

function comparison(
  words: Words,
  measure: ShownMeasure,
  { change, before }: Props['trend'],
  by: WindowKind,
): string {
  const { t, board } = words
  if (before === undefined) return t('board.no-before')
  const name = board.windowInside(by, before.from)
  return change === undefined
    ? t('board.not-compared', { before: name })
    : changeWords(words, measure, change, name)
}
