import Database from 'better-sqlite3'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { enrol, rating, send, smiley, today } from './devices.ts'
import { failHere, run, runJson, startServer } from './support.ts'

test('devices are listed by their random id; a revoked one is refused at its next request and can join again', async () => {
  const data = ['--data', temporaryFolder()]
  const server = await startServer(data)
  await runJson(['team', 'add', 'North', ...data])
  await runJson(['team', 'add', 'South', ...data])
  const { code, teamId } = await runJson(['code', 'create', 'North', '--seats', '5', ...data])
  const device = await enrol(server.address, code)
  const other = await enrol(server.address, code)
  expect(await send(server.address, device, [rating(device.deviceId, today(), 5)])).toMatchObject({
    status: 200,
  })

  const { devices } = await runJson(['device', 'list', '--team', 'North', ...data])
  expect(devices.map((one: { deviceId: string }) => one.deviceId).sort()).toEqual(
    [device.deviceId, other.deviceId].sort(),
  )
  expect(devices[0]).toMatchObject({ teamId, role: 'agent', enrolledOn: today(), revokedAt: null })
  expect(await runJson(['device', 'list', '--team', 'South', ...data])).toEqual({ devices: [] })
  expect((await run(['device', 'list', ...data])).stdout).toContain(device.deviceId)

  const revoked = await runJson(['device', 'revoke', device.deviceId.toUpperCase(), ...data])
  expect(revoked).toMatchObject({ deviceId: device.deviceId, revokedAt: expect.any(String) })
  const refused = await send(server.address, device, [rating(device.deviceId, today(), 1)])
  expect(refused).toMatchObject({ status: 401, body: { type: 'urn:aftercall:problem:revoked' } })
  expect(await send(server.address, other, [rating(other.deviceId, today(), 4)])).toMatchObject({
    status: 200,
  })

  const again = await enrol(server.address, code, device.claim)
  expect(again.deviceId).toBe(device.deviceId)
  expect(await send(server.address, again, [rating(again.deviceId, today(), 2)])).toMatchObject({
    status: 200,
  })
})

test('a device that is not there is not found', async () => {
  const data = ['--data', temporaryFolder()]
  await runJson(['team', 'add', 'North', ...data])
  for (const id of ['0d6f6c0e-6e7f-4a3e-9a53-3a2d5f6b7c81', 'no-uuid'])
    expect(await failHere(['device', 'revoke', id, ...data])).toMatchObject({
      code: 'not-found',
      exitCode: 3,
    })
})

test('statistics count what is there, and the roll-ups add up', async () => {
  const data = ['--data', temporaryFolder()]
  const server = await startServer(data)
  const empty = await runJson(['stats', ...data])
  expect(empty).toMatchObject({ epoch: 1, teams: 0, devices: 0, interactions: 0, firstWorkDay: null })
  await runJson(['team', 'add', 'North', ...data])
  const { code } = await runJson(['code', 'create', 'North', ...data])
  const device = await enrol(server.address, code)
  await send(server.address, device, [
    rating(device.deviceId, today(2), 5),
    rating(device.deviceId, today(1), 3),
    smiley(device.deviceId, today(1), 'happy'),
  ])
  expect(await runJson(['stats', ...data])).toMatchObject({
    storeId: device.storeId,
    teams: 1,
    agents: 1,
    devices: 1,
    interactions: 2,
    days: 1,
    pulses: 0,
    firstWorkDay: today(2),
    lastWorkDay: today(1),
  })
  expect((await run(['stats', ...data])).stdout).toMatch(/2 interactions, 1 day smiley, 0 pulses/)
  expect(await runJson(['verify', ...data])).toEqual({ ok: true, differences: [] })
})

test('a roll-up that is not what its records add up to is named, and verify ends with 1', async () => {
  const folder = temporaryFolder()
  const data = ['--data', folder]
  const server = await startServer(data)
  await runJson(['team', 'add', 'North', ...data])
  const { code } = await runJson(['code', 'create', 'North', ...data])
  const device = await enrol(server.address, code)
  await send(server.address, device, [rating(device.deviceId, today(1), 5)])
  await server.stop()
  const db = new Database(join(folder, 'collector.db'))
  db.exec('UPDATE team_day SET rated = rated + 1')
  db.close()
  const verified = await run(['verify', '--json', ...data])
  expect(verified).toMatchObject({ code: 1, stderr: '' })
  const { ok, differences } = JSON.parse(verified.stdout)
  expect(ok).toBe(false)
  expect(differences).toMatchObject([{ table: 'team_day' }])
  const words = await run(['verify', ...data])
  expect(words.code).toBe(1)
  expect(words.stdout).toContain('team_day')
})
