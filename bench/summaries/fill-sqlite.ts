/** Raw records and roll-ups straight into the tables of a store in SQLite that is closed. For this bench alone. */
import Database from 'better-sqlite3'
import { insertInteractions, insertSmileys, interactionRows, rollUps, smileyRows } from './rows.ts'
import { PER_DAY } from './size.ts'

/** Version 7, the time of the day, then the keys. */
const ID = `unhex(printf('%012x7%03x%04x%08x%04x', work_day * 86400000, 0, 32768 + n, device_no, work_day % 65536))`

/** Returns how many interactions there are. */
export function fillSqlite(file: string, days: readonly number[]): number {
  const db = new Database(file)
  try {
    // Whatever breaks here is thrown away.
    db.pragma('synchronous = OFF')
    db.pragma('cache_size = -200000')
    db.exec('CREATE TEMP TABLE work (work_day INTEGER PRIMARY KEY)')
    db.exec('CREATE TEMP TABLE numbers (n INTEGER PRIMARY KEY)')
    const add = db.prepare('INSERT INTO work VALUES (?)')
    const number = db.prepare('INSERT INTO numbers VALUES (?)')
    db.transaction(() => {
      for (const day of days) add.run(day)
      for (let n = 0; n < PER_DAY; n += 1) number.run(n)
    })()
    const teams = db.prepare<[], number>('SELECT team_no FROM team ORDER BY team_no').pluck().all()
    // The order of the key, so that nothing has to be sorted and every page is written once.
    const keys = (where: string) => `(SELECT d.team_no, work_day, d.device_no, d.agent_no, n, ${ID} AS id
      FROM work CROSS JOIN device d CROSS JOIN numbers WHERE d.team_no = :team AND d.role = 'agent' ${where})`
    const statements = [
      insertInteractions(interactionRows(keys(''))),
      insertSmileys(smileyRows(keys('AND n = 0'))),
      ...rollUps('WHERE team_no = :team'),
    ].map((sql) => db.prepare(sql))
    let interactions = 0
    for (const team of teams) {
      db.transaction(() => {
        for (const [place, statement] of statements.entries()) {
          const { changes } = statement.run({ team })
          if (place === 0) interactions += changes
        }
      })()
    }
    return interactions
  } finally {
    db.close()
  }
}
