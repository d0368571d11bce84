import { expect, test } from 'vitest'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { enrol, rating, send, today } from './devices.ts'
import { failHere, run, runJson, startServer } from './support.ts'

const CODE = /^[0-9A-HJKMNP-TV-Z]+(-[0-9A-HJKMNP-TV-Z]{5}){3}$/
const DAY_MS = 86_400_000

/** A data folder with one team. */
async function withTeam(): Promise<readonly string[]> {
  const data = ['--data', temporaryFolder()]
  await runJson(['team', 'add', 'North', ...data])
  return data
}

test('a code is shown once, with the link for the widget; the list never shows it', async () => {
  const data = await withTeam()
  const options = '--role lead --seats 3 --expires 2d --endpoint https://aftercall.example.com/'.split(' ')
  const made = await runJson(['code', 'create', 'North', ...options, ...data])
  expect(made).toMatchObject({ role: 'lead', seats: 3, used: 0, revokedAt: null, transfer: false })
  expect(made.code).toMatch(CODE)
  expect(Math.abs(Date.parse(made.expiresAt) - Date.now() - 2 * DAY_MS)).toBeLessThan(60_000)
  const link = new URL(made.link)
  expect([
    link.protocol,
    link.host,
    link.searchParams.get('endpoint'),
    link.searchParams.get('code'),
  ]).toEqual(['aftercall:', 'enroll', 'https://aftercall.example.com', made.code])
  const { code: _code, link: _link, ...listed } = made
  expect(await runJson(['code', 'list', ...data])).toEqual({ codes: [listed] })
  const words = await run(['code', 'list', ...data])
  expect(words.stdout).toContain('0 of 3')
  expect(words.stdout).not.toContain(made.code)
})

test('for people the code stands alone on the first line, so that it can be copied', async () => {
  const data = await withTeam()
  const { stdout } = await run(['code', 'create', 'North', ...data])
  expect(stdout.split('\n')[0]).toMatch(CODE)
  expect(stdout).not.toContain('aftercall://')
})

test('a date as expiry includes that day', async () => {
  const data = await withTeam()
  const day = today(-3)
  const { expiresAt } = await runJson(['code', 'create', 'North', '--expires', day, ...data])
  expect(Date.parse(expiresAt)).toBe(Date.parse(day) + DAY_MS)
})

test('there is no code for a retired team', async () => {
  const data = await withTeam()
  await runJson(['team', 'retire', 'North', ...data])
  expect(await failHere(['code', 'create', 'North', ...data])).toMatchObject({
    code: 'conflict',
    exitCode: 4,
  })
})

test('codes are made, revoked and rotated beside the running server, which obeys at once', async () => {
  const data = await withTeam()
  const server = await startServer(data)
  const first = await runJson(['code', 'create', 'North', '--seats', '2', ...data])
  const device = await enrol(server.address, first.code.toLowerCase())
  expect((await runJson(['code', 'list', ...data])).codes).toMatchObject([{ id: first.id, used: 1 }])

  const second = await runJson(['code', 'rotate', first.id, ...data])
  expect(second).toMatchObject({ teamId: first.teamId, role: 'agent', seats: 2, used: 0, revokedAt: null })
  await expect(enrol(server.address, first.code)).rejects.toThrow(/code-/)
  await enrol(server.address, second.code)

  expect((await runJson(['code', 'revoke', second.id, ...data])).revokedAt).not.toBeNull()
  await expect(enrol(server.address, second.code)).rejects.toThrow(/code-/)
  const answer = await send(server.address, device, [rating(device.deviceId, today(), 4)])
  expect(answer).toMatchObject({ status: 200, body: { stored: 1 } })
})

test('a code that is not there is not found; one of a retired team is not replaced', async () => {
  const data = await withTeam()
  const missing = { code: 'not-found', exitCode: 3 }
  expect(await failHere(['code', 'revoke', 'ffffffffffff', ...data])).toMatchObject(missing)
  expect(await failHere(['code', 'rotate', 'ffffffffffff', ...data])).toMatchObject(missing)
  const { id } = await runJson(['code', 'create', 'North', ...data])
  await runJson(['team', 'retire', 'North', ...data])
  expect(await failHere(['code', 'rotate', id, ...data])).toMatchObject({ code: 'conflict', exitCode: 4 })
})
