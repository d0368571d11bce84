/**
 * Hundreds of days at the office on which everything goes wrong: whatever the network, the disks, the clocks and the
 * power do, in the end the collector holds the highest revision of every record, once. More of them: `npm run chaos`.
 */
import { expect, it } from 'vitest'

import { SEED } from '../../crash/random.ts'
import { postgresServer } from '../../support/postgres.ts'
import { databasesOf } from './databases.ts'
import { describeFailure, playMany } from './pool.ts'

const RUNS = 500
const LANES = 4

it(`nothing is lost and nothing counts twice, in ${RUNS} seeded runs`, { timeout: 600_000 }, async () => {
  const server = await postgresServer()
  const databases = 'skip' in server ? undefined : databasesOf(server.url)
  const result = await playMany({
    seeds: Array.from({ length: RUNS }, (_, index) => SEED + index),
    lanes: LANES,
    postgres: databases?.make,
    mostFailures: 3,
  })
  await databases?.dropAll()
  const { runs, onPostgres, requests, records, skipped, failures, seconds } = result
  console.log(
    `seeds from ${SEED}: ${runs} runs (${onPostgres} on PostgreSQL) in ${Math.round(seconds)} s, ` +
      `${requests} requests, ${records} records held at the end, ${failures.length} failures`,
  )
  for (const reason of skipped) console.log(`Left out: ${reason}`)
  expect(failures.map(describeFailure).join('\n\n')).toBe('')
  expect(runs).toBe(RUNS)
})
