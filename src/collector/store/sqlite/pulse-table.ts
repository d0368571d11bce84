/** Quarterly answers: insert, or replace what has a lower revision. They are in no roll-up. */
import type { Database } from 'better-sqlite3'

import { uuidBytes } from '../ids.ts'
import { compare, type Verdict } from '../verdict.ts'
import type { Place } from './place.ts'
import type { PulseEvent } from '../thread/request-codec.ts'
import type { Sequence } from './sequence.ts'

type Key = [teamNo: number, quarter: string, deviceNo: number, id: Uint8Array]

interface Row {
  readonly revision: number
  readonly deleted: number
  readonly score: number | null
}

const KEY = 'team_no = ? AND quarter = ? AND device_no = ? AND id = ?'

export interface PulseTable {
  store(event: PulseEvent, place: Place): Verdict
}

export function createPulseTable(db: Database, sequence: Sequence): PulseTable {
  const find = db.prepare<Key, Row>(`SELECT revision, deleted, score FROM pulse WHERE ${KEY}`)
  const insert = db.prepare(
    `INSERT INTO pulse (team_no, quarter, device_no, id, agent_no, revision, deleted, score, stored_seq)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const update = db.prepare(
    `UPDATE pulse SET agent_no = ?, revision = ?, deleted = ?, score = ?, stored_seq = ? WHERE ${KEY}`,
  )

  return {
    store({ recordId, quarter, revision, deleted, score }, { teamNo, deviceNo, agentNo }) {
      const id = uuidBytes(recordId)
      const row = find.get(teamNo, quarter, deviceNo, id)
      if (row === undefined) {
        insert.run(teamNo, quarter, deviceNo, id, agentNo, revision, deleted, score, sequence.next())
        return 'stored'
      }
      const isSame = () => row.deleted === deleted && row.score === score
      const verdict = compare(row.revision, revision, isSame)
      if (verdict !== 'newer') return verdict
      update.run(agentNo, revision, deleted, score, sequence.next(), teamNo, quarter, deviceNo, id)
      return 'stored'
    },
  }
}
