/** Raw records and roll-ups straight into the tables of a store in PostgreSQL. For this bench alone. */
import pg from 'pg'
import { insertInteractions, insertSmileys, interactionRows, rollUps, smileyRows } from './rows.ts'
import { PER_DAY } from './size.ts'

const ID = `(lpad(to_hex(work_day * 86400000::bigint), 12, '0') || '7000' || to_hex(32768 + n)
  || lpad(to_hex(device_no), 8, '0') || lpad(to_hex(work_day % 65536), 4, '0'))::uuid`

/** Returns how many interactions there are. */
export async function fillPostgres(database: string, days: readonly number[]): Promise<number> {
  const client = new pg.Client({ connectionString: database })
  await client.connect()
  try {
    await client.query('SET synchronous_commit = off')
    await client.query('SET work_mem = 65536')
    const { rows: teams } = await client.query<{ team_no: number }>(
      'SELECT team_no FROM team ORDER BY team_no',
    )
    const keys = (numbers: number) => `(SELECT team_no, work_day, device_no, agent_no, n, ${ID} AS id
      FROM unnest($1::integer[]) AS work_day CROSS JOIN device CROSS JOIN generate_series(0, ${numbers - 1}) AS n
      WHERE team_no = $2 AND role = 'agent') AS keys`
    let interactions = 0
    for (const { team_no } of teams) {
      await client.query('BEGIN')
      const inserted = await client.query(insertInteractions(interactionRows(keys(PER_DAY))), [days, team_no])
      interactions += inserted.rowCount ?? 0
      await client.query(insertSmileys(smileyRows(keys(1))), [days, team_no])
      for (const statement of rollUps('WHERE team_no = $1')) await client.query(statement, [team_no])
      await client.query('COMMIT')
    }
    await client.query('VACUUM ANALYZE')
    await client.query('CHECKPOINT')
    return interactions
  } finally {
    await client.end()
  }
}
