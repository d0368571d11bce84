import type { ReactNode } from 'react'
import type { WindowKind } from '../../shared/statistics/windows.ts'
import type { ShownMeasure } from '../../shared/team-figures/measures.ts'
import type { TrendPoint } from '../../shared/team-figures/trend.ts'
import { Table } from '../ui/chart/table.tsx'
import { numberWords, shareWords, valueWords, type Words } from './words.ts'

interface Input {
  readonly words: Words
  readonly measure: ShownMeasure
  readonly title: string
  readonly label: string
  readonly points: readonly TrendPoint[]
  readonly by: WindowKind
}

/** The same as the picture, newest first. */
export function trendTable({ words, measure, title, label, points, by }: Input): ReactNode {
  const { t, formats, board } = words
  const nothing = '–'
  // A smiley is about a day: how many interactions were rated says nothing of it.
  const hasCompletion = measure !== 'smiley'
  return (
    <Table
      title={title}
      caption={label}
      columns={[
        t('board.col-window'),
        t('board.col-value'),
        t('board.col-interval'),
        t('board.col-n'),
        ...(hasCompletion ? [t('board.col-completion')] : []),
        t('board.col-left'),
      ]}
      rows={() =>
        points
          .toReversed()
          .map(({ from, figure, completion, left }) => [
            board.window(by, from),
            figure === undefined ? t('board.hidden-short') : valueWords(words, measure, figure),
            figure?.interval === undefined
              ? nothing
              : `${numberWords(words, measure, figure.interval.low)} – ${numberWords(words, measure, figure.interval.high)}`,
            figure === undefined ? nothing : formats.count(figure.n),
            ...(hasCompletion
              ? [completion === undefined ? nothing : shareWords(words, completion.value)]
              : []),
            formats.count(left),
          ])
      }
    />
  )
}
