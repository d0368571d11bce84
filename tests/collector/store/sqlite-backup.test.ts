import {
  appendFileSync,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import {
  createSqliteStore,
  restoreBackup,
  type SqliteStore,
} from '../../../src/collector/store/sqlite/index.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { contentsOf, databaseIn, openIn, refusalOf, withDatabase } from './sqlite-support.ts'
import {
  createTeam,
  deviceOf,
  enrol,
  exported,
  interaction,
  NOW,
  recordId,
  request,
  send,
  smiley,
  type Enrolled,
} from './support.ts'

const now = () => NOW
const open = (folder: string) => createSqliteStore({ folder, now, role: 'server' })
const idsOf = async (store: SqliteStore, device: Enrolled) =>
  new Set((await exported(store, device)).map(({ id }) => id.slice(0, 36)))

/** A folder with a store that is closed, a device in it that has sent something, and a backup. */
async function folderWithBackup(): Promise<{
  folder: string
  backup: string
  device: Enrolled
  sent: string
}> {
  const folder = temporaryFolder()
  const backup = join(temporaryFolder(), 'backups', 'monday.db')
  const store = await open(folder)
  const device = await enrol(store, await createTeam(store))
  const sent = recordId()
  await send(store, device, interaction({}, { id: sent }), smiley('happy'))
  await store.backUp(backup)
  await store.close()
  return { folder, backup, device, sent }
}

describe('a backup', () => {
  it('that is made while events come in is one whole moment: all that was acknowledged before, no half request', async () => {
    const store = await openIn(temporaryFolder())
    const device = await enrol(store, await createTeam(store))
    const before = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const events = request(...Array.from({ length: 100 }, () => interaction()))
        await store.ingest(device.credential, events)
        return events.map(({ recordId: id }) => id)
      }),
    )
    const ingest = { on: true }
    const requests: string[][] = []
    const ingesting = Promise.all(
      Array.from({ length: 4 }, async () => {
        while (ingest.on) {
          const events = request(...Array.from({ length: 20 }, () => interaction()), smiley('sad'))
          requests.push(events.map(({ recordId: id }) => id))
          await store.ingest(device.credential, events)
        }
      }),
    )
    const backup = join(temporaryFolder(), 'during.db')
    const made = await store.backUp(backup)
    ingest.on = false
    await ingesting
    expect(made).toEqual({ path: backup, sizeBytes: statSync(backup).size })
    expect(statSync(backup).mode & 0o777).toBe(0o600)

    const folder = temporaryFolder()
    await restoreBackup({ source: backup, folder, now })
    const restored = await openIn(folder)
    const held = await idsOf(restored, device)
    expect(before.flat().filter((id) => !held.has(id))).toEqual([])
    for (const ids of requests) expect([0, ids.length]).toContain(ids.filter((id) => held.has(id)).length)
    expect(await restored.administration.verifyRollups()).toEqual([])
  })

  it('does not write over a file that is there', async () => {
    const store = await openIn(temporaryFolder())
    const target = join(temporaryFolder(), 'there.db')
    writeFileSync(target, 'precious')
    expect(await refusalOf(() => store.backUp(target))).toEqual({
      code: 'conflict',
      message: `${target} is there already. It was not touched.`,
    })
    expect(readFileSync(target, 'utf8')).toBe('precious')
  })

  it('of a database that turns out to be damaged is not made', async () => {
    const { folder, backup } = await folderWithBackup()
    const store = await openIn(folder, { role: 'command' })
    const page = withDatabase(databaseIn(folder), (db) =>
      Number(db.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'day_smiley'`).pluck().get()),
    )
    const bytes = readFileSync(databaseIn(folder))
    writeFileSync(databaseIn(folder), bytes.fill(0xa5, (page - 1) * 4096, page * 4096))
    const target = `${backup}.second`
    expect((await refusalOf(() => store.backUp(target)))?.code).toBe('corrupt')
    expect(readdirSync(join(backup, '..'))).toEqual(['monday.db'])
  })
})

describe('a restore', () => {
  it('brings back what the backup has, under a new epoch, and keeps what it replaces', async () => {
    const { folder, backup, device, sent } = await folderWithBackup()
    const store = await open(folder)
    const identity = await store.identity()
    const later = recordId()
    await send(store, device, interaction({}, { id: later }))
    await store.close()

    const first = await restoreBackup({ source: backup, folder, now })
    expect(first.identity.storeId).toBe(identity.storeId)
    expect(first.identity.epoch).toBeGreaterThan(identity.epoch)
    const restored = await open(folder)
    expect(await restored.identity()).toEqual(first.identity)
    expect(await idsOf(restored, device)).toContain(sent)
    expect(await idsOf(restored, device)).not.toContain(later)
    expect(await send(restored, device, interaction({}, { id: later }))).toMatchObject({ stored: 1 })
    expect(await restored.administration.verifyRollups()).toEqual([])
    await restored.close()

    // What was replaced is a backup like any other.
    expect(first.replaced).toMatch(/collector-replaced-20261123T170000Z\.db$/)
    const back = await restoreBackup({ source: first.replaced ?? '', folder, now: () => NOW + 1000 })
    expect(back.identity.epoch).toBeGreaterThan(first.identity.epoch)
    const again = await openIn(folder)
    expect(await idsOf(again, device)).toContain(later)
  })

  it('of the same backup twice is two epochs, so that devices notice the second one too', async () => {
    const { backup } = await folderWithBackup()
    const epochs = []
    for (const seconds of [0, 60]) {
      // Each time onto a new computer: nothing else knows of the first restore.
      const { identity } = await restoreBackup({
        source: backup,
        folder: temporaryFolder(),
        now: () => NOW + seconds * 1000,
      })
      epochs.push(identity.epoch)
    }
    expect(epochs[1]).toBeGreaterThan(epochs[0] ?? 0)
  })

  it.each([
    ['the list and the replaced database', () => undefined],
    ['the list alone, when the database is lost', (folder: string) => rmSync(databaseIn(folder))],
    [
      'the list alone, when the database is damaged',
      (folder: string) => writeFileSync(databaseIn(folder), Buffer.alloc(50_000, 'damage')),
    ],
    [
      'the replaced database alone, when the list is lost',
      (folder: string) => rmSync(join(folder, 'erasures.txt')),
    ],
  ])('of an older backup does not bring back who was erased since: says %s', async (_, lose) => {
    const { folder, backup, device, sent } = await folderWithBackup()
    const store = await open(folder)
    await store.erase(await deviceOf(store, device))
    await store.close()
    expect(readFileSync(join(folder, 'erasures.txt'), 'utf8')).toBe(`${device.deviceId}\n`)
    lose(folder)

    expect(await restoreBackup({ source: backup, folder, now })).toMatchObject({ erasures: 1 })
    const restored = await openIn(folder)
    expect(await restored.ingest(device.credential, [interaction({}, { id: sent })])).toEqual({
      ok: false,
      code: 'erased',
    })
    expect(await restored.administration.erasures()).toEqual([device.deviceId])
    expect(await restored.administration.statistics()).toMatchObject({ interactions: 0, days: 0, agents: 0 })
    expect(readFileSync(join(folder, 'erasures.txt'), 'utf8')).toBe(`${device.deviceId}\n`)
    const summary = withDatabase(databaseIn(folder), (db) => db.prepare('SELECT * FROM team_day').all())
    expect(summary).toEqual([])
  })

  it.each([
    ['is missing', 'not-found', (path: string) => rmSync(path)],
    ['is empty', 'unsuitable', (path: string) => writeFileSync(path, '')],
    ['is something else', 'unsuitable', (path: string) => writeFileSync(path, 'Dear diary,\n'.repeat(1000))],
    [
      'is newer',
      'newer-schema',
      (path: string) => withDatabase(path, (db) => db.pragma('user_version = 99')),
    ],
    [
      'is damaged',
      'corrupt',
      (path: string) => {
        const bytes = readFileSync(path)
        writeFileSync(path, bytes.fill(0xa5, 8 * 4096, 12 * 4096))
      },
    ],
  ] as const)('of a backup that %s is refused (%s), and nothing has changed', async (_, code, spoil) => {
    const { folder, backup } = await folderWithBackup()
    spoil(backup)
    const before = contentsOf(folder)
    expect((await refusalOf(() => restoreBackup({ source: backup, folder, now })))?.code).toBe(code)
    expect(contentsOf(folder)).toEqual(before)
  })

  it('is refused while a server or a command has the folder', async () => {
    const { folder, backup, device } = await folderWithBackup()
    for (const role of ['server', 'command'] as const) {
      const store = await createSqliteStore({ folder, now, role })
      expect((await refusalOf(() => restoreBackup({ source: backup, folder, now })))?.code).toBe('locked')
      expect((await store.authenticate(device.credential)).ok).toBe(true)
      await store.close()
    }
    expect(readdirSync(folder).filter((name) => /replaced|tmp/.test(name))).toEqual([])
    expect(await restoreBackup({ source: backup, folder, now })).toMatchObject({ erasures: 0 })
  })

  it('onto another computer erases again whom it is told to', async () => {
    const { backup, device } = await folderWithBackup()
    const folder = temporaryFolder()
    const erasures = [device.deviceId]
    expect(await restoreBackup({ source: backup, folder, erasures, now })).toMatchObject({ erasures: 1 })
    const restored = await openIn(folder)
    expect(await restored.ingest(device.credential, [])).toEqual({ ok: false, code: 'erased' })
    const wrong = () =>
      restoreBackup({ source: backup, folder: temporaryFolder(), erasures: ['nobody'], now })
    expect((await refusalOf(wrong))?.code).toBe('conflict')
  })

  it('into an empty folder needs nothing else', async () => {
    const { backup, device, sent } = await folderWithBackup()
    const folder = join(temporaryFolder(), 'new')
    expect(await restoreBackup({ source: backup, folder, now })).toMatchObject({ replaced: null })
    expect(await idsOf(await openIn(folder), device)).toContain(sent)
    expect(existsSync(backup)).toBe(true)
  })
})

describe('an older file that somebody has put in the place of the database', () => {
  it('is noticed by the list of erasures: they are done again, under a new epoch', async () => {
    const { folder, backup, device } = await folderWithBackup()
    const store = await open(folder)
    const identity = await store.identity()
    await store.erase(await deviceOf(store, device))
    await store.close()
    copyFileSync(backup, databaseIn(folder))

    const restored = await openIn(folder)
    expect((await restored.identity()).epoch).toBeGreaterThan(identity.epoch)
    expect(await restored.ingest(device.credential, [])).toEqual({ ok: false, code: 'erased' })
    expect(await restored.administration.statistics()).toMatchObject({ interactions: 0, days: 0 })
  })

  it('is compared with the list even if that was cut, and a list that is behind is completed', async () => {
    const { folder, backup, device } = await folderWithBackup()
    const store = await open(folder)
    const second = await enrol(store, await createTeam(store))
    await store.erase(await deviceOf(store, device))
    await store.close()
    const list = join(folder, 'erasures.txt')
    appendFileSync(list, '0199a1b2-c3d4')
    const next = await open(folder)
    expect((await next.identity()).epoch).toBe(1)
    await next.erase(await deviceOf(next, second))
    await next.close()
    expect(readFileSync(list, 'utf8')).toBe(`${device.deviceId}\n0199a1b2-c3d4\n${second.deviceId}\n`)
    rmSync(list)
    await (await open(folder)).close()
    expect(new Set(readFileSync(list, 'utf8').trim().split('\n'))).toEqual(
      new Set([device.deviceId, second.deviceId]),
    )
    expect(existsSync(backup)).toBe(true)
  })
})
