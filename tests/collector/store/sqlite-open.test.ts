import { mkdirSync, readdirSync, statSync, writeFileSync, openSync, writeSync, closeSync } from 'node:fs'
import { join } from 'node:path'

import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'

import { createSqliteStore } from '../../../src/collector/store/sqlite/index.ts'
import { lockFolder } from '../../../src/collector/store/sqlite/lock.ts'
import { assertRuntime } from '../../../src/collector/store/sqlite/runtime.ts'
import { startThreads } from '../../../src/collector/store/sqlite/writer.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { contentsOf, databaseIn, openIn, refusalOf, withDatabase } from './sqlite-support.ts'
import { createTeam, enrol, interaction, NOW, send } from './support.ts'

const open = (folder: string) => createSqliteStore({ folder, now: () => NOW, role: 'server' })

/** A folder whose database holds something, closed. */
async function filledFolder(): Promise<string> {
  const folder = join(temporaryFolder(), 'data')
  const store = await open(folder)
  const device = await enrol(store, await createTeam(store))
  await send(store, device, ...Array.from({ length: 500 }, () => interaction()))
  await store.close()
  return folder
}

describe('the connection that writes', () => {
  it('waits for the disk at every commit (WAL, synchronous=FULL), at the first open and at every later one', async () => {
    const folder = temporaryFolder()
    for (let time = 0; time < 3; time++) {
      const threads = await startThreads({
        database: databaseIn(folder),
        checked: true,
        now: () => NOW,
        queueEvents: 1000,
        onFatal: () => undefined,
      })
      const pragma = async (name: string) =>
        Object.values(
          (await sql<Record<string, unknown>>`PRAGMA ${sql.raw(name)}`.execute(threads.db)).rows[0] ?? {},
        )[0]
      expect({
        journal: await pragma('journal_mode'),
        synchronous: await pragma('synchronous'),
        secureDelete: await pragma('secure_delete'),
        foreignKeys: await pragma('foreign_keys'),
        version: await pragma('user_version'),
      }).toEqual({ journal: 'wal', synchronous: 2, secureDelete: 1, foreignKeys: 1, version: 2 })
      await threads.close()
    }
  })

  it('would say NORMAL if the store did not ask for more: the reason for asking at every open', async () => {
    const folder = await filledFolder()
    expect(withDatabase(databaseIn(folder), (db) => db.pragma('synchronous', { simple: true }))).toBe(1)
  })
})

describe('the files', () => {
  it("are their owner's only, and a clean end leaves no log", async () => {
    const folder = join(temporaryFolder(), 'deeper', 'data')
    const store = await open(folder)
    await createTeam(store)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    const names = readdirSync(folder).toSorted()
    expect(names).toEqual(expect.arrayContaining(['collector.db', 'collector.db-shm', 'collector.db-wal']))
    expect(new Set(names.map((name) => statSync(join(folder, name)).mode & 0o777))).toEqual(new Set([0o600]))
    await store.close()
    expect(readdirSync(folder).toSorted()).toEqual(['collector.db', 'collector.lock'])
  })
})

describe('a second server on the same folder', () => {
  it('is refused, and gets in once the first has closed', async () => {
    const folder = temporaryFolder()
    const first = await openIn(folder)
    expect(await refusalOf(() => open(folder))).toEqual({
      code: 'locked',
      message: `${join(folder, 'collector.lock')} is locked: a collector is already running on this folder.`,
    })
    await createTeam(first)
    await first.close()
    const second = await openIn(folder)
    expect(await second.administration.teams()).toHaveLength(1)
  })
})

describe('the command line', () => {
  it('works beside a server, each sees what the other does, and revoking counts at once', async () => {
    const folder = temporaryFolder()
    const server = await openIn(folder)
    const command = await openIn(folder, { role: 'command' })
    const device = await enrol(server, await createTeam(command))
    await send(server, device, interaction())
    await command.administration.revokeDevice(device.deviceId)
    expect(await server.ingest(device.credential, [interaction()])).toEqual({ ok: false, code: 'revoked' })
    await command.close()
    expect(await server.administration.statistics()).toMatchObject({ interactions: 1 })
  })

  it('can be first, makes the database, and leaves the folder free for a server', async () => {
    const folder = join(temporaryFolder(), 'data')
    const command = await openIn(folder, { role: 'command' })
    await createTeam(command)
    const server = await openIn(folder)
    expect(await server.administration.teams()).toHaveLength(1)
  })

  it('makes no tables while a server has the folder', async () => {
    const folder = temporaryFolder()
    onTestFinished(lockFolder(join(folder, 'collector.lock')))
    const refusal = await refusalOf(() => createSqliteStore({ folder, now: () => NOW, role: 'command' }))
    expect(refusal?.code).toBe('locked')
    expect(readdirSync(folder)).not.toContain('collector.db')
  })
})

describe('a file that this program can not use', () => {
  it.each(['server', 'command'] as const)(
    'of a newer collector is refused by a %s and stays as it is',
    async (role) => {
      const folder = await filledFolder()
      withDatabase(databaseIn(folder), (db) => db.pragma('user_version = 99'))
      const before = contentsOf(folder)
      expect(await refusalOf(() => createSqliteStore({ folder, now: () => NOW, role }))).toEqual({
        code: 'newer-schema',
        message: `${databaseIn(folder)} was written by a newer collector (schema 99; this one knows 2). It was not touched.`,
      })
      expect(contentsOf(folder).get(databaseIn(folder))).toBe(before.get(databaseIn(folder)))
    },
  )

  it('of a newer collector is recognised too while its last changes are only in the log', async () => {
    const folder = await filledFolder()
    const reader = withDatabase.bind(null, databaseIn(folder))
    const wal = `${databaseIn(folder)}-wal`
    reader((db) => {
      db.pragma('wal_autocheckpoint = 0')
      db.pragma('user_version = 99')
      const before = [contentsOf(folder).get(databaseIn(folder)), contentsOf(folder).get(wal)]
      expect(statSync(wal).size).toBeGreaterThan(0)
      return before
    })
    expect((await refusalOf(() => open(folder)))?.code).toBe('newer-schema')
  })

  it.each<[string, (path: string) => void]>([
    ['text', (path) => writeFileSync(path, 'Dear diary,\n'.repeat(1000))],
    ['a few bytes', (path) => writeFileSync(path, 'SQ')],
    ['a database of another program', (path) => withDatabase(path, (db) => db.exec('CREATE TABLE t (a)'))],
    [
      'a database of another program with its own id',
      (path) =>
        withDatabase(path, (db) => {
          db.pragma('application_id = 1234')
          db.exec('CREATE TABLE t (a)')
        }),
    ],
  ])('because it is %s is refused and stays as it is', async (_, make) => {
    const folder = temporaryFolder()
    make(databaseIn(folder))
    const before = contentsOf(folder).get(databaseIn(folder))
    expect(await refusalOf(() => open(folder))).toEqual({
      code: 'unsuitable',
      message: `${databaseIn(folder)} is not a database of the collector. It was not touched.`,
    })
    expect(contentsOf(folder).get(databaseIn(folder))).toBe(before)
  })

  it.each([3, 7, 12])(
    'because page %i of it is damaged is refused with a sentence that says what to do',
    async (page) => {
      const folder = await filledFolder()
      const file = openSync(databaseIn(folder), 'r+')
      writeSync(file, Buffer.alloc(4096, 0xa5), 0, 4096, page * 4096)
      closeSync(file)
      const refusal = await refusalOf(() => open(folder))
      expect(refusal?.code).toBe('corrupt')
      expect(refusal?.message).toMatch(/collector\.db is damaged.*Restore it from a backup/)
    },
  )

  it('because its end is missing is refused as damaged', async () => {
    const folder = await filledFolder()
    const content = Buffer.from(contentsOf(folder).get(databaseIn(folder)) ?? '', 'base64')
    writeFileSync(databaseIn(folder), content.subarray(0, content.length / 2))
    expect((await refusalOf(() => open(folder)))?.code).toBe('corrupt')
  })

  it('because it is a folder, or its folder is a file, is refused as such', async () => {
    const folder = temporaryFolder()
    mkdirSync(databaseIn(folder))
    expect((await refusalOf(() => open(folder)))?.code).toBe('io')
    const file = join(temporaryFolder(), 'data')
    writeFileSync(file, '')
    expect((await refusalOf(() => open(file)))?.code).toBe('io')
  })
})

describe('a Node.js that is too old for the driver', () => {
  it('is told so in a sentence, before the driver takes the process down', async () => {
    const on = (node: string) => () => assertRuntime('/data/collector.db', { node })
    expect(on('20.20.2')).toThrow(
      'The collector needs Node.js 22 or newer; this is 20.20.2. /data/collector.db was not opened.',
    )
    expect(await refusalOf(async () => on('20.20.2')())).toMatchObject({ code: 'wrong-runtime' })
    for (const version of ['22.0.0', '24.4.1', '26.10.0']) expect(on(version)).not.toThrow()
  })
})
