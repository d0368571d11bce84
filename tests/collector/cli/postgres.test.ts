import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { onServer, postgresServer, temporaryDatabase } from '../../support/postgres.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { ROUTES } from '../../../src/shared/wire/limits.ts'
import { enrol, post, rating, send, today } from './devices.ts'
import { run, runFailing, runJson, startServer } from './support.ts'

const server = await postgresServer()

/** An empty database, as the environment names it. */
async function database() {
  const url = await temporaryDatabase(server)
  return { url, env: { AFTERCALL_DATABASE: url } }
}

describe.skipIf('skip' in server)('on PostgreSQL', () => {
  test('the whole day of an administrator: team, code, devices, policy, statistics, beside the running server', async () => {
    const { env, url } = await database()
    const collector = await startServer([], { env })
    expect(collector.stdout()).toContain(new URL(url).pathname)
    expect(collector.stdout()).not.toContain(new URL(url).password)
    await runJson(['team', 'add', 'North'], { env })
    const { code, id } = await runJson(['code', 'create', 'North', '--seats', '2'], { env })
    const device = await enrol(collector.address, code)
    const answer = await send(collector.address, device, [rating(device.deviceId, today(1), 5)])
    expect(answer).toMatchObject({ status: 200, body: { stored: 1 } })
    await runJson(['policy', 'set', '-', '--team', 'North'], { env, stdin: '{"threshold": 9}' })
    expect(await runJson(['policy', 'show', '--team', 'north'], { env })).toMatchObject({ threshold: 9 })
    expect(await runJson(['stats'], { env })).toMatchObject({
      teams: 1,
      devices: 1,
      interactions: 1,
      epoch: 1,
    })
    expect(await runJson(['verify'], { env })).toEqual({ ok: true, differences: [] })
    await runJson(['device', 'revoke', device.deviceId], { env })
    expect((await send(collector.address, device, [rating(device.deviceId, today(), 1)])).status).toBe(401)
    const next = await runJson(['code', 'rotate', id], { env })
    await expect(enrol(collector.address, code)).rejects.toThrow(/code-/)
    await enrol(collector.address, next.code)
    await runJson(['team', 'retire', 'North'], { env })
    expect(await collector.stop()).toBe(0)
  })

  test('two servers share one database: a device of one is a device of the other, a revocation counts in both', async () => {
    const { env } = await database()
    const [first, second] = await Promise.all([startServer([], { env }), startServer([], { env })])
    await runJson(['team', 'add', 'North'], { env })
    const { code } = await runJson(['code', 'create', 'North'], { env })
    const device = await enrol(first.address, code)
    for (const { address } of [first, second])
      expect(await send(address, device, [rating(device.deviceId, today(), 4)])).toMatchObject({
        status: 200,
      })
    await runJson(['device', 'revoke', device.deviceId], { env })
    for (const { address } of [first, second])
      expect(await send(address, device, [rating(device.deviceId, today(), 4)])).toMatchObject({
        status: 401,
      })
    expect(await runJson(['stats'], { env })).toMatchObject({ interactions: 2 })
  })

  test('after a restore with its own tools `restored` raises the epoch and erases again what was erased since', async () => {
    const { url, env } = await database()
    const collector = await startServer([], { env })
    await runJson(['team', 'add', 'North'], { env })
    const { code } = await runJson(['code', 'create', 'North', '--seats', '2'], { env })
    const [erased, other] = [await enrol(collector.address, code), await enrol(collector.address, code)]
    for (const device of [erased, other])
      expect(await send(collector.address, device, [rating(device.deviceId, today(), 4)])).toMatchObject({
        status: 200,
      })
    expect(await collector.stop()).toBe(0)

    // A copy of the database is its backup, from here on.
    const backup = await temporaryDatabase(server)
    const name = (address: string): string => new URL(address).pathname.slice(1)
    const admin = 'url' in server ? server.url : ''
    await onServer(admin, `DROP DATABASE ${name(backup)}`)
    await onServer(admin, `CREATE DATABASE ${name(backup)} TEMPLATE ${name(url)}`)

    const again = await startServer([], { env })
    const authorization = `Bearer ${erased.token}`
    expect((await post(again.address + ROUTES.erase, undefined, { authorization })).status).toBe(200)
    const list = join(temporaryFolder(), 'erasures.txt')
    expect(await runJson(['erasures', 'export', list], { env })).toMatchObject({ devices: 1 })
    await again.stop()

    const restoredEnv = { AFTERCALL_DATABASE: backup }
    expect(await runJson(['stats'], { env: restoredEnv })).toMatchObject({ epoch: 1, interactions: 2 })
    const restored = await runJson(['restored', '--erasures', list], { env: restoredEnv })
    expect(restored).toMatchObject({ storeId: erased.storeId, erasures: 1 })
    expect(restored.epoch).toBeGreaterThan(1)
    expect(await runJson(['stats'], { env: restoredEnv })).toMatchObject({ interactions: 1 })
    expect(await runJson(['verify'], { env: restoredEnv })).toMatchObject({ ok: true })
    const last = await startServer([], { env: restoredEnv })
    const refused = await send(last.address, erased, [rating(erased.deviceId, today(), 5)])
    expect(refused).toMatchObject({ status: 401, body: { type: 'urn:aftercall:problem:erased' } })
    expect(await send(last.address, other, [rating(other.deviceId, today(), 5)])).toMatchObject({
      status: 200,
      body: { epoch: restored.epoch },
    })
  })

  test('a wrong password and a database that is not there are said, the password never', async () => {
    const { url } = await database()
    const wrong = new URL(url)
    wrong.password = 's3cret-word'
    const missing = new URL(url)
    missing.pathname = '/no_such_database'
    for (const address of [wrong.href, missing.href]) {
      const refused = await run(['team', 'list', '--database', address])
      expect([5, 6]).toContain(refused.code)
      expect(refused.stderr).not.toContain('s3cret-word')
      expect(refused.stderr).not.toContain(missing.password)
      expect(refused.stderr).toContain('127.0.0.1')
    }
  })

  test('a database of a newer collector is refused and stays as it is', async () => {
    const { url, env } = await database()
    await runJson(['team', 'add', 'North'], { env })
    const [row] = await onServer(url, "SELECT value FROM meta WHERE key = 'schema_version'")
    expect(row).toBeDefined()
    await onServer(url, "UPDATE meta SET value = '999' WHERE key = 'schema_version'")
    for (const command of [['serve', '--port', '0'], ['stats']])
      expect(await runFailing(command, { env })).toMatchObject({ code: 'newer-schema', exitCode: 6 })
  })
})
