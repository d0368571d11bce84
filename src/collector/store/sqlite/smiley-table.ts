/** Day smileys: insert, or replace what has a lower revision. */
import type { Database } from 'better-sqlite3'

import { uuidBytes } from '../ids.ts'
import type { AgentDayDeltas } from '../rollup-deltas.ts'
import { compare, type Verdict } from '../verdict.ts'
import type { Place } from './place.ts'
import type { DayEvent } from '../thread/request-codec.ts'
import type { Sequence } from './sequence.ts'

type Key = [teamNo: number, workDay: number, deviceNo: number, id: Uint8Array]

interface Row {
  readonly agent_no: number
  readonly revision: number
  readonly deleted: number
  readonly smiley: string | null
}

const KEY = 'team_no = ? AND work_day = ? AND device_no = ? AND id = ?'

export interface SmileyTable {
  store(event: DayEvent, place: Place, workDay: number, deltas: AgentDayDeltas): Verdict
}

export function createSmileyTable(db: Database, sequence: Sequence): SmileyTable {
  const find = db.prepare<Key, Row>(`SELECT agent_no, revision, deleted, smiley FROM day_smiley WHERE ${KEY}`)
  const insert = db.prepare(
    `INSERT INTO day_smiley (team_no, work_day, device_no, id, agent_no, revision, deleted, smiley, stored_seq)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const update = db.prepare(
    `UPDATE day_smiley SET agent_no = ?, revision = ?, deleted = ?, smiley = ?, stored_seq = ? WHERE ${KEY}`,
  )

  return {
    store({ recordId, revision, deleted, smiley }, { teamNo, deviceNo, agentNo }, workDay, deltas) {
      const id = uuidBytes(recordId)
      const row = find.get(teamNo, workDay, deviceNo, id)
      const counted = deleted === 1 ? null : smiley
      if (row === undefined) {
        insert.run(teamNo, workDay, deviceNo, id, agentNo, revision, deleted, smiley, sequence.next())
        // One that never counted takes nothing away.
        if (counted !== null) deltas.smiley(teamNo, workDay, agentNo, counted)
        return 'stored'
      }
      const isSame = () => row.deleted === deleted && row.smiley === smiley
      const verdict = compare(row.revision, revision, isSame)
      if (verdict !== 'newer') return verdict
      update.run(agentNo, revision, deleted, smiley, sequence.next(), teamNo, workDay, deviceNo, id)
      if (row.agent_no !== agentNo) deltas.smiley(teamNo, workDay, row.agent_no, null)
      deltas.smiley(teamNo, workDay, agentNo, counted)
      return 'stored'
    },
  }
}
