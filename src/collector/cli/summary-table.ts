/** Teams' figures as a table for a terminal, and the words that say what is missing in it. */
import { figureOf, type ShownMeasure } from '../../shared/team-figures/measures.ts'
import { shareFigure, type Figure } from '../../shared/team-figures/figure.ts'
import type { Cell, WindowAnswer } from '../../shared/wire/summaries.ts'
import type { TeamSummary } from '../store/publishing.ts'
import { table } from './output.ts'

const HEAD = ['TEAM', 'FROM', 'TO', 'SOLVED', 'RATING', 'HAPPY DAYS', 'RATED', 'DAYS NOT IN IT'] as const

const WORDS = [
  'In brackets the 95 % interval, after "of" the number of answers. Where answers are almost alike, a value is a range.',
  '–: not shown to anybody, because too few people left an answer, or one of them left most.',
  'A work day is closed four days after it ended, and does not change after that.',
].join('\n')

/** @param teams each with what it is called; windows in which nobody worked are left out */
export function summaryTable(teams: readonly (TeamSummary & { readonly title: string })[]): string {
  const rows = teams.flatMap(({ title, windows }) =>
    windows.filter(isWorked).map((window) => [title, ...columns(window)]),
  )
  const shown = table(
    HEAD,
    rows,
    'There is nothing to show: no work day of enough people is closed in this time.',
  )
  return rows.length === 0 ? shown : `${shown}\n\n${WORDS}`
}

function columns(window: WindowAnswer): (string | number | null)[] {
  const { from, to, outcome, solved, rating, smiley } = window
  const cell = (measure: ShownMeasure, shown: Cell | null) =>
    shown === null ? null : words(figureOf(measure, shown), measure === 'rating' ? stars : percent)
  return [
    from,
    to,
    cell('solved', solved.cell),
    cell('rating', rating.cell),
    cell('smiley', smiley.cell),
    outcome.cell === null ? null : words(shareFigure(outcome.cell), percent),
    Math.max(outcome.left, solved.left, rating.left, smiley.left),
  ]
}

function isWorked({ outcome, solved, rating, smiley }: WindowAnswer): boolean {
  return [outcome, solved, rating, smiley].some(({ cell, left }) => cell !== null || left > 0)
}

interface Unit {
  readonly write: (value: number) => string
  readonly sign: string
}
const percent: Unit = { write: (value) => String(Math.round(value * 100)), sign: ' %' }
const stars: Unit = { write: (value) => value.toFixed(1), sign: '' }

/** `72 % (67–76) of 412`; `71–73 %` where answers are almost alike. */
function words(figure: Figure | undefined, { write, sign }: Unit): string | null {
  if (figure === undefined) return null
  const { value, interval, n } = figure
  const between = (low: number, high: number) =>
    write(low) === write(high) ? write(low) : `${write(low)}–${write(high)}`
  const range = interval === undefined ? '' : ` (${between(interval.low, interval.high)})`
  return `${between(value.low, value.high)}${sign}${range} of ${n}`
}
