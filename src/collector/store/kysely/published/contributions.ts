/** What a team's records come to, agent by agent and day by day. For closing alone: it never leaves the collector. */
import { sql } from 'kysely'

import { MEASURE_VALUES } from '../../../../shared/wire/summaries.ts'
import {
  KIND_VALUES,
  totalOf,
  type Contribution,
  type Counts,
  type Kind,
  type PartCounts,
} from '../../../publishing/contribution.ts'
import type { Span } from '../../../publishing/spans.ts'
import { lastDayOfQuarter } from '../../days.ts'
import type { Db } from '../engine.ts'

/**
 * Of the days that the rows say are the team's: a record belongs to the team of its work day.
 * @param deviceNo only what this computer sent
 */
export async function readContributions(
  db: Db,
  teamNo: number,
  { first, last }: Span,
  deviceNo?: number,
): Promise<readonly Contribution[]> {
  const whose = deviceNo === undefined ? sql`` : sql`AND device_no = ${deviceNo}`
  const rows = sql`team_no = ${teamNo} AND work_day BETWEEN ${first} AND ${last} ${whose} AND deleted = 0`
  return [...(await interactions(db, rows)), ...(await smileys(db, rows))]
}

type Rows = ReturnType<typeof sql>

interface PlaceRow {
  readonly work_day: number
  readonly agent_no: number
  readonly channel: string
  readonly queue: string | null
  readonly rating_1: number
  readonly rating_2: number
  readonly rating_3: number
  readonly rating_4: number
  readonly rating_5: number
  readonly skipped: number
  readonly expired: number
  readonly solved_yes: number
  readonly solved_no: number
}

/** One statement for both kinds that interactions have: they are of one moment. Counted as for the roll-ups. */
async function interactions(db: Db, whose: Rows): Promise<readonly Contribution[]> {
  const ratings = MEASURE_VALUES.rating.map((value) => counting(`rating_${value}`, `rating = ${value}`))
  const { rows } = await sql<PlaceRow>`SELECT work_day, agent_no, channel, queue, ${sql.join(ratings)},
      sum(CASE WHEN outcome = 'skipped' THEN 1 ELSE 0 END) AS skipped,
      sum(CASE WHEN outcome = 'expired' THEN 1 ELSE 0 END) AS expired,
      ${counting('solved_yes', 'solved = 1')}, ${counting('solved_no', 'solved = 0')}
    FROM interaction WHERE ${whose} AND outcome IS NOT NULL
    GROUP BY work_day, agent_no, channel, queue`.execute(db)
  const days = Map.groupBy(rows, ({ work_day, agent_no }) => `${work_day}/${agent_no}`)
  return days
    .values()
    .toArray()
    .flatMap((places) => [
      ...contribution('interaction', places, (row) => [
        row.rating_1,
        row.rating_2,
        row.rating_3,
        row.rating_4,
        row.rating_5,
        row.skipped,
        row.expired,
      ]),
      ...contribution('solved', places, (row) => [row.solved_yes, row.solved_no]),
    ])
}

function counting(name: string, when: string) {
  return sql`sum(CASE WHEN outcome = 'rated' AND ${sql.raw(when)} THEN 1 ELSE 0 END) AS ${sql.ref(name)}`
}

/** @param places rows of one agent's day; empty or one contribution */
function contribution(
  kind: Kind,
  places: readonly PlaceRow[],
  countsOf: (row: PlaceRow) => Counts,
): readonly Contribution[] {
  const [first] = places
  const parts = places
    .map((row): PartCounts => ({ channel: row.channel, queue: row.queue, counts: countsOf(row) }))
    .filter(({ counts }) => totalOf(counts) > 0)
  if (first === undefined || parts.length === 0) return []
  return [{ agentNo: first.agent_no, workDay: first.work_day, kind, parts }]
}

/** Of the smileys of an agent's day the one that was stored last counts, as for the roll-ups. */
async function smileys(db: Db, whose: Rows): Promise<readonly Contribution[]> {
  const { rows } = await sql<{ work_day: number; agent_no: number; smiley: string }>`
    SELECT work_day, agent_no, smiley FROM day_smiley WHERE ${whose} AND smiley IS NOT NULL
    ORDER BY stored_seq, device_no`.execute(db)
  const latest = new Map(rows.map((row) => [`${row.work_day}/${row.agent_no}`, row]))
  return Array.from(latest.values(), ({ work_day, agent_no, smiley }) => ({
    agentNo: agent_no,
    workDay: work_day,
    kind: 'smiley',
    parts: [
      {
        channel: null,
        queue: null,
        counts: KIND_VALUES.smiley.map((value) => (value === smiley ? 1 : 0)),
      },
    ],
  }))
}

/** The last answer of each agent to the pulse, by quarter, of the quarters whose last day lies in a span. */
export async function readScores(
  db: Db,
  teamNo: number,
  { first, last }: Span,
): Promise<ReadonlyMap<string, ReadonlyMap<number, number>>> {
  const rows = await db
    .selectFrom('pulse')
    .select(['quarter', 'agent_no', 'score'])
    .where('team_no', '=', teamNo)
    .where('deleted', '=', 0)
    .where('score', 'is not', null)
    .orderBy('quarter')
    .orderBy('stored_seq')
    .orderBy('device_no')
    .execute()
  const scores = new Map<string, Map<number, number>>()
  for (const { quarter, agent_no, score } of rows) {
    const end = lastDayOfQuarter(quarter)
    if (score === null || end < first || end > last) continue
    scores.set(quarter, (scores.get(quarter) ?? new Map<number, number>()).set(agent_no, score))
  }
  return scores
}

/** The first day of which a team has something to close, from a day on; `undefined`: none. */
export async function firstDay(db: Db, teamNo: number, from: number): Promise<number | undefined> {
  const { rows } = await sql<{ day: number | null }>`
    SELECT min(work_day) AS day FROM interaction WHERE team_no = ${teamNo} AND work_day >= ${from}
    UNION ALL
    SELECT min(work_day) AS day FROM day_smiley WHERE team_no = ${teamNo} AND work_day >= ${from}`.execute(db)
  const quarters = await db
    .selectFrom('pulse')
    .select('quarter')
    .distinct()
    .where('team_no', '=', teamNo)
    .execute()
  const ends = quarters.map(({ quarter }) => lastDayOfQuarter(quarter)).filter((end) => end >= from)
  const days = [...rows.flatMap(({ day }) => day ?? []), ...ends]
  return days.length === 0 ? undefined : Math.min(...days)
}
