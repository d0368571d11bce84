/**
 * What Citus asks of tables that are distributed by team, as far as PostgreSQL's catalogue and the text of statements
 * tell: docs/collector-scale.md. On Citus itself nothing was tried.
 */
import { beforeAll, describe, expect, it } from 'vitest'

import { createPostgresStore } from '../../../src/collector/store/postgres/postgres-store.ts'
import { DAY_SMILEY, INTERACTION, PULSE } from '../../../src/collector/store/postgres/raw-tables.ts'
import { newDatabase, onServer, postgresServer } from '../../support/postgres.ts'
import { NOW } from './support.ts'

const server = await postgresServer()

/** Tables of which every node has a copy, or only one node; the rest is distributed. */
const NOT_DISTRIBUTED = {
  meta: 'the identity and the counters of the whole store; stays on the coordinator',
  erasure: 'ids that come back in whatever team; stays on the coordinator',
  team: 'looked up by its id by who does not know its number; a reference table',
  feedback: 'comes by external id, whichever team took the interaction; stays on the coordinator',
  feedback_staged: 'what an import prepares for it; stays on the coordinator',
  feedback_token: 'of a system of the organisation, no team; stays on the coordinator',
} as const

const DISTRIBUTED = [
  'enrolment_code',
  'device',
  'interaction',
  'day_smiley',
  'pulse',
  'agent_day',
  'team_day',
  'published_block',
  'published_part',
  'team_work_day',
  'published_window',
  'counted',
  'published_pulse',
  'published_customers',
  'follow_up',
  'spotlight',
]

interface Key {
  readonly table: string
  readonly name: string
  readonly kind: string
  readonly columns: readonly string[]
}

/** Every unique index and every foreign key of the tables, partitions' as well. */
const KEYS = `
  SELECT t.relname AS table, i.relname AS name, CASE WHEN x.indisprimary THEN 'primary key' ELSE 'unique index' END AS kind,
    ARRAY(SELECT a.attname::text FROM unnest(x.indkey::smallint[]) WITH ORDINALITY AS k(no, place)
      JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.no
      WHERE k.place <= x.indnkeyatts ORDER BY k.place) AS columns
  FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
  WHERE x.indisunique AND t.relnamespace = 'public'::regnamespace
  UNION ALL
  SELECT t.relname, c.conname, 'foreign key',
    ARRAY(SELECT a.attname::text FROM unnest(c.conkey) AS k(no)
      JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.no)
  FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
  WHERE c.contype = 'f' AND t.relnamespace = 'public'::regnamespace
  ORDER BY 1, 2`

describe.skipIf('skip' in server)('the tables in PostgreSQL', () => {
  let tables: readonly string[]
  let keys: readonly Key[]
  let teamNumbers: readonly Readonly<Record<string, unknown>>[]
  let others: readonly Readonly<Record<string, unknown>>[]
  beforeAll(async () => {
    const { url, remove } = await newDatabase(server)
    await (await createPostgresStore({ database: url, now: () => NOW })).close()
    const of = async (condition: string) =>
      await onServer(
        url,
        `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND ${condition} ORDER BY 1`,
      )
    tables = (await of("relkind IN ('r', 'p') AND NOT relispartition")).map(({ name }) => String(name))
    others = await of("relkind IN ('v', 'm', 'f', 'S')")
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the statement above selects
    keys = (await onServer(url, KEYS)) as unknown as readonly Key[]
    teamNumbers = await onServer(
      url,
      `SELECT c.relname AS table, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS always
       FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
       WHERE a.attname = 'team_no' AND c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace`,
    )
    await remove()
  })
  const isDistributed = (table: string) => !Object.hasOwn(NOT_DISTRIBUTED, table)

  it('are all distributed by team, except those with a reason', () => {
    expect(tables.filter(isDistributed)).toEqual(DISTRIBUTED.toSorted())
    expect(tables.filter((table) => !isDistributed(table))).toEqual(Object.keys(NOT_DISTRIBUTED).toSorted())
  })

  it('have a primary key that begins with the team where they are distributed, partitions too', () => {
    const primary = keys.filter(({ table, kind }) => isDistributed(table) && kind === 'primary key')
    expect(primary.map(({ table }) => table)).toEqual(expect.arrayContaining(DISTRIBUTED))
    // Two tables have their partitions: 15 months and the rest.
    expect(primary).toHaveLength(DISTRIBUTED.length + 2 * 16)
    expect(primary.filter(({ columns }) => columns[0] !== 'team_no')).toEqual([])
  })

  it('have the team in every unique index and foreign key where they are distributed', () => {
    const without = keys.filter(({ table, columns }) => isDistributed(table) && !columns.includes('team_no'))
    expect(without).toEqual([])
    expect(keys).toContainEqual(expect.objectContaining({ name: 'device_by_id', kind: 'unique index' }))
  })

  it('have the team as the same type everywhere, and always: otherwise they are not co-located', () => {
    expect(teamNumbers).toHaveLength(DISTRIBUTED.length + 2 * 16 + 1)
    expect(teamNumbers.filter(({ type, always }) => type !== 'integer' || always !== true)).toEqual([])
  })

  it('have one sequence and no views: a sequence gives other numbers on every node', () => {
    expect(others).toEqual([{ name: 'stored_seq' }])
  })
})

describe.each([INTERACTION, DAY_SMILEY, PULSE])('the statements of $name', ({ insert, ...keyed }) => {
  const update = keyed.update.text(() => '')

  it('give back columns and set values: Citus takes no function in RETURNING and none that is volatile in SET', () => {
    const returned = /RETURNING ([^)]*)/.exec(insert)?.[1]?.trim()
    expect(returned).toMatch(/^team_no, (work_day|quarter), device_no, id$/)
    // What draws numbers from the sequence is done before, where the sequence is.
    const [, drawn = '', set = ''] =
      /^(WITH k AS MATERIALIZED .*)?UPDATE .* SET (.*) FROM /s.exec(update) ?? []
    expect(set).toMatch(/^agent_no = k\.agent_no, /)
    expect(set).not.toContain('(')
    expect(drawn.includes('nextval')).toBe(set.includes('stored_seq'))
    expect(update).toContain('t.team_no = k.team_no')
  })

  it('lock and change rows of one team where they are asked to', () => {
    for (const { text } of [keyed.lock, keyed.update])
      expect(text((table) => ` AND ${table}.team_no = $99`)).toContain(' AND t.team_no = $99')
  })
})
