/** Writes the changes of a group into agent_day and team_day, each row once and in the order of its key. */
import type { Database } from 'better-sqlite3'

import { type AgentDayDelta, type AgentDayDeltas, COUNT_COLUMNS, TeamDayDeltas } from '../rollup-deltas.ts'

type AgentDayKey = [teamNo: number, workDay: number, agentNo: number]

interface AgentDay {
  readonly counts: readonly number[]
  readonly smiley: string | null
}

const COUNTS = COUNT_COLUMNS.join(', ')
const ADDED = COUNT_COLUMNS.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')
const AGENT_DAY = 'team_no = ? AND work_day = ? AND agent_no = ?'
const NUMBERS = COUNT_COLUMNS.map(() => '?').join(', ')

/** Returns the function that writes, within the transaction that has changed the raw records. */
export function createRollupWriter(db: Database): (deltas: AgentDayDeltas) => void {
  const agentDays = createAgentDays(db)
  const writeTeamDays = createTeamDays(db)
  return (deltas) => {
    const teamDays = new TeamDayDeltas()
    for (const delta of deltas.inKeyOrder()) {
      const { before, after } = agentDays(delta)
      teamDays.agentDay(delta.teamNo, delta.workDay, delta.counts, before, after)
    }
    writeTeamDays(teamDays)
  }
}

/** A row's smiley before and after; `undefined`: there is no row. */
interface Change {
  readonly before: string | null | undefined
  readonly after: string | null | undefined
}

/** The row stays, and so does its smiley, whichever it is. */
const SAME_SMILEY: Change = { before: null, after: null }

function createAgentDays(db: Database): (delta: AgentDayDelta) => Change {
  const find = db
    .prepare<AgentDayKey, unknown[]>(`SELECT ${COUNTS}, smiley FROM agent_day WHERE ${AGENT_DAY}`)
    .raw()
  const insert = db.prepare(
    `INSERT INTO agent_day (team_no, work_day, agent_no, ${COUNTS}, smiley) VALUES (?, ?, ?, ${NUMBERS}, ?)`,
  )
  const add = db.prepare(
    `UPDATE agent_day SET ${COUNT_COLUMNS.map((name) => `${name} = ${name} + ?`).join(', ')} WHERE ${AGENT_DAY}`,
  )
  const update = db.prepare(
    `UPDATE agent_day SET ${COUNT_COLUMNS.map((name) => `${name} = ?`).join(', ')}, smiley = ? WHERE ${AGENT_DAY}`,
  )
  const remove = db.prepare<AgentDayKey>(`DELETE FROM agent_day WHERE ${AGENT_DAY}`)
  const lastSmiley = db
    .prepare<AgentDayKey, string>(
      `SELECT smiley FROM day_smiley
       WHERE ${AGENT_DAY} AND deleted = 0 AND smiley IS NOT NULL ORDER BY stored_seq DESC LIMIT 1`,
    )
    .pluck()

  const smileyAfter = (delta: AgentDayDelta, before: AgentDay | undefined): string | null => {
    switch (delta.smiley.s) {
      case 'unchanged':
        return before?.smiley ?? null
      case 'latest':
        return delta.smiley.smiley
      case 'withdrawn':
        return lastSmiley.get(delta.teamNo, delta.workDay, delta.agentNo) ?? null
    }
  }

  return (delta) => {
    const { teamNo, workDay, agentNo } = delta
    // By far the most usual: more of a day that has begun. It isn't looked at.
    if (isMore(delta) && add.run(...delta.counts, teamNo, workDay, agentNo).changes === 1) return SAME_SMILEY
    const before = agentDayOf(find.get(teamNo, workDay, agentNo))
    const counts = delta.counts.map((count, place) => count + (before?.counts[place] ?? 0))
    const smiley = smileyAfter(delta, before)
    if (smiley === null && counts.every((count) => count === 0)) {
      if (before !== undefined) remove.run(teamNo, workDay, agentNo)
      return { before: before?.smiley, after: undefined }
    }
    if (before === undefined) insert.run(teamNo, workDay, agentNo, ...counts, smiley)
    else update.run(...counts, smiley, teamNo, workDay, agentNo)
    return { before: before?.smiley, after: smiley }
  }
}

function isMore({ counts, smiley }: AgentDayDelta): boolean {
  return smiley.s === 'unchanged' && counts.every((count) => count >= 0)
}

function agentDayOf(row: readonly unknown[] | undefined): AgentDay | undefined {
  if (row === undefined) return undefined
  const smiley = row[COUNT_COLUMNS.length]
  return {
    counts: row.slice(0, COUNT_COLUMNS.length).map(Number),
    smiley: typeof smiley === 'string' ? smiley : null,
  }
}

function createTeamDays(db: Database): (deltas: TeamDayDeltas) => void {
  const add = db.prepare(
    `INSERT INTO team_day (team_no, work_day, ${COUNTS}, agents, happy, neutral, sad)
     VALUES (?, ?, ${NUMBERS}, ?, ?, ?, ?)
     ON CONFLICT (team_no, work_day) DO UPDATE SET ${ADDED}, agents = agents + excluded.agents,
       happy = happy + excluded.happy, neutral = neutral + excluded.neutral, sad = sad + excluded.sad`,
  )
  // Nobody is left: the day is as if nothing had ever been sent.
  const removeEmpty = db.prepare<[teamNo: number, workDay: number]>(
    'DELETE FROM team_day WHERE team_no = ? AND work_day = ? AND agents = 0',
  )
  return (deltas) => {
    for (const { teamNo, workDay, counts, agents, happy, neutral, sad } of deltas.inKeyOrder()) {
      add.run(teamNo, workDay, ...counts, agents, happy, neutral, sad)
      if (agents < 0) removeEmpty.run(teamNo, workDay)
    }
  }
}
