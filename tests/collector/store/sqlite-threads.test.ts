/** Ingest, changes and reads side by side: who waits for whom. */
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'

import { startThreads, type Threads } from '../../../src/collector/store/sqlite/writer.ts'
import { createSqliteStore } from '../../../src/collector/store/sqlite/index.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { databaseIn } from './sqlite-support.ts'
import { createTeam, enrol, interaction, NOW, outcomeOf, request, type Enrolled } from './support.ts'

/** Threads on a database in which one device is enrolled. */
async function openThreads(): Promise<{ threads: Threads; device: Enrolled }> {
  const folder = temporaryFolder()
  const store = await createSqliteStore({ folder, now: () => NOW, role: 'server' })
  const device = await enrol(store, await createTeam(store))
  await store.close()
  const threads = await startThreads({
    database: databaseIn(folder),
    checked: false,
    now: () => NOW,
    queueEvents: 20_000,
    onFatal: (error) => {
      throw error
    },
  })
  onTestFinished(() => threads.close())
  return { threads, device }
}

const names = async (db: Threads['db']) =>
  (await db.selectFrom('team').select('name').orderBy('team_no').execute()).map(({ name }) => name)

const pause = () => new Promise((resolve) => setTimeout(resolve, 30))

describe('a transaction', () => {
  it('keeps ingest and other changes out until it ends, and they get their turn then', async () => {
    const { threads, device } = await openThreads()
    const done: string[] = []
    const note = (what: string) => () => void done.push(what)
    const others = await threads.db.transaction().execute(async (trx) => {
      await trx.updateTable('team').set({ name: 'In between' }).execute()
      const waiting = [
        threads.ingest(device.credential, request(interaction())).then(note('ingest')),
        threads.db.updateTable('team').set({ name: 'After' }).execute().then(note('change')),
        threads.db
          .transaction()
          .execute(async (second) => names(second))
          .then((seen) => done.push(`transaction after ${seen.join()}`)),
      ]
      await pause()
      expect(done).toEqual([])
      expect(await names(trx)).toEqual(['In between'])
      // Readers don't wait, and see what was committed.
      expect(await names(threads.db)).toEqual(['Team'])
      return waiting
    })
    await Promise.all(others)
    expect(done.toSorted()).toEqual(['change', 'ingest', 'transaction after After'])
  })

  it('that fails leaves nothing, and neither ingest nor the next transaction notices', async () => {
    const { threads, device } = await openThreads()
    const failing = threads.db.transaction().execute(async (trx) => {
      await trx.updateTable('team').set({ name: 'Gone' }).execute()
      await trx.insertInto('meta').values({ key: 'epoch', value: '7' }).execute()
    })
    await expect(failing).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_PRIMARYKEY' })
    expect(await names(threads.db)).toEqual(['Team'])
    const result = await threads.ingest(device.credential, request(interaction()))
    expect(outcomeOf(result)).toMatchObject({ stored: 1 })
    await threads.db.transaction().execute((trx) => trx.updateTable('team').set({ name: 'Next' }).execute())
    expect(await names(threads.db)).toEqual(['Next'])
  })

  it('that only reads sees one moment, and nobody waits for it', async () => {
    const { threads } = await openThreads()
    await threads.db
      .transaction()
      .setAccessMode('read only')
      .execute(async (trx) => {
        expect(await names(trx)).toEqual(['Team'])
        await threads.db.updateTable('team').set({ name: 'Later' }).execute()
        expect(await names(threads.db)).toEqual(['Later'])
        expect(await names(trx)).toEqual(['Team'])
        await expect(trx.updateTable('team').set({ name: 'No' }).execute()).rejects.toMatchObject({
          code: 'read-only',
        })
      })
    expect(await names(threads.db)).toEqual(['Later'])
  })
})

describe('a change', () => {
  it('gets its turn while requests to store come in without a pause', async () => {
    const { threads, device } = await openThreads()
    const flooding = { on: true }
    let afterChange = 0
    let isChanged = false
    const flood = Promise.all(
      Array.from({ length: 50 }, async () => {
        while (flooding.on) {
          await threads.ingest(device.credential, request(interaction(), interaction()))
          if (isChanged) afterChange += 1
        }
      }),
    )
    for (let time = 0; time < 5; time++)
      await threads.db
        .updateTable('team')
        .set({ name: `${time}` })
        .execute()
    isChanged = true
    await pause()
    flooding.on = false
    await flood
    expect(await names(threads.db)).toEqual(['4'])
    expect(afterChange).toBeGreaterThan(0)
  })

  it('says how many rows it has changed, and gives back what it was asked to', async () => {
    const { threads } = await openThreads()
    const { numUpdatedRows } = await threads.db
      .updateTable('team')
      .set({ name: 'New' })
      .executeTakeFirstOrThrow()
    expect(numUpdatedRows).toBe(1n)
    const rows = await threads.db
      .updateTable('team')
      .set({ retired_at: NOW })
      .returning(['name', 'retired_at'])
      .execute()
    expect(rows).toEqual([{ name: 'New', retired_at: NOW }])
  })
})

describe('values', () => {
  it('cross as they are: bytes as bytes, whole numbers, texts of every language', async () => {
    const { threads } = await openThreads()
    const team_id = Uint8Array.from({ length: 16 }, (_, n) => 255 - n)
    await threads.db
      .insertInto('team')
      .values({ team_id, name: 'Ωμέγα 🎉', policy: null, created_at: NOW, retired_at: null })
      .execute()
    const row = await threads.db
      .selectFrom('team')
      .selectAll()
      .where('team_id', '=', team_id)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({ name: 'Ωμέγα 🎉', created_at: NOW, policy: null })
    expect(Uint8Array.from(row.team_id)).toEqual(team_id)
  })

  it('of statements that are wrong are refused with the words of the database', async () => {
    const { threads } = await openThreads()
    await expect(sql`SELECT nonsense FROM team`.execute(threads.db)).rejects.toThrow(
      'no such column: nonsense',
    )
    await expect(sql`UPDATE nowhere SET a = 1`.execute(threads.db)).rejects.toThrow('no such table: nowhere')
  })
})

describe('closing', () => {
  it('waits for a transaction that is under way', async () => {
    const { threads } = await openThreads()
    const done: string[] = []
    await threads.db.transaction().execute(async (trx) => {
      void threads.close().then(() => done.push('closed'))
      await pause()
      expect(done).toEqual([])
      await trx.updateTable('team').set({ name: 'Last' }).execute()
    })
    await threads.close()
    await expect(names(threads.db)).rejects.toMatchObject({ code: 'closed' })
  })
})
