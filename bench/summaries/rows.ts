/**
 * The rows of the bench, made by the database itself from the keys: what an agent left follows from who, when and which,
 * so that both databases hold the same. SQL that both understand but for the ids; answers are spread as people's are.
 */
import { COUNT_COLUMNS } from '../../src/collector/store/rollup-deltas.ts'

/** 0 to 1,000,002, different for neighbours. Small enough for a 64-bit product. */
const CHANCE =
  '((CAST(device_no AS bigint) * 7919 + CAST(work_day AS bigint) * 104729 + n * 15485863) % 1000003 * 48271 % 1000003)'
const HUNDRED = `(${CHANCE} % 100)`
const OTHER_HUNDRED = `(${CHANCE} / 100 % 100)`
const THIRD_HUNDRED = `(${CHANCE} / 10000)`

const IS_RATED = `${OTHER_HUNDRED} < 78`

/** From rows with team_no, device_no, agent_no, work_day, n and id. */
export function interactionRows(from: string): string {
  return `SELECT team_no, work_day, device_no, id, agent_no, 1 AS revision, 0 AS deleted,
    CASE WHEN ${THIRD_HUNDRED} < 60 THEN 'voice' WHEN ${THIRD_HUNDRED} < 85 THEN 'chat' ELSE 'email' END AS channel,
    CASE WHEN ${THIRD_HUNDRED} < 40 THEN 'Invoices' WHEN ${THIRD_HUNDRED} < 75 THEN 'Contracts' ELSE 'Faults' END
      AS queue,
    CASE WHEN ${IS_RATED} THEN 'rated' WHEN ${OTHER_HUNDRED} < 86 THEN 'skipped' ELSE 'expired' END AS outcome,
    CASE WHEN NOT ${IS_RATED} THEN NULL WHEN ${HUNDRED} < 4 THEN 1 WHEN ${HUNDRED} < 12 THEN 2
      WHEN ${HUNDRED} < 29 THEN 3 WHEN ${HUNDRED} < 68 THEN 4 ELSE 5 END AS rating,
    CASE WHEN NOT ${IS_RATED} OR ${THIRD_HUNDRED} % 7 = 0 THEN NULL WHEN ${HUNDRED} < 25 THEN 0 ELSE 1 END AS solved,
    '[]' AS reasons
    FROM ${from}`
}

/** Four of five days have one. */
export function smileyRows(from: string): string {
  return `SELECT team_no, work_day, device_no, id, agent_no, 1 AS revision, 0 AS deleted,
    CASE WHEN ${HUNDRED} < 72 THEN 'happy' ELSE 'sad' END AS smiley, 1 AS stored_seq
    FROM ${from} WHERE ${OTHER_HUNDRED} < 80`
}

const INTERACTION = `team_no, work_day, device_no, id, agent_no, revision, deleted, channel, queue, outcome, rating, solved,
  reasons`
const SMILEY = 'team_no, work_day, device_no, id, agent_no, revision, deleted, smiley, stored_seq'

export function insertInteractions(rows: string): string {
  return `INSERT INTO interaction (${INTERACTION}) ${rows}`
}

export function insertSmileys(rows: string): string {
  return `INSERT INTO day_smiley (${SMILEY}) ${rows}`
}

const COUNTS: Readonly<Record<(typeof COUNT_COLUMNS)[number], string>> = {
  rated: `outcome = 'rated'`,
  skipped: `outcome = 'skipped'`,
  expired: `outcome = 'expired'`,
  rating_1: 'rating = 1',
  rating_2: 'rating = 2',
  rating_3: 'rating = 3',
  rating_4: 'rating = 4',
  rating_5: 'rating = 5',
  solved_yes: 'solved = 1',
  solved_no: 'solved = 0',
}

/** The roll-ups of a team, or of all where `where` says so; each agent has one computer and an interaction every day. */
export function rollUps(where: string): readonly string[] {
  const columns = COUNT_COLUMNS.join(', ')
  const counted = COUNT_COLUMNS.map((name) => `sum(CASE WHEN ${COUNTS[name]} THEN 1 ELSE 0 END)`).join(', ')
  const smileys = ['happy', 'neutral', 'sad']
  const faces = smileys.map((face) => `sum(CASE WHEN smiley = '${face}' THEN 1 ELSE 0 END)`).join(', ')
  const sums = COUNT_COLUMNS.map((name) => `sum(${name})`).join(', ')
  return [
    `INSERT INTO agent_day (team_no, work_day, agent_no, ${columns}, smiley)
     SELECT i.*, s.smiley FROM (
       SELECT team_no, work_day, agent_no, ${counted} FROM interaction ${where}
       GROUP BY team_no, work_day, agent_no
     ) i LEFT JOIN (SELECT team_no, work_day, agent_no, smiley FROM day_smiley ${where}) s
       ON s.team_no = i.team_no AND s.work_day = i.work_day AND s.agent_no = i.agent_no`,
    `INSERT INTO team_day (team_no, work_day, ${columns}, agents, ${smileys.join(', ')})
     SELECT team_no, work_day, ${sums}, count(*), ${faces} FROM agent_day ${where} GROUP BY team_no, work_day`,
  ]
}
