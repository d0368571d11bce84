/**
 * `npm run chaos`: thousands of seeded runs of the real sync against the real collector; see docs/chaos.md.
 * `-- --seed S` plays exactly that run again; `--runs N`, `--minutes M`, `--from S`, `--lanes L`, `--failures F` (ends after
 * so many).
 */
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'

import { databasesOf } from '../../tests/chaos/runs/databases.ts'
import { describeFailure, playMany } from '../../tests/chaos/runs/pool.ts'
import { createScript, describeScript } from '../../tests/chaos/runs/script.ts'
import { startPostgres } from '../../tests/support/postgres-server.ts'

const DEFAULT_RUNS = 2000
const DEFAULT_LANES = 4
const MOST_FAILURES = 10
const PROGRESS_EVERY = 100

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    runs: { type: 'string' },
    minutes: { type: 'string' },
    from: { type: 'string' },
    lanes: { type: 'string' },
    failures: { type: 'string' },
  },
})

/** A number that was given, else `otherwise`. */
function numberOf(name: keyof typeof values, otherwise: number): number {
  const text = values[name]
  if (text === undefined) return otherwise
  const value = Number(text)
  if (Number.isFinite(value) && value >= 0) return value
  console.error(`--${name} must be a number, not "${text}".`)
  process.exit(2)
}

const minutes = numberOf('minutes', 0)
const runs = numberOf('runs', minutes > 0 ? Infinity : DEFAULT_RUNS)
const from = numberOf('from', randomInt(2 ** 31))
const single = values.seed === undefined ? undefined : numberOf('seed', 0)

function* seeds(): Generator<number> {
  for (let index = 0; index < runs; index++) yield from + index
}

/** A server that is given, else one of our own, else none. */
async function findPostgres(): Promise<{ readonly url: string; stop(): Promise<void> } | undefined> {
  const given = process.env['TEST_DATABASE_URL']
  if (given) return { url: given, stop: async () => undefined }
  try {
    return await startPostgres()
  } catch (error) {
    console.log(`Without PostgreSQL: ${error instanceof Error ? error.message : String(error)}`)
    return undefined
  }
}

const postgres = await findPostgres()
const databases = postgres === undefined ? undefined : databasesOf(postgres.url)
if (single === undefined) console.log(`Seeds from ${from}.`)
else
  console.log(
    describeScript(createScript(single, postgres === undefined ? ['sqlite'] : ['sqlite', 'postgres'])),
  )

let [done, failed] = [0, 0]
const began = performance.now()
const result = await playMany({
  seeds: single === undefined ? seeds() : [single],
  lanes: single === undefined ? numberOf('lanes', DEFAULT_LANES) : 1,
  postgres: databases?.make,
  fromSources: single !== undefined,
  until: minutes > 0 ? began + minutes * 60_000 : Infinity,
  mostFailures: numberOf('failures', MOST_FAILURES),
  onRun(script, { problems, folder }) {
    done += 1
    if (problems.length > 0) {
      failed += 1
      console.log(`\n${describeFailure({ script, problems, folder })}\n`)
    }
    if (done % PROGRESS_EVERY > 0) return
    const seconds = (performance.now() - began) / 1000
    console.log(`${done} runs, ${failed} failed, ${(done / seconds).toFixed(1)} a second`)
  },
})
await databases?.dropAll()
await postgres?.stop()
for (const reason of result.skipped) console.log(`Left out: ${reason}`)
const themes = [...result.themes].sort(([, a], [, b]) => b - a).map(([theme, count]) => `${theme} ${count}`)
console.log(`Themes: ${themes.join(', ') || 'none'}`)
console.log(
  `${result.runs} runs (${result.onPostgres} on PostgreSQL) in ${Math.round(result.seconds)} s: ` +
    `${result.requests} requests, ${result.records} records held at the end, ${result.failures.length} failed.`,
)
// Not by the exit code alone: after thousands of killed processes Node 26.10 waits for ever for a request of theirs to end.
process.exit(result.failures.length > 0 ? 1 : 0)
