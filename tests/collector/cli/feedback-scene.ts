/** A collector's data with the customer comparison on, and files of feedback to import into it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { onServer, postgresServer, temporaryDatabase } from '../../support/postgres.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { sqliteQuery } from '../feedback/support.ts'
import { PROGRAM, run, runHere } from './support.ts'

export const server = await postgresServer()
export const ON = '{"customerComparison": {"worksCouncilAgreedOn": "2026-01-01"}}'

export interface Scene {
  readonly folder: string
  readonly location: readonly string[]
  /** All that is kept, in order. */
  readonly kept: () => Promise<readonly Record<string, unknown>[]>
  readonly count: (table: string) => Promise<number>
  /** Writes a file and imports it; `--json` unless the arguments are for people. */
  readonly importing: (content: string | Buffer, ...args: string[]) => Promise<Imported>
}

export interface Imported {
  readonly code: number | null
  readonly rows: number
  readonly stored: number
  readonly unchanged: number
  readonly refused: number
  readonly repeated: number
  readonly encoding: string
  readonly separator: string
  readonly problems: readonly { line: number; column: string; result: string; detail: string }[]
}

export type Place = (folder: string) => Promise<{
  readonly location: readonly string[]
  readonly query: (sql: string) => Promise<readonly Record<string, unknown>[]>
}>

export const onSqlite: Place = async (folder) => ({
  location: ['--data', join(folder, 'store')],
  query: async (sql) => sqliteQuery(join(folder, 'store'), sql),
})

export const onPostgres: Place = async () => {
  const url = await temporaryDatabase(server)
  return { location: ['--database', url], query: (sql) => onServer(url, sql) }
}

/** A store with a team and, unless said, the comparison switched on. */
export async function scene(place: Place = onSqlite, policy = ON): Promise<Scene> {
  const folder = temporaryFolder()
  const { location, query } = await place(folder)
  await runHere(['team', 'add', 'North', ...location])
  await runHere(['policy', 'set', '-', ...location], { stdin: policy })
  let files = 0
  return {
    folder,
    location,
    kept: () => query('SELECT external_id, scale, score FROM feedback ORDER BY external_id, scale'),
    count: async (table) => Number((await query(`SELECT count(*) AS n FROM ${table}`))[0]?.['n']),
    async importing(content, ...args) {
      const file = join(folder, `answers-${++files}.csv`)
      writeFileSync(file, content)
      const { code, stdout, stderr } = await runHere([
        'feedback',
        'import',
        file,
        ...location,
        '--json',
        ...args,
      ])
      expect(stderr).toBe('')
      return { code, ...JSON.parse(stdout) }
    },
  }
}

/** They start processes and wait for them, on a machine that may do other things. */
export const PATIENCE_MS = 240_000

export const GOOD = 'interaction id,scale,score,date\ncall-1,nps,9,2026-11-01\ncall-2,csat-5,4,\n'
export const KEPT = [
  { external_id: 'call-1', scale: 'nps', score: 9 },
  { external_id: 'call-2', scale: 'csat-5', score: 4 },
]

export function spawnImport(file: string, location: readonly string[]) {
  return spawn(process.execPath, [...PROGRAM, 'feedback', 'import', file, ...location], { stdio: 'ignore' })
}

export async function writeRows(file: string, rows: number): Promise<void> {
  const stream = createWriteStream(file)
  stream.write('id,scale,score\n')
  for (let start = 0; start < rows; start += 10_000) {
    const some = Array.from({ length: 10_000 }, (_, n) => `interaction-${start + n},nps,${n % 11}\n`)
    if (!stream.write(some.join(''))) await once(stream, 'drain')
  }
  stream.end()
  await once(stream, 'close')
}

/** The most memory that a command held at one time, as the process itself says when it ends. */
export async function peakOf(args: readonly string[]) {
  const said = join(temporaryFolder(), 'peak')
  const program = [
    '--import',
    `data:text/javascript,import{writeFileSync}from'node:fs';process.on('exit',()=>writeFileSync(${JSON.stringify(said)},String(process.resourceUsage().maxRSS)))`,
    ...PROGRAM,
  ]
  const { code, stdout, stderr } = await run(args, { program })
  return { code, stdout, stderr, peakMB: Number(readFileSync(said, 'utf8')) / 1024 }
}
