/** `summary`: the figures of teams, for administrators. They see what leads see: published windows, and nothing else. */
import { Option, type Command } from 'commander'
import { dayNumber, dayOf, dayText } from '../../../shared/calendar.ts'
import { WINDOW_KINDS, type WindowKind } from '../../../shared/statistics/windows.ts'
import { windowsCsv } from '../../../shared/team-csv.ts'
import type { DaySpan, SummaryOfTeam } from '../../store/publishing.ts'
import { locationFrom, storeCommands, type Bench } from '../command.ts'
import type { Report } from '../output.ts'
import { usage } from '../problem.ts'
import { summaryTable } from '../summary-table.ts'
import { findTeam, type TeamOptions } from '../teams.ts'
import { workDay } from '../values.ts'

const FORMATS = ['table', 'csv', 'json'] as const

interface SummaryOptions extends TeamOptions {
  readonly by: WindowKind
  readonly from?: string
  readonly to?: string
  readonly format?: (typeof FORMATS)[number]
}

/** Days before the last one from which on windows are shown, unless said: a month, a quarter, a year, two years. */
const DAYS_BACK = { day: 30, week: 91, month: 366, quarter: 731 } as const satisfies Record<
  WindowKind,
  number
>
/** Two years of days: of all teams that is as much as is held in memory without thinking. */
const MOST_DAYS = { day: 731, week: 3660, month: 36_600, quarter: 36_600 } as const satisfies Record<
  WindowKind,
  number
>

export function addSummary(program: Command, bench: Bench): void {
  const leaf = storeCommands(program, bench.surroundings.env)
  leaf(
    'summary',
    'Shows the figures of teams as their leads see them: closed days, weeks, months or quarters, of enough people.',
    'summary --by month',
    'summary --team "Support North" --by week --from 2026-10-01',
    'summary --by quarter --format csv > figures.csv',
  )
    .option('--team <team>', 'of this team only: its id or its name')
    .addOption(new Option('--by <window>', 'the windows').choices(WINDOW_KINDS).default('month'))
    .option('--from <day>', 'windows that end on this day or later', workDay)
    .option('--to <day>', 'windows that end on this day or earlier; today if left out', workDay)
    .addOption(
      new Option('--format <format>', 'how it is written; --json is the same as json').choices(FORMATS),
    )
    .action(async (options: SummaryOptions) => {
      const { by, json, format = json === true ? 'json' : 'table' } = options
      if (json === true && format !== 'json') throw usage(`Either --json or --format ${format}, not both.`)
      const span = spanOf(options, dayOf(bench.surroundings.now()))
      const teams = await bench.withStore(locationFrom(options, bench), async (store) => {
        const { administration } = store
        const team = options.team === undefined ? undefined : await findTeam(administration, options.team)
        const all = await store.allTeams(by, span)
        return team === undefined ? all : all.filter(({ teamId }) => teamId === team.id)
      })
      // A file for a spreadsheet as it must be, line ends included.
      if (format === 'csv') bench.surroundings.stdout.write(csvOf(teams, by))
      else bench.report(reportOf(teams, by, span, format))
    })
}

function spanOf({ by, from, to }: SummaryOptions, today: number): DaySpan {
  const last = to ?? dayText(today)
  const span = { from: from ?? dayText(dayNumber(last) - DAYS_BACK[by]), to: last }
  if (span.from > span.to) throw usage(`--from is ${span.from}, after --to, which is ${span.to}.`)
  if (dayNumber(span.to) - dayNumber(span.from) > MOST_DAYS[by])
    throw usage(`Between --from and --to are at most ${MOST_DAYS[by]} days with --by ${by}.`)
  return span
}

/** What teams are called; with its id where two have one name. */
function titles(teams: readonly SummaryOfTeam[]): (team: SummaryOfTeam) => string {
  const byName = Map.groupBy(teams, ({ name }) => name)
  return ({ name, teamId }) => ((byName.get(name)?.length ?? 0) > 1 ? `${name} (${teamId})` : name)
}

function csvOf(teams: readonly SummaryOfTeam[], by: WindowKind): string {
  const title = titles(teams)
  const named = teams.map((team) => ({ team: title(team), by, windows: team.windows }))
  return windowsCsv(named, { bom: true })
}

function reportOf(
  teams: readonly SummaryOfTeam[],
  by: WindowKind,
  { from, to }: DaySpan,
  format: 'table' | 'json',
): Report {
  const json = {
    by,
    from,
    to,
    teams: teams.map(({ teamId, name, threshold, closedTo, windows }) => ({
      id: teamId,
      name,
      threshold,
      closedTo,
      windows,
    })),
  }
  const title = titles(teams)
  const named = teams.map((team) => ({ ...team, title: title(team) }))
  return { json, text: format === 'json' ? JSON.stringify(json, null, 2) : summaryTable(named) }
}
