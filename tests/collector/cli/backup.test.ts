import Database from 'better-sqlite3'
import { copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROUTES } from '../../../src/shared/wire/limits.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { enrol, post, rating, send, today, type Enrolled } from './devices.ts'
import { failHere, run, runFailing, runJson, startServer, type Server } from './support.ts'

const POSTGRES = ['--database', 'postgres://nobody@127.0.0.1:1/none']

/** A running server with one team and a code for ten devices. */
async function desk() {
  const folder = temporaryFolder()
  const data = ['--data', folder]
  const server = await startServer(data)
  await runJson(['team', 'add', 'North', ...data])
  const { code } = await runJson(['code', 'create', 'North', '--seats', '10', ...data])
  return { folder, data, server, code, backup: join(temporaryFolder(), 'backup.db') }
}

/** Sends so many ratings, which must all be stored. */
async function rate(server: Server, device: Enrolled, times: number): Promise<void> {
  const events = Array.from({ length: times }, () => rating(device.deviceId, today(1), 4))
  expect(await send(server.address, device, events)).toMatchObject({ status: 200, body: { stored: times } })
}

test('a backup is made while the server stores, for its owner only, and is a whole database', async () => {
  const { data, server, code, backup } = await desk()
  const device = await enrol(server.address, code)
  await rate(server, device, 100)
  const ended = new AbortController()
  const traffic = (async () => {
    while (!ended.signal.aborted) await rate(server, device, 20)
  })()
  const made = await runJson(['backup', backup, ...data])
  ended.abort()
  await traffic
  expect(made).toEqual({ file: backup, sizeBytes: statSync(backup).size })
  expect(statSync(backup).mode & 0o077).toBe(0)
  const db = new Database(backup, { readonly: true })
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  expect(db.prepare('SELECT count(*) FROM interaction').pluck().get()).toBeGreaterThanOrEqual(100)
  db.close()
  expect(await runJson(['verify', ...data])).toEqual({ ok: true, differences: [] })
})

test('an existing file is never overwritten by a backup', async () => {
  const data = ['--data', temporaryFolder()]
  await runJson(['team', 'add', 'North', ...data])
  const file = join(temporaryFolder(), 'important.txt')
  writeFileSync(file, 'important')
  expect(await failHere(['backup', file, ...data])).toMatchObject({ code: 'conflict', exitCode: 4 })
  expect(readFileSync(file, 'utf8')).toBe('important')
})

test('a folder without a database is not backed up as an empty one', async () => {
  const folder = temporaryFolder()
  const target = join(folder, 'backup.db')
  expect(await failHere(['backup', target, '--data', folder])).toMatchObject({
    code: 'not-found',
    exitCode: 3,
  })
  expect(existsSync(target)).toBe(false)
})

test('nothing is restored under a running server', async () => {
  const { data, server, code, backup } = await desk()
  await runJson(['backup', backup, ...data])
  const device = await enrol(server.address, code)
  await rate(server, device, 3)
  expect(await runFailing(['restore', backup, ...data])).toMatchObject({
    code: 'locked',
    exitCode: 5,
    message: expect.stringMatching(/already running/),
  })
  expect(await runJson(['stats', ...data])).toMatchObject({ epoch: 1, interactions: 3 })
})

test('a restore keeps what was there, raises the epoch, and devices go on with the tokens that they have', async () => {
  const { data, server, code, backup } = await desk()
  const device = await enrol(server.address, code)
  await rate(server, device, 2)
  await runJson(['backup', backup, ...data])
  await rate(server, device, 5)
  expect(await server.stop()).toBe(0)

  const restored = await runJson(['restore', backup, ...data])
  expect(restored).toMatchObject({ storeId: device.storeId, erasures: 0 })
  expect(restored.epoch).toBeGreaterThan(1)
  const kept = new Database(restored.replaced, { readonly: true })
  expect(kept.prepare('SELECT count(*) FROM interaction').pluck().get()).toBe(7)
  kept.close()
  expect(await runJson(['stats', ...data])).toMatchObject({ epoch: restored.epoch, interactions: 2 })

  const again = await startServer(data)
  const answer = await send(again.address, device, [rating(device.deviceId, today(), 1)])
  expect(answer).toMatchObject({ status: 200, body: { stored: 1, epoch: restored.epoch } })
})

/** Erases everything of a device's agent over HTTP. */
async function erase(server: Server, { token }: Enrolled): Promise<void> {
  const { status } = await post(server.address + ROUTES.erase, undefined, {
    authorization: `Bearer ${token}`,
  })
  expect(status).toBe(200)
}

test('a restore brings back no agent who had everything erased since, and takes no record of theirs again', async () => {
  const { data, server, code, backup } = await desk()
  const erased = await enrol(server.address, code)
  const other = await enrol(server.address, code)
  await rate(server, erased, 4)
  await rate(server, other, 1)
  await runJson(['backup', backup, ...data])
  await erase(server, erased)
  await server.stop()

  expect(await runJson(['restore', backup, ...data])).toMatchObject({ erasures: 1 })
  expect(await runJson(['stats', ...data])).toMatchObject({ interactions: 1 })
  expect(await runJson(['verify', ...data])).toMatchObject({ ok: true })
  const again = await startServer(data)
  const refused = await send(again.address, erased, [rating(erased.deviceId, today(), 5)])
  expect(refused).toMatchObject({ status: 401, body: { type: 'urn:aftercall:problem:erased' } })
})

test('after the loss of the whole disk the exported list of erasures does the same', async () => {
  const { data, server, code, backup } = await desk()
  const erased = await enrol(server.address, code)
  await rate(server, erased, 4)
  await runJson(['backup', backup, ...data])
  await erase(server, erased)
  const list = join(temporaryFolder(), 'erasures.txt')
  expect(await runJson(['erasures', 'export', list, ...data])).toEqual({ file: list, devices: 1 })
  expect(readFileSync(list, 'utf8')).toContain(`\n${erased.deviceId}\n`)
  expect((await run(['erasures', 'export', ...data])).stdout).toBe(readFileSync(list, 'utf8'))
  await server.stop()

  const newDisk = ['--data', temporaryFolder()]
  const restored = await runJson(['restore', backup, '--erasures', list, ...newDisk])
  expect(restored).toMatchObject({ erasures: 1, replaced: null })
  expect(await runJson(['stats', ...newDisk])).toMatchObject({ interactions: 0 })
  expect(await runJson(['erasures', 'export', ...newDisk])).toEqual({ deviceIds: [erased.deviceId] })
})

test('a list of erasures with lines that are none is refused, and nothing is restored', async () => {
  const data = ['--data', temporaryFolder()]
  const list = join(temporaryFolder(), 'erasures.txt')
  writeFileSync(list, '# ours\n\n0d6f6c0e-6e7f-4a3e-9a53-3a2d5f6b7c81\r\nkarl@example.com\n')
  expect(await failHere(['restore', 'any.db', '--erasures', list, ...data])).toMatchObject({
    exitCode: 2,
    errors: [{ at: 'line 4', detail: 'is not a device id' }],
  })
})

test('what is no backup is not restored: no file, another file, a damaged one, one of a newer collector', async () => {
  const data = ['--data', temporaryFolder()]
  await runJson(['team', 'add', 'North', ...data])
  const good = join(temporaryFolder(), 'good.db')
  await runJson(['backup', good, ...data])
  const other = join(temporaryFolder(), 'other.txt')
  writeFileSync(other, 'a letter of some length to somebody')
  const broken = join(temporaryFolder(), 'broken.db')
  const content = readFileSync(good)
  writeFileSync(broken, content.fill(0x5a, 4096, content.length - 4096))
  const newer = join(temporaryFolder(), 'newer.db')
  copyFileSync(good, newer)
  const db = new Database(newer)
  db.pragma('user_version = 999')
  db.close()
  expect(await failHere(['restore', 'missing.db', ...data])).toMatchObject({
    code: 'not-found',
    exitCode: 3,
  })
  expect(await failHere(['restore', other, ...data])).toMatchObject({ code: 'unsuitable', exitCode: 6 })
  expect(await failHere(['restore', broken, ...data])).toMatchObject({ code: 'corrupt', exitCode: 6 })
  expect(await failHere(['restore', newer, ...data])).toMatchObject({ code: 'newer-schema', exitCode: 6 })
  expect((await runJson(['team', 'list', ...data])).teams).toMatchObject([{ name: 'North' }])
})

test('PostgreSQL is sent to its own tools, SQLite away from `restored`', async () => {
  expect(await failHere(['backup', 'x.db', ...POSTGRES])).toMatchObject({
    exitCode: 2,
    message: expect.stringMatching(/pg_dump/),
  })
  expect(await failHere(['restore', 'x.db', ...POSTGRES])).toMatchObject({
    exitCode: 2,
    message: expect.stringMatching(/pg_restore/),
  })
  expect(await failHere(['restored', '--data', temporaryFolder()])).toMatchObject({
    exitCode: 2,
    message: expect.stringMatching(/restore FILE/),
  })
})
