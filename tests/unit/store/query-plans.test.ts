/** With five years of data only a plan that reads little is fast; a plan doesn't depend on how busy this machine is. */
import Database from 'better-sqlite3'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { openStore } from '../../../src/main/store/index.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { NOW, withDatabase } from './support.ts'

interface Plan {
  readonly sql: string
  readonly steps: readonly string[]
  /** Cursors that the program of the statement reads columns from, by what they are open on. */
  readonly reads: readonly string[]
}

let plans: Plan[]

beforeEach(() => {
  // The statements themselves, as the open store has prepared them.
  const prepare = vi.spyOn(Database.prototype, 'prepare')
  const directory = temporaryFolder()
  openStore({ directory, now: () => NOW }).close()
  const prepared = new Set(
    prepare.mock.calls.map(([sql]) => sql).filter((sql) => /interactions|days|pulses/.test(sql)),
  )
  prepare.mockRestore()
  plans = withDatabase(directory, (db) => [...prepared].filter(isPlannable).map((sql) => planOf(db, sql)))
})

/** The store's own; not those with which migrations look at tables. */
function isPlannable(sql: string): boolean {
  return /^(SELECT|UPDATE)/.test(sql) && !/pragma_|migrations|sqlite_schema/.test(sql)
}

function planOf(db: Database.Database, sql: string): Plan {
  const bound = sql.replaceAll(/\?|:\w+/g, "'x'")
  const roots = new Map(
    db
      .prepare<[], { name: string; rootpage: number }>('SELECT name, rootpage FROM sqlite_schema')
      .all()
      .map(({ name, rootpage }) => [rootpage, name]),
  )
  const program = db.prepare<[], { opcode: string; p1: number; p2: number }>(`EXPLAIN ${bound}`).all()
  const cursors = new Map(
    program.filter(({ opcode }) => opcode === 'OpenRead').map(({ p1, p2 }) => [p1, roots.get(p2) ?? '']),
  )
  const reads = program.filter(({ opcode }) => opcode === 'Column').map(({ p1 }) => cursors.get(p1) ?? '')
  const steps = db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${bound}`).all()
  return { sql, steps: steps.map(({ detail }) => detail), reads: [...new Set(reads)] }
}

/** The plan of the one statement that contains this. */
function planWith(part: string): Plan {
  const [plan, ...others] = plans.filter(({ sql }) => sql.includes(part))
  if (plan === undefined || others.length > 0)
    throw new Error(`${part} is in ${others.length} statements more`)
  return plan
}

describe('the statements of an open store', () => {
  it('never read a whole table', () => {
    expect(plans.length).toBeGreaterThan(20)
    const scans = plans.filter(({ steps }) => steps.some((step) => /^SCAN \w+$/.test(step)))
    expect(scans).toEqual([])
  })

  it('read nothing but one index for the figures of days', () => {
    const { steps, reads } = planWith('GROUP BY work_day, tally')
    expect(steps).toEqual([
      'SEARCH interactions USING INDEX interactions_by_work_day (work_day>? AND work_day<?)',
    ])
    expect(reads).toEqual(['interactions_by_work_day'])
  })

  it('search the index of days for a day', () => {
    expect(planWith('WHERE work_day = ? AND tally >= 0').steps).toEqual([
      'SEARCH interactions USING INDEX interactions_by_work_day (work_day=? AND tally>?)',
      'USE TEMP B-TREE FOR ORDER BY',
    ])
  })

  it('read what waits from its partial index, in its order', () => {
    expect(planWith('WHERE outcome IS NULL AND deleted = 0 ORDER BY').steps).toEqual([
      'SCAN interactions USING INDEX interactions_waiting',
    ])
  })

  it.each(['interactions', 'days', 'pulses'])(
    'find what waits and what is refused of %s by an index',
    (table) => {
      const about = (condition: string) =>
        plans.filter(
          ({ sql }) =>
            sql.includes(`FROM ${table} WHERE ${condition}`) ||
            sql.includes(`FROM ${table}
       WHERE ${condition}`),
        )
      const waiting = about('(synced_revision < revision OR resend = 1)')
      const refused = about('refused_revision = revision')
      // Reading, counting, counting what leaves, settling; listing, counting both ways, forgetting.
      expect([waiting.length, refused.length]).toEqual([4, 4])
      for (const { steps } of waiting) expect(scansOf(steps, table)).toEqual([`${table}_pending`])
      for (const { steps } of refused) expect(scansOf(steps, table)).toEqual([`${table}_refused`])
      expect(waiting.flatMap(({ steps }) => steps).join()).not.toContain('ORDER BY')
    },
  )

  it.each(['interactions', 'days', 'pulses'])('find what was confirmed of %s by its id', (table) => {
    expect(planWith(`UPDATE ${table} SET synced_revision = max(`).steps).toEqual([
      'SCAN sent VIRTUAL TABLE INDEX 1:',
      `SEARCH ${table} USING INDEX sqlite_autoindex_${table}_1 (id=?)`,
    ])
  })

  it('find the records of a period by its index', () => {
    const ofPeriod = plans.filter(({ sql }) => /(work_day|quarter) = \? AND synced_revision > 0/.test(sql))
    expect(ofPeriod).toHaveLength(6)
    for (const { steps } of ofPeriod)
      expect(steps.join()).toMatch(/^SEARCH \w+ USING INDEX \S+ \((work_day|quarter)=\?/)
  })
})

/** Indexes of a table that are read from end to end, or from some id to the end. */
function scansOf(steps: readonly string[], table: string): string[] {
  const scan = String.raw`SCAN ${table} USING (?:COVERING )?INDEX (\S+)$`
  const search = String.raw`SEARCH ${table} USING INDEX (\S+) \(id>\?\)$`
  return steps.flatMap((step) => {
    const match = new RegExp(`^(?:${scan}|${search})`).exec(step)
    return match?.[1] ?? match?.[2] ?? []
  })
}
