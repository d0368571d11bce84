/**
 * Adds to agent_day and team_day what raw records have changed. Rows are locked in the order of their keys, agents' days
 * before teams' days, in every process; so writers wait for each other, but never in a circle. Where two insert the same
 * row at once, the second gives way (`RaceLost`) and its transaction is done once more.
 */
import { COUNT_COLUMNS, TeamDayDeltas, type AgentDayDelta, type AgentDayDeltas } from '../rollup-deltas.ts'
import { plainArray } from './arrays.ts'
import { RaceLost } from './errors.ts'
import { queryByKey, type KeyedStatement, type Query, type Value } from './query.ts'

const AGENT_KEY = ['team_no', 'work_day', 'agent_no']
const TEAM_KEY = ['team_no', 'work_day']
const TEAM_COUNTS = [...COUNT_COLUMNS, 'agents', 'happy', 'neutral', 'sad']

const AGENT_DAY = statements('agent_day', AGENT_KEY, COUNT_COLUMNS)
const TEAM_DAY = statements('team_day', TEAM_KEY, TEAM_COUNTS)

const KEYS = 'unnest($1::integer[], $2::integer[], $3::integer[]) AS k(team_no, work_day, agent_no)'
/** The smiley that was stored last of an agent's computers, if any counts. */
const SMILEYS = `SELECT DISTINCT ON (k.team_no, k.work_day, k.agent_no) k.team_no, k.work_day, k.agent_no, s.smiley
  FROM ${KEYS}
  JOIN device d ON d.agent_no = k.agent_no AND d.team_no = k.team_no
  JOIN day_smiley s ON s.team_no = k.team_no AND s.work_day = k.work_day AND s.device_no = d.device_no
  WHERE s.deleted = 0 AND s.smiley IS NOT NULL
  ORDER BY k.team_no, k.work_day, k.agent_no, s.stored_seq DESC, s.device_no DESC`
const SET_SMILEYS: KeyedStatement = {
  name: 'set smileys',
  text: (only) => `UPDATE agent_day a SET smiley = k.smiley
  FROM unnest($1::integer[], $2::integer[], $3::integer[], $4::text[]) AS k(team_no, work_day, agent_no, smiley)
  WHERE a.team_no = k.team_no AND a.work_day = k.work_day AND a.agent_no = k.agent_no${only('a')}`,
}
const DROP_EMPTY: KeyedStatement = {
  name: 'drop agent_day',
  text: (only) => `DELETE FROM agent_day a USING ${KEYS}
  WHERE a.team_no = k.team_no AND a.work_day = k.work_day AND a.agent_no = k.agent_no${only('a')}`,
}
const DROP_TEAM_DAYS: KeyedStatement = {
  name: 'drop team_day',
  text: (only) => `DELETE FROM team_day t USING unnest($1::integer[], $2::integer[]) AS k(team_no, work_day)
  WHERE t.team_no = k.team_no AND t.work_day = k.work_day${only('t')}`,
}

/** A row of agent_day while it is being changed. `before`: its smiley; `undefined`: it wasn't there. */
interface AgentDay {
  readonly delta: AgentDayDelta
  readonly before: string | null | undefined
  readonly isEmpty: boolean
}

export async function writeRollups(query: Query, deltas: AgentDayDeltas): Promise<void> {
  const changed = deltas.inKeyOrder()
  if (changed.length === 0) return
  const days = await addToAgentDays(query, changed)
  const smileys = await settleSmileys(query, days)
  const teamDays = new TeamDayDeltas()
  const gone: AgentDayDelta[] = []
  for (const { delta, before, isEmpty } of days) {
    const smiley = smileys.has(delta) ? (smileys.get(delta) ?? null) : (before ?? null)
    const isGone = isEmpty && smiley === null
    if (isGone) gone.push(delta)
    teamDays.agentDay(delta.teamNo, delta.workDay, delta.counts, before, isGone ? undefined : smiley)
  }
  if (gone.length > 0) await queryByKey(query, DROP_EMPTY, gone, { teamOf, valuesOf: agentKeys })
  await addToTeamDays(query, teamDays)
}

async function addToAgentDays(query: Query, changed: readonly AgentDayDelta[]): Promise<readonly AgentDay[]> {
  const parameters = (deltas: readonly AgentDayDelta[]) => [
    ...agentKeys(deltas),
    ...countsOf(
      deltas.map(({ counts }) => counts),
      COUNT_COLUMNS.length,
    ),
  ]
  const update = AGENT_DAY.update('a.smiley, a.rated + a.skipped + a.expired')
  const { rows } = await queryByKey(query, update, changed, { teamOf, valuesOf: parameters })
  const there = new Map(rows.map(([team, day, agent, ...rest]) => [`${team}/${day}/${agent}`, rest]))
  const days = changed.map((delta) => {
    const [before, total] = there.get(`${delta.teamNo}/${delta.workDay}/${delta.agentNo}`) ?? []
    return {
      delta,
      before: before === null ? null : before?.toString(),
      isEmpty: total === undefined ? delta.counts.every((count) => count === 0) : total === 0,
    }
  })
  const missing = days.filter(({ before }) => before === undefined).map(({ delta }) => delta)
  if (missing.length > 0) {
    const { count } = await query('insert agent_day', AGENT_DAY.insert, parameters(missing))
    if (count !== missing.length) throw new RaceLost('Another writer has begun the same day of an agent.')
  }
  return days
}

/** Asks the raw records which smiley counts now, with the rows of agent_day locked, and writes those that differ. */
async function settleSmileys(
  query: Query,
  days: readonly AgentDay[],
): Promise<ReadonlyMap<AgentDayDelta, string | null>> {
  const asked = days.filter(({ delta }) => delta.smiley.s !== 'unchanged')
  if (asked.length === 0) return new Map()
  const { rows } = await query('smileys', SMILEYS, agentKeys(asked.map(({ delta }) => delta)))
  const found = new Map(rows.map(([team, day, agent, smiley]) => [`${team}/${day}/${agent}`, smiley]))
  const smileys = new Map(
    asked.map(({ delta }) => [
      delta,
      found.get(`${delta.teamNo}/${delta.workDay}/${delta.agentNo}`)?.toString() ?? null,
    ]),
  )
  const other = asked
    .filter(({ delta, before }) => smileys.get(delta) !== (before ?? null))
    .map(({ delta }) => delta)
  if (other.length > 0) {
    const valuesOf = (some: readonly AgentDayDelta[]) => [
      ...agentKeys(some),
      plainArray(some.map((delta) => smileys.get(delta) ?? null)),
    ]
    await queryByKey(query, SET_SMILEYS, other, { teamOf, valuesOf })
  }
  return smileys
}

async function addToTeamDays(query: Query, teamDays: TeamDayDeltas): Promise<void> {
  const changed = teamDays.inKeyOrder()
  if (changed.length === 0) return
  type Delta = (typeof changed)[number]
  const parameters = (deltas: readonly Delta[]) => [
    ...teamKeys(deltas),
    ...countsOf(
      deltas.map(({ counts, agents, happy, neutral, sad }) => [...counts, agents, happy, neutral, sad]),
      TEAM_COUNTS.length,
    ),
  ]
  const update = TEAM_DAY.update('a.agents')
  const { rows } = await queryByKey(query, update, changed, { teamOf, valuesOf: parameters })
  const there = new Map(rows.map(([team, day, agents]) => [`${team}/${day}`, agents]))
  const missing = changed.filter(({ teamNo, workDay }) => !there.has(`${teamNo}/${workDay}`))
  if (missing.length > 0) {
    const { count } = await query('insert team_day', TEAM_DAY.insert, parameters(missing))
    if (count !== missing.length) throw new RaceLost('Another writer has begun the same day of a team.')
  }
  const gone = changed.filter(({ teamNo, workDay }) => there.get(`${teamNo}/${workDay}`) === 0)
  if (gone.length > 0) await queryByKey(query, DROP_TEAM_DAYS, gone, { teamOf, valuesOf: teamKeys })
}

function teamOf({ teamNo }: { readonly teamNo: number }): number {
  return teamNo
}

function agentKeys(deltas: readonly AgentDayDelta[]): string[] {
  return [...teamKeys(deltas), plainArray(deltas.map(({ agentNo }) => agentNo))]
}

function teamKeys(deltas: readonly { readonly teamNo: number; readonly workDay: number }[]): string[] {
  return [plainArray(deltas.map(({ teamNo }) => teamNo)), plainArray(deltas.map(({ workDay }) => workDay))]
}

function countsOf(rows: readonly (readonly number[])[], columns: number): string[] {
  return Array.from({ length: columns }, (_, place) =>
    plainArray(rows.map((counts): Value => counts[place] ?? 0)),
  )
}

function statements(table: string, key: readonly string[], counts: readonly string[]) {
  const names = [...key, ...counts]
  const given = `unnest(${names.map((_, place) => `$${place + 1}::integer[]`).join(', ')}) AS k(${names.join(', ')})`
  const isKey = (one: string, other: string) =>
    key.map((name) => `${one}.${name} = ${other}.${name}`).join(' AND ')
  return {
    /** Adds to the rows that are there and gives back their keys and `returning`. */
    update: (returning: string): KeyedStatement => ({
      name: `update ${table}`,
      text: (only) => `WITH l AS (
        SELECT k.* FROM ${given} JOIN ${table} a ON ${isKey('a', 'k')}${only('a')}
        ORDER BY ${key.map((name) => `k.${name}`).join(', ')} FOR UPDATE OF a
      ) UPDATE ${table} a SET ${counts.map((name) => `${name} = a.${name} + l.${name}`).join(', ')}
      FROM l WHERE ${isKey('a', 'l')}${only('a')} RETURNING ${key.map((name) => `a.${name}`).join(', ')}, ${returning}`,
    }),
    insert: `INSERT INTO ${table} (${names.join(', ')}) SELECT ${names.join(', ')} FROM ${given}
      ON CONFLICT (${key.join(', ')}) DO NOTHING`,
  }
}
