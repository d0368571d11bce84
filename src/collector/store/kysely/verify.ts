/**
 * Roll-ups compared with what their raw records add up to, with one statement for what has to agree, so that ingest may
 * go on.
 */
import { sql } from 'kysely'

import { dayText } from '../days.ts'
import { COUNT_COLUMNS } from '../rollup-deltas.ts'
import type { RollupDifference } from '../store.ts'
import type { Engine } from './engine.ts'
import { keptFromByTeam } from './teams.ts'

const TEAM_COLUMNS = [...COUNT_COLUMNS, 'agents', 'happy', 'neutral', 'sad'] as const

const TEAM_KEY = sql.raw('team_no, work_day')
const AGENT_KEY = sql.raw('team_no, work_day, agent_no')
const COUNTS = sql.join(COUNT_COLUMNS.map((name) => sql.ref(name)))

interface Row {
  readonly team_no: number
  readonly work_day: number
  readonly agent_no?: number
  readonly [column: string]: string | number | null | undefined
}

/** Teams of one statement. */
const TEAMS = 25

/** One line for each row of agent_day or team_day, of days that are kept, that isn't what it should be. */
export async function verifyRollups(engine: Engine): Promise<readonly RollupDifference[]> {
  const differences: RollupDifference[] = []
  for (const { teams, first } of await batches(engine)) {
    const agentDays = await sql<Row>`${wrongAgentDays(teams, first)}`.execute(engine.db)
    for (const row of agentDays.rows)
      differences.push({
        table: 'agent_day',
        key: `team ${row.team_no}, ${dayText(row.work_day)}, agent ${row.agent_no}`,
        detail: detailOf(row, ['present', ...COUNT_COLUMNS, 'smiley']),
      })
    const teamDays = await sql<Row>`${wrongTeamDays(teams, first)}`.execute(engine.db)
    for (const row of teamDays.rows)
      differences.push({
        table: 'team_day',
        key: `team ${row.team_no}, ${dayText(row.work_day)}`,
        detail: detailOf(row, TEAM_COLUMNS),
      })
  }
  return differences
}

/** Teams that keep their records from the same day on, some at a time. */
async function batches(engine: Engine): Promise<readonly { teams: readonly number[]; first: number }[]> {
  const byDay = Map.groupBy(await keptFromByTeam(engine.db, engine.now()), ([, first]) => first)
  return Array.from(byDay).flatMap(([first, entries]) => {
    const teams = entries.map(([teamNo]) => teamNo)
    const count = Math.ceil(teams.length / TEAMS)
    return Array.from({ length: count }, (_, n) => ({
      teams: teams.slice(n * TEAMS, (n + 1) * TEAMS),
      first,
    }))
  })
}

function wrongAgentDays(teams: readonly number[], first: number) {
  const kept = sql`team_no IN (${sql.join(teams)}) AND work_day >= ${first}`
  const columns = ['present', ...COUNT_COLUMNS, 'smiley']
  return sql`
    WITH counted AS (
      SELECT ${AGENT_KEY}, ${sql.join(Object.entries(COUNTED).map(([name, when]) => counting(name, when)))}
      FROM interaction WHERE ${kept} AND deleted = 0 AND outcome IS NOT NULL GROUP BY ${AGENT_KEY}
    ), ranked AS (
      SELECT ${AGENT_KEY}, smiley, row_number() OVER (
        PARTITION BY ${AGENT_KEY} ORDER BY stored_seq DESC, device_no DESC) AS place
      FROM day_smiley WHERE ${kept} AND deleted = 0 AND smiley IS NOT NULL
    ), lines AS (
      SELECT 'due' AS side, ${AGENT_KEY}, 1 AS present, ${COUNTS}, NULL AS smiley FROM counted
      UNION ALL
      SELECT 'due', ${AGENT_KEY}, 1, ${sql.join(COUNT_COLUMNS.map(() => sql`0`))}, smiley FROM ranked WHERE place = 1
      UNION ALL
      SELECT 'held', ${AGENT_KEY}, 1, ${COUNTS}, smiley FROM agent_day WHERE ${kept}
    ), both_sides AS (
      SELECT ${AGENT_KEY}, ${sql.join(columns.flatMap((name) => [largest('due', name), largest('held', name)]))}
      FROM lines GROUP BY ${AGENT_KEY}
    )
    SELECT * FROM both_sides WHERE ${differs(columns)}`
}

function wrongTeamDays(teams: readonly number[], first: number) {
  const kept = sql`team_no IN (${sql.join(teams)}) AND work_day >= ${first}`
  const sums = COUNT_COLUMNS.map((name) => sql`sum(${sql.ref(name)}) AS ${sql.ref(name)}`)
  const smileys = ['happy', 'neutral', 'sad'].map((name) => counting(name, `smiley = '${name}'`))
  const columns = sql.join(TEAM_COLUMNS.map((name) => sql.ref(name)))
  return sql`
    WITH summed AS (
      SELECT ${TEAM_KEY}, ${sql.join([...sums, sql`count(*) AS agents`, ...smileys])}
      FROM agent_day WHERE ${kept} GROUP BY ${TEAM_KEY}
    ), lines AS (
      SELECT 'due' AS side, ${TEAM_KEY}, ${columns} FROM summed
      UNION ALL
      SELECT 'held', ${TEAM_KEY}, ${columns} FROM team_day WHERE ${kept}
    ), both_sides AS (
      SELECT ${TEAM_KEY}, ${sql.join(
        TEAM_COLUMNS.flatMap((name) => [largest('due', name, 0), largest('held', name, 0)]),
      )}
      FROM lines GROUP BY ${TEAM_KEY}
    )
    SELECT * FROM both_sides WHERE ${differs(TEAM_COLUMNS)}`
}

/** Which interactions a count counts, of those that aren't deleted and have an outcome. */
const COUNTED: Readonly<Record<(typeof COUNT_COLUMNS)[number], string>> = {
  rated: "outcome = 'rated'",
  skipped: "outcome = 'skipped'",
  expired: "outcome = 'expired'",
  rating_1: "outcome = 'rated' AND rating = 1",
  rating_2: "outcome = 'rated' AND rating = 2",
  rating_3: "outcome = 'rated' AND rating = 3",
  rating_4: "outcome = 'rated' AND rating = 4",
  rating_5: "outcome = 'rated' AND rating = 5",
  solved_yes: "outcome = 'rated' AND solved = 1",
  solved_no: "outcome = 'rated' AND solved = 0",
}

function counting(name: string, when: string) {
  return sql`sum(CASE WHEN ${sql.raw(when)} THEN 1 ELSE 0 END) AS ${sql.ref(name)}`
}

/**
 * What one side says; no line says more than one thing of a column but 0. Lines side by side rather than a full join: for
 * that SQLite compares each with each.
 */
function largest(side: 'due' | 'held', column: string, otherwise?: number) {
  const value = sql`max(CASE WHEN side = ${sql.lit(side)} THEN ${sql.ref(column)} END)`
  const name = sql.ref(`${side}_${column}`)
  return otherwise === undefined
    ? sql`${value} AS ${name}`
    : sql`coalesce(${value}, ${sql.lit(otherwise)}) AS ${name}`
}

function differs(columns: readonly string[]) {
  return sql.join(
    columns.map((name) => sql`${sql.ref(`due_${name}`)} IS DISTINCT FROM ${sql.ref(`held_${name}`)}`),
    sql` OR `,
  )
}

function detailOf(row: Row, columns: readonly string[]): string {
  return columns
    .filter((name) => row[`due_${name}`] !== row[`held_${name}`])
    .map((name) => `${name} is ${row[`held_${name}`]}, should be ${row[`due_${name}`]}`)
    .join('; ')
}
