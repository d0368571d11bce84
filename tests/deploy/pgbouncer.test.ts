/** PgBouncer between real collectors and a real PostgreSQL. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { enrol, rating, send, today } from '../collector/cli/devices.ts'
import { runFailing, runJson, startServer } from '../collector/cli/support.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { codeOf, cutOff, lacksPostgres, postgresDatabase } from './support/collectors.ts'
import { startPgBouncer } from './support/pgbouncer.ts'
import { isMissing } from './support/programs.ts'

const COMPARISON = '{"customerComparison": {"worksCouncilAgreedOn": "2026-01-01"}}'

describe.skipIf(isMissing('pgbouncer') || lacksPostgres)('through PgBouncer', () => {
  test('as documented two collectors and their commands do all that they do without it', async () => {
    const env = { AFTERCALL_DATABASE: await startPgBouncer(await postgresDatabase()) }
    const servers = await Promise.all([startServer([], { env }), startServer([], { env })])
    const code = await codeOf(env)
    await Promise.all(
      servers.map(async ({ address }) => {
        const device = await enrol(address, code)
        for (let n = 0; n < 20; n++) {
          const batches = Array.from({ length: 5 }, () => [rating(device.deviceId, today(n), 4)])
          const answers = await Promise.all(batches.map((events) => send(address, device, events)))
          expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
        }
      }),
    )
    await runJson(['policy', 'set', '-'], { env, stdin: COMPARISON })
    const file = join(temporaryFolder(), 'feedback.csv')
    writeFileSync(file, 'interaction_id,score\ncall-1,9\n')
    expect(await runJson(['feedback', 'import', file, '--scale', 'nps'], { env })).toMatchObject({
      stored: 1,
    })
    await runJson(['publish'], { env })
    expect(await runJson(['stats'], { env })).toMatchObject({ devices: 2, interactions: 200 })
    expect(await runJson(['verify'], { env })).toMatchObject({ ok: true })
    expect(await Promise.all(servers.map((server) => server.stop()))).toEqual([0, 0])
  })

  test('as documented a collector says "later" while PostgreSQL is away, and goes on when it is back', async () => {
    const direct = await postgresDatabase()
    const env = { AFTERCALL_DATABASE: await startPgBouncer(direct) }
    const { address } = await startServer([], { env })
    const device = await enrol(address, await codeOf(env))
    const attempt = async () => (await send(address, device, [rating(device.deviceId, today(), 3)])).status
    expect(await attempt()).toBe(200)
    const reconnect = await cutOff(direct)
    expect(await attempt()).toBe(503)
    expect((await fetch(`${address}/readyz`)).status).toBe(503)
    await reconnect()
    await expect.poll(attempt, { timeout: 20_000 }).toBe(200)
    await expect.poll(async () => (await fetch(`${address}/readyz`)).status, { timeout: 20_000 }).toBe(200)
  })

  test.each(['transaction', 'statement'])(
    'that hands on connections after each %s no collector starts, and the reason is said',
    async (mode) => {
      const direct = await postgresDatabase()
      await runJson(['team', 'add', 'North'], { env: { AFTERCALL_DATABASE: direct } })
      const env = { AFTERCALL_DATABASE: await startPgBouncer(direct, mode) }
      for (const command of [['serve', '--port', '0'], ['stats']])
        expect(await runFailing(command, { env })).toMatchObject({
          code: 'unsuitable',
          exitCode: 6,
          message: expect.stringMatching(/shared with others.*pool_mode = session/),
        })
    },
  )
})
