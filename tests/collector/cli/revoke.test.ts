/** A revocation on the command line, beside a server that has its hands full with the same device. */
import { describe, expect, test } from 'vitest'
import { postgresServer, temporaryDatabase } from '../../support/postgres.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { enrol, rating, send, today } from './devices.ts'
import { runJson, startServer, type RunOptions } from './support.ts'

const server = await postgresServer()

type Where = { readonly args: readonly string[]; readonly options: RunOptions }

const DATABASES: readonly (readonly [name: string, where: () => Promise<Where>])[] = [
  ['the same SQLite file', async () => ({ args: ['--data', temporaryFolder()], options: {} })],
  [
    'the same PostgreSQL database',
    async () => ({ args: [], options: { env: { AFTERCALL_DATABASE: await temporaryDatabase(server) } } }),
  ],
]

describe.each(DATABASES)('device revoke on %s', (name, where) => {
  test.skipIf('skip' in server && name.includes('PostgreSQL'))(
    'counts for every batch that begins when it has ended, while batches come all the time, and nothing of these is stored',
    async () => {
      const { args, options } = await where()
      const collector = await startServer(args, options)
      await runJson(['team', 'add', 'North', ...args], options)
      const { code } = await runJson(['code', 'create', 'North', '--seats', '2', ...args], options)
      const device = await enrol(collector.address, code)
      const other = await enrol(collector.address, code)

      let hasEnded = false
      const answers: { readonly begunAfter: boolean; readonly status: number; readonly stored: number }[] = []
      // Several at once, so that some are in the queue at any moment.
      const sendOn = async (): Promise<void> => {
        for (let left = 10; left > 0;) {
          const begunAfter = hasEnded
          const events = ([5, 4, 3] as const).map((value) => rating(device.deviceId, today(1), value))
          const { status, body } = await send(collector.address, device, events)
          answers.push({ begunAfter, status, stored: status === 200 ? body.stored : 0 })
          if (begunAfter) left -= 1
        }
      }
      const sending = Array.from({ length: 4 }, sendOn)
      await expect.poll(() => answers.length).toBeGreaterThan(20)
      const { revokedAt } = await runJson(['device', 'revoke', device.deviceId, ...args], options)
      hasEnded = true
      expect(revokedAt).toEqual(expect.any(String))
      await Promise.all(sending)

      const after = answers.filter(({ begunAfter }) => begunAfter)
      expect(after).toHaveLength(40)
      expect(after.filter(({ status }) => status !== 401)).toEqual([])
      const answered = answers.reduce((sum, { stored }) => sum + stored, 0)
      expect(answered).toBeGreaterThan(0)
      expect(await runJson(['stats', ...args], options)).toMatchObject({ interactions: answered })
      // Nobody else is kept out.
      const others = [rating(other.deviceId, today(1), 4)]
      expect(await send(collector.address, other, others)).toMatchObject({ status: 200, body: { stored: 1 } })
      expect(await runJson(['verify', ...args], options)).toMatchObject({ ok: true })
    },
  )
})
