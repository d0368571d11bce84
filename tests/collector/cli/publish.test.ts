import { expect, test } from 'vitest'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { enrol, rating, send, today } from './devices.ts'
import { run, runFailing, runJson, startServer } from './support.ts'

test('publish closes at once what is over for long enough, beside a running server, and says how much', async () => {
  const folder = temporaryFolder()
  const server = await startServer(['--data', folder])
  await runJson(['team', 'add', 'North', '--data', folder])
  const { code } = await runJson(['code', 'create', 'North', '--seats', '5', '--data', folder])
  for (const value of [1, 2, 3, 4, 5] as const) {
    const device = await enrol(server.address, code)
    const events = [rating(device.deviceId, today(20), value), rating(device.deviceId, today(1), value)]
    expect(await send(server.address, device, events)).toMatchObject({ status: 200 })
  }
  const published = await runJson(['publish', '--data', folder])
  expect(published).toMatchObject({ teams: 1, blocks: expect.any(Number), pulses: 0 })
  expect(published.blocks).toBeGreaterThanOrEqual(1)
  // A work day ends a day after it began, and is open for four more.
  expect([today(5), today(6)]).toContain(published.closedTo)
  const again = await run(['publish', '--data', folder])
  expect(again).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Everything up to .* is closed already\.\n$/),
  })
  expect(await server.stop()).toBe(0)
})

test('publish begins nothing where there is no collector', async () => {
  const folder = temporaryFolder()
  expect(await runFailing(['publish', '--data', folder])).toMatchObject({ exitCode: 3 })
})
