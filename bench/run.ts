/**
 * `npm run bench [-- name…]`: measures, and prints a table with peers side by side. Needs a built app. `summaries` takes a
 * size, and perhaps one of its parts: `npm run bench -- summaries --agents 200 --teams 10 --days 200 --only sqlite`.
 */
import { parseArgs } from 'node:util'
import { bench as measureApp } from './app/app.ts'
import { bench as measureIngestPostgres } from './collector/ingest-postgres.ts'
import { bench as measureIngestSqlite } from './collector/ingest-sqlite.ts'
import type { BenchRow } from './row.ts'
import { bench as measureStore } from './store/key-to-commit.ts'
import { FULL_SIZE } from './summaries/size.ts'
import { bench as measureSummaries, PARTS } from './summaries/summaries.ts'
import { bench as measureCrowd } from './sync/crowd.ts'
import { bench as measureDrain } from './sync/drain.ts'
import { bench as measureFiveOClock } from './sync/five-o-clock.ts'
import { bench as measureTenMillion } from './sync/ten-million.ts'

const { positionals: wanted, values } = parseArgs({
  allowPositionals: true,
  options: {
    agents: { type: 'string' },
    teams: { type: 'string' },
    days: { type: 'string' },
    only: { type: 'string' },
  },
})
const size = {
  agents: sizeOf('agents', values.agents),
  teams: sizeOf('teams', values.teams),
  days: sizeOf('days', values.days),
}
const parts = PARTS.filter((part) => values.only === undefined || part === values.only)
if (parts.length === 0) fail(`There is no part ${values.only}; there are: ${PARTS.join(', ')}.`)

const BENCHES: Readonly<Record<string, () => Promise<BenchRow[]>>> = {
  store: measureStore,
  app: measureApp,
  'ingest-sqlite': measureIngestSqlite,
  'ingest-postgres': measureIngestPostgres,
  drain: measureDrain,
  'five-o-clock': measureFiveOClock,
  crowd: measureCrowd,
  'ten-million': measureTenMillion,
  summaries: () => measureSummaries(size, parts),
}

const unknown = wanted.filter((name) => !(name in BENCHES))
if (unknown.length > 0)
  fail(`There is no bench ${unknown.join(', ')}; there are: ${Object.keys(BENCHES).join(', ')}.`)
const rows: BenchRow[] = []
for (const [name, measure] of Object.entries(BENCHES)) {
  if (wanted.length === 0 || wanted.includes(name)) rows.push(...(await measure()))
}
print(rows)

function sizeOf(name: keyof typeof FULL_SIZE, text: string | undefined): number {
  const value = text === undefined ? FULL_SIZE[name] : Number(text)
  if (Number.isInteger(value) && value > 0) return value
  return fail(`--${name} is ${text}, not a whole number above 0.`)
}

function fail(why: string): never {
  console.error(why)
  process.exit(1)
}

function print(all: readonly BenchRow[]): void {
  const cells = [
    ['what', 'ours', 'beside it', 'unit', 'goal', 'note'],
    ...all.map(({ name, ours, peer, unit, goal, note }) => [
      name,
      figure(ours),
      peer === undefined ? '' : figure(peer),
      unit,
      goal ?? '',
      note ?? '',
    ]),
  ]
  const widths = [0, 1, 2, 3, 4, 5].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  for (const row of cells) {
    console.log(row.map((cell, column) => cell.padEnd(column === 5 ? 0 : (widths[column] ?? 0))).join('  '))
  }
}

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toFixed(3)
}
