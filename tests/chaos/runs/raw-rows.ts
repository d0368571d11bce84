/** The collector's tables as they are, read behind its back and with none of its code. */
import { join } from 'node:path'

import Database from 'better-sqlite3'
import pg from 'pg'

export type Row = Readonly<Record<string, unknown>>

/** Runs a query; `?` is the number of the team. */
export interface RawReader {
  rows(sql: string, teamNo: number): Promise<readonly Row[]>
  close(): Promise<void>
}

export function readSqlite(path: string): RawReader {
  const db = new Database(path, { readonly: true, timeout: 5000 })
  return {
    rows: async (sql, teamNo) => db.prepare<[number], Row>(sql).all(teamNo),
    close: async () => void db.close(),
  }
}

export async function readPostgres(url: string): Promise<RawReader> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return {
    rows: async (sql, teamNo) => (await client.query<Row>(sql.replaceAll('?', '$1'), [teamNo])).rows,
    close: () => client.end(),
  }
}

/** Of the collector of a lane. */
export async function readCollector({
  database,
  folder,
}: {
  readonly database: string | undefined
  readonly folder: string
}): Promise<RawReader> {
  return database === undefined ? readSqlite(join(folder, 'collector.db')) : await readPostgres(database)
}

/** Whether everything of the device's agent was erased. */
export async function isErased(reader: RawReader, deviceId: string): Promise<boolean> {
  const erasures = await reader.rows('SELECT device_id FROM erasure WHERE erased_at > ?', -1)
  return erasures.some((row) => uuid(row['device_id']) === deviceId)
}

/** A record as the collector holds it. */
export interface HeldRecord {
  readonly kind: 'interaction' | 'day' | 'pulse'
  readonly deviceId: string
  readonly agentNo: number
  readonly id: string
  readonly revision: number
  /** Whole days since 1970; `undefined` for a pulse. */
  readonly workDay: number | undefined
  readonly storedSeq: number
  /** As it was sent. */
  readonly data: Readonly<Record<string, unknown>>
}

export interface Held {
  readonly records: readonly HeldRecord[]
  readonly agentDays: readonly Row[]
  readonly teamDays: readonly Row[]
}

export async function readHeld(reader: RawReader, teamNo: number): Promise<Held> {
  const devices = await reader.rows('SELECT device_no, device_id FROM device WHERE team_no = ?', teamNo)
  const deviceIds = new Map(devices.map((row) => [Number(row['device_no']), uuid(row['device_id'])]))
  const records = async (
    kind: HeldRecord['kind'],
    table: string,
    dataOf: (row: Row) => HeldRecord['data'],
  ): Promise<HeldRecord[]> =>
    (await reader.rows(`SELECT * FROM ${table} WHERE team_no = ?`, teamNo)).map((row) => ({
      kind,
      deviceId: deviceIds.get(Number(row['device_no'])) ?? `device ${String(row['device_no'])}`,
      agentNo: Number(row['agent_no']),
      id: uuid(row['id']),
      revision: Number(row['revision']),
      workDay: 'work_day' in row ? Number(row['work_day']) : undefined,
      storedSeq: Number(row['stored_seq'] ?? 0),
      data: dataOf(row),
    }))
  return {
    records: [
      ...(await records('interaction', 'interaction', interactionData)),
      ...(await records('day', 'day_smiley', (row) => ({
        workDay: date(row['work_day']),
        deleted: Number(row['deleted']) === 1,
        smiley: row['smiley'],
      }))),
      ...(await records('pulse', 'pulse', (row) => ({
        quarter: row['quarter'],
        deleted: Number(row['deleted']) === 1,
        score: row['score'] === null ? null : Number(row['score']),
      }))),
    ],
    agentDays: await reader.rows('SELECT * FROM agent_day WHERE team_no = ?', teamNo),
    teamDays: await reader.rows('SELECT * FROM team_day WHERE team_no = ?', teamNo),
  }
}

function interactionData(row: Row): HeldRecord['data'] {
  return {
    workDay: date(row['work_day']),
    deleted: Number(row['deleted']) === 1,
    channel: row['channel'],
    queue: row['queue'],
    outcome: row['outcome'],
    rating: row['rating'] === null ? null : Number(row['rating']),
    solved: row['solved'] === null ? null : Number(row['solved']) === 1,
    reasons: list(row['reasons']),
    followUp: row['follow_up'],
    story: row['story'],
    ...(row['external_ids'] !== null && { externalIds: list(row['external_ids']) }),
  }
}

function list(json: unknown): unknown {
  return typeof json === 'string' ? JSON.parse(json) : json
}

function date(day: unknown): string {
  return new Date(Number(day) * 86_400_000).toISOString().slice(0, 10)
}

/** Bytes in one database, text in the other. */
export function uuid(value: unknown): string {
  if (typeof value === 'string') return value
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the columns of ids hold nothing else
  const hex = Buffer.from(value as Uint8Array).toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
