/** The team's figures as a table for spreadsheets: the same that the team window shows, one row for each figure. */
import { csvText, type CsvField, type CsvOptions } from './csv.ts'
import type { WindowKind } from './statistics/windows.ts'
import { shareFigure, type Figure } from './team-figures/figure.ts'
import { figureOf, SHOWN_MEASURES, type ShownMeasure } from './team-figures/measures.ts'
import type { TeamBoard } from './team-view.ts'
import type { Cell, MeasureAnswer, PartAnswer, WindowAnswer } from './wire/summaries.ts'

/** `valueLow` and `valueHigh` differ where answers are almost alike; an empty value is one that isn't shown to anybody. */
const COLUMNS = [
  'team',
  'by',
  'from',
  'to',
  'part',
  'name',
  'measure',
  'valueLow',
  'valueHigh',
  'intervalLow',
  'intervalHigh',
  'answers',
  'workDaysNotIn',
] as const

const NAMES = {
  solved: 'share solved',
  rating: 'mean rating',
  smiley: 'share of happy days',
} as const satisfies Record<ShownMeasure, string>
const COMPLETION = 'completion'

/** The windows of one team. */
export interface TeamWindows {
  /** What it is called. */
  readonly team: string
  readonly by: WindowKind
  readonly windows: readonly WindowAnswer[]
}

/**
 * @param by the kind of windows; a member who isn't a lead gets the last two weeks, whatever is asked for
 * @returns text of a CSV file, formulas made harmless, oldest window first
 */
export function teamCsv(board: TeamBoard, by: WindowKind, options: CsvOptions): string {
  const { lead, weekly } = board
  const kind = lead === null ? 'week' : by
  const windows =
    lead === null ? [weekly.before, weekly.week].filter((window) => window !== null) : lead[by].windows
  return windowsCsv([{ team: weekly.team.name, by: kind, windows }], options)
}

/** The same of several teams. */
export function windowsCsv(teams: readonly TeamWindows[], options: CsvOptions): string {
  const rows = teams.flatMap(({ team, by, windows }) =>
    windows.flatMap((window) => rowsOf(window).map((row) => [team, by, ...row])),
  )
  return csvText([COLUMNS, ...rows], options)
}

function rowsOf(window: WindowAnswer): CsvField[][] {
  return [
    ...windowRows(window),
    ...window.channels.flatMap((part) => partRows('channel', part, window)),
    ...window.queues.flatMap((part) => partRows('queue', part, window)),
  ]
}

function windowRows(window: WindowAnswer): CsvField[][] {
  const { from, to, outcome } = window
  return [
    ...SHOWN_MEASURES.map((measure) => [
      from,
      to,
      'all',
      null,
      NAMES[measure],
      ...figureFields(window[measure], (cell) => figureOf(measure, cell)),
    ]),
    [from, to, 'all', null, COMPLETION, ...figureFields(outcome, shareFigure)],
  ]
}

function partRows(what: string, { part, ...cells }: PartAnswer, { from, to }: WindowAnswer): CsvField[][] {
  const name = part.kind === 'named' ? part.name : part.kind === 'none' ? '(none)' : '(other)'
  const row = (measure: string, cell: Cell | null, figure: (cell: Cell) => Figure | undefined) => [
    from,
    to,
    what,
    name,
    measure,
    ...figureFields({ cell, left: null }, figure),
  ]
  return [
    row(NAMES.solved, cells.solved, (cell) => figureOf('solved', cell)),
    row(NAMES.rating, cells.rating, (cell) => figureOf('rating', cell)),
    row(COMPLETION, cells.outcome, shareFigure),
  ]
}

function figureFields(
  { cell, left }: { readonly cell: MeasureAnswer['cell']; readonly left: number | null },
  figureFor: (cell: Cell) => Figure | undefined,
): CsvField[] {
  const figure = cell === null ? undefined : figureFor(cell)
  if (figure === undefined) return [null, null, null, null, null, left]
  const { value, interval, n } = figure
  return [
    rounded(value.low),
    rounded(value.high),
    interval === undefined ? null : rounded(interval.low),
    interval === undefined ? null : rounded(interval.high),
    n,
    left,
  ]
}

/** Four digits are more than any interval is worth. */
function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
