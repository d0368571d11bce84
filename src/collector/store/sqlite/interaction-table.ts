/** Interactions: insert, or replace what has a lower revision, and say what that changes in the roll-ups. */
import type { Database } from 'better-sqlite3'

import { uuidBytes } from '../ids.ts'
import type { AgentDayDeltas } from '../rollup-deltas.ts'
import { compare, type Verdict } from '../verdict.ts'
import type { Place } from './place.ts'
import type { InteractionEvent } from '../thread/request-codec.ts'

type Key = [teamNo: number, workDay: number, deviceNo: number, id: Uint8Array]

interface Row {
  readonly agent_no: number
  readonly revision: number
  readonly deleted: number
  readonly channel: string
  readonly queue: string | null
  readonly outcome: string | null
  readonly rating: number | null
  readonly solved: number | null
  readonly reasons: string
  readonly follow_up: string | null
  readonly story: string | null
}

const KEY = 'team_no = ? AND work_day = ? AND device_no = ? AND id = ?'
const CONTENT = 'revision, deleted, channel, queue, outcome, rating, solved, reasons, follow_up, story'

export interface InteractionTable {
  store(event: InteractionEvent, place: Place, workDay: number, deltas: AgentDayDeltas): Verdict
}

export function createInteractionTable(db: Database): InteractionTable {
  // A new record is by far the most usual: found out by the insert itself, which goes down the tree once.
  const insert = db.prepare(
    `INSERT INTO interaction (team_no, work_day, device_no, id, agent_no, ${CONTENT}, external_ids)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (team_no, work_day, device_no, id) DO NOTHING`,
  )
  const update = db.prepare(
    `UPDATE interaction SET agent_no = ?, revision = ?, deleted = ?, channel = ?, queue = ?, outcome = ?, rating = ?,
       solved = ?, reasons = ?, follow_up = ?, story = ?, external_ids = ?
     WHERE ${KEY}`,
  )
  const find = db.prepare<Key, Row>(`SELECT agent_no, ${CONTENT} FROM interaction WHERE ${KEY}`)

  return {
    store(event, { teamNo, deviceNo, agentNo }, workDay, deltas) {
      const { revision, deleted, channel, queue, outcome, rating, solved, reasons } = event
      const { followUp, story, externalIds } = event
      const id = uuidBytes(event.recordId)
      const content = [
        revision,
        deleted,
        channel,
        queue,
        outcome,
        rating,
        solved,
        reasons,
        followUp,
        story,
        externalIds,
      ]
      const { changes } = insert.run(teamNo, workDay, deviceNo, id, agentNo, ...content)
      if (changes === 0) {
        const row = find.get(teamNo, workDay, deviceNo, id)
        if (row === undefined) throw new Error('A row that was in the way of an insert is gone.')
        const verdict = compare(row.revision, revision, () => isSame(row, event))
        if (verdict !== 'newer') return verdict
        update.run(agentNo, ...content, teamNo, workDay, deviceNo, id)
        deltas.interaction(teamNo, workDay, row.agent_no, row, -1)
      }
      deltas.interaction(teamNo, workDay, agentNo, event, 1)
      return 'stored'
    },
  }
}

/** External ids aside: whether these leave a device is its policy's doing, not the agent's. */
function isSame(row: Row, event: InteractionEvent): boolean {
  return (
    row.deleted === event.deleted &&
    row.channel === event.channel &&
    row.queue === event.queue &&
    row.outcome === event.outcome &&
    row.rating === event.rating &&
    row.solved === event.solved &&
    row.reasons === event.reasons &&
    row.follow_up === event.followUp &&
    row.story === event.story
  )
}
