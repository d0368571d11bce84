import { describe, expect, it, onTestFinished } from 'vitest'

import { openStore } from '../../../src/collector/store/open.ts'
import { createPostgresStore } from '../../../src/collector/store/postgres/postgres-store.ts'
import { StoreError, type CollectorStore } from '../../../src/collector/store/store.ts'
import { onServer, postgresServer, temporaryDatabase } from '../../support/postgres.ts'
import {
  createTeam,
  deviceOf,
  enrol,
  exported,
  interaction,
  NOW,
  send,
  smiley,
  TestClock,
  type Enrolled,
} from './support.ts'

const server = await postgresServer()
const serverUrl = 'skip' in server ? '' : server.url

async function open(database: string, now = () => NOW): Promise<CollectorStore> {
  const store = await createPostgresStore({ database, now })
  onTestFinished(() => store.close())
  return store
}

/** Code and sentence of a refusal; fails when there is none. */
async function refusalOf(database: string): Promise<{ code: string; message: string }> {
  const error: unknown = await createPostgresStore({ database, now: () => NOW }).then(
    async (store) => {
      await store.close()
      return undefined
    },
    (reason: unknown) => reason,
  )
  if (!(error instanceof StoreError))
    throw new Error('Not refused, or not with a StoreError.', { cause: error })
  return { code: error.code, message: error.message }
}

const tablesOf = async (url: string) =>
  await onServer(
    url,
    `SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2`,
  )

describe.skipIf('skip' in server)('a PostgreSQL database', () => {
  it('that is empty becomes a store, also when several collectors start on it at once', async () => {
    const url = await temporaryDatabase(server)
    const stores = await Promise.all(Array.from({ length: 4 }, async () => open(url)))
    const identities = await Promise.all(stores.map(async (store) => store.identity()))
    expect(new Set(identities.map(({ storeId }) => storeId)).size).toBe(1)
    for (const store of stores) await expect(store.check()).resolves.toBeUndefined()
  })

  it('is what openStore opens where an address is given', async () => {
    const url = await temporaryDatabase(server)
    const store = await openStore({ database: url, dataFolder: '', now: () => NOW })
    await createTeam(store, 'Claims')
    await store.close()
    expect(await onServer(url, 'SELECT name FROM team')).toEqual([{ name: 'Claims' }])
  })

  it('of a newer collector is refused, and nothing of it is touched', async () => {
    const url = await temporaryDatabase(server)
    await (await open(url)).close()
    await onServer(
      url,
      `UPDATE meta SET value = '99' WHERE key = 'schema_version'; DROP TABLE interaction_202611`,
    )
    const before = await tablesOf(url)
    expect(await refusalOf(url)).toMatchObject({
      code: 'newer-schema',
      message: expect.stringContaining('schema 99'),
    })
    expect(await tablesOf(url)).toEqual(before)
  })

  it('with tables of another program is refused, and nothing of it is touched', async () => {
    const url = await temporaryDatabase(server)
    await onServer(url, 'CREATE TABLE team (id integer)')
    const before = await tablesOf(url)
    expect(await refusalOf(url)).toMatchObject({
      code: 'unsuitable',
      message: expect.stringContaining('(team)'),
    })
    expect(await tablesOf(url)).toEqual(before)
  })

  it('that only reads is refused', async () => {
    const url = await temporaryDatabase(server)
    await (await open(url)).close()
    const name = new URL(url).pathname.slice(1)
    await onServer(url, `ALTER DATABASE ${name} SET default_transaction_read_only = on`)
    expect(await refusalOf(url)).toMatchObject({ code: 'read-only' })
  })

  it('commits to the disk whatever the database was set to', async () => {
    const url = await temporaryDatabase(server)
    const name = new URL(url).pathname.slice(1)
    await onServer(url, `ALTER DATABASE ${name} SET synchronous_commit = off`)
    const store = await open(url)
    await onServer(
      url,
      `CREATE TABLE seen (setting text);
       CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN INSERT INTO seen VALUES (current_setting('synchronous_commit')); RETURN NULL; END $$;
       CREATE TRIGGER note AFTER INSERT ON interaction EXECUTE FUNCTION note();
       CREATE TRIGGER note AFTER INSERT ON device EXECUTE FUNCTION note()`,
    )
    await send(store, await enrol(store, await createTeam(store)), interaction())
    expect(await onServer(url, 'SELECT setting FROM seen')).toEqual([{ setting: 'on' }, { setting: 'on' }])
  })

  it.each<[string, (url: URL) => void, string]>([
    ['nobody listens', (url) => (url.port = '1'), "can't be reached"],
    ['the name is unknown', (url) => (url.hostname = 'nowhere.invalid'), "can't be reached"],
    ['the password is wrong', (url) => (url.password = 'wrong-secret'), 'password'],
    ['the user is unknown', (url) => (url.username = 'stranger'), 'password'],
    ['the database is not there', (url) => (url.pathname = '/not-there'), "doesn't exist"],
  ])('that can not be reached is named, without its password: %s', async (_, change, sentence) => {
    const url = new URL(serverUrl)
    const { password } = url
    change(url)
    const { code, message } = await refusalOf(url.href)
    expect(code).toBe('unreachable')
    expect(message).toContain(sentence)
    expect(message).toContain(url.hostname)
    expect(message).not.toContain(password)
    expect(message).not.toContain('wrong-secret')
  })

  it.each(['mysql://user:hush@host/db', 'nonsense hush', '/var/lib/hush'])(
    'has an address that begins with postgres://, not %s, and the refusal repeats none of it',
    async (address) => {
      const { code, message } = await refusalOf(address)
      expect(code).toBe('unsuitable')
      expect(message).toContain('postgres://')
      expect(message).not.toContain('hush')
    },
  )
})

describe.skipIf('skip' in server)('partitions', () => {
  const partitions = async (url: string, table = 'interaction') =>
    (
      await onServer(
        url,
        `SELECT relname FROM pg_class WHERE relname LIKE '${table}\\_%' AND relkind = 'r' ORDER BY 1`,
      )
    ).map(({ relname }) => String(relname).slice(table.length + 1))
  const countIn = async (url: string, partition: string) =>
    Number((await onServer(url, `SELECT count(*) AS n FROM ${partition}`))[0]?.n)

  it('are there for a year back and two months ahead, and records go to their month', async () => {
    const url = await temporaryDatabase(server)
    const store = await open(url)
    expect(await partitions(url)).toEqual([
      '202511',
      '202512',
      ...Array.from({ length: 12 }, (_, n) => String(202601 + n)),
      '202701',
      'other',
    ])
    expect(await partitions(url, 'day_smiley')).toEqual(await partitions(url))
    const device = await enrol(store, await createTeam(store))
    const days = ['2025-11-30', '2025-12-01', '2026-02-28', '2026-11-23', '2027-01-31']
    await send(store, device, ...days.map((workDay) => interaction({ workDay })))
    for (const month of ['202511', '202512', '202602', '202611', '202701'])
      expect(await countIn(url, `interaction_${month}`)).toBe(1)
    expect(await countIn(url, 'interaction_other')).toBe(0)
  })

  it('are made with the months, and take what came for their month before it was there', async () => {
    const url = await temporaryDatabase(server)
    const clock = new TestClock()
    const store = await open(url, clock.now)
    const device = await enrol(store, await createTeam(store))
    // A clock that is months ahead is no reason to refuse a record.
    const events = [
      interaction({ workDay: '2027-03-31' }),
      smiley('sad', {}, { workDay: '2027-03-01' }),
      interaction({ workDay: '9999-12-31' }),
    ]
    expect(await send(store, device, ...events)).toMatchObject({ stored: 3 })
    expect(await countIn(url, 'interaction_other')).toBe(2)
    clock.at = Date.UTC(2027, 0, 31)
    await store.administration.applyRetention()
    expect(await countIn(url, 'interaction_202703')).toBe(1)
    expect(await countIn(url, 'day_smiley_202703')).toBe(1)
    expect(await countIn(url, 'interaction_other')).toBe(1)
    expect(await send(store, device, ...events)).toMatchObject({ stored: 0, stale: 3 })
    expect(await exported(store, device)).toHaveLength(3)
    expect(await store.administration.verifyRollups()).toEqual([])
  })

  it('go when no team keeps anything of them any more', async () => {
    const url = await temporaryDatabase(server)
    const clock = new TestClock()
    const store = await open(url, clock.now)
    const device = await enrol(store, await createTeam(store))
    const days = ['2025-12-10', '2025-12-11', '2026-01-10', '2026-01-11']
    await send(store, device, ...days.map((workDay) => interaction({ workDay })))
    clock.at = Date.UTC(2027, 0, 11, 12)
    expect(await store.administration.applyRetention()).toEqual({ records: 3, agentDays: 3 })
    expect((await partitions(url))[0]).toBe('202601')
    expect(await exported(store, device)).toHaveLength(1)
  })

  it('of the same moment are made once when several collectors do so, while devices send', async () => {
    const url = await temporaryDatabase(server)
    const clock = new TestClock()
    const stores = [await open(url, clock.now), await open(url, clock.now)] as const
    const device = await enrol(stores[0], await createTeam(stores[0]))
    clock.at = Date.UTC(2027, 2, 1)
    const sending: Promise<unknown>[] = []
    for (let n = 0; n < 20; n++)
      sending.push(
        send(stores[n % 2 === 0 ? 0 : 1], device, interaction({ workDay: '2027-04-30' }), smiley('sad')),
      )
    await Promise.all([...sending, ...stores.map(async (store) => store.administration.applyRetention())])
    expect((await partitions(url)).slice(-2)).toEqual(['202705', 'other'])
    expect(await exported(stores[0], device)).toHaveLength(40)
    expect(await stores[0].administration.verifyRollups()).toEqual([])
  })
})

describe.skipIf('skip' in server)('a connection that breaks', () => {
  const BREAK = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()`

  it('rejects what was under way, loses and repeats nothing, and all works again at once', async () => {
    const url = await temporaryDatabase(server)
    const store = await open(url)
    const team = await createTeam(store)
    const devices = await Promise.all(Array.from({ length: 10 }, async () => enrol(store, team)))
    const sent = new Map<Enrolled, ReturnType<typeof interaction>[]>(devices.map((device) => [device, []]))
    let rejected = 0
    const sendOn = async (device: Enrolled) => {
      for (let n = 0; n < 30; n++) {
        const event = n % 10 === 0 ? smiley('sad', {}, { workDay: `2026-10-${10 + n / 10}` }) : interaction()
        sent.get(device)?.push(event)
        // As a device does: the same again until there is an answer.
        for (;;) {
          const outcome = await send(store, device, event).catch((error: unknown) => error)
          if (!(outcome instanceof Error)) break
          expect(outcome).toMatchObject({ name: 'StoreError', code: 'unreachable' })
          rejected += 1
        }
      }
    }
    const done = new AbortController()
    const breaking = async () => {
      for (let n = 0; n < 15 && !done.signal.aborted; n++) await onServer(url, BREAK)
    }
    await Promise.all([breaking(), Promise.all(devices.map(sendOn)).finally(() => done.abort())])
    expect(rejected).toBeGreaterThan(0)
    const held = await Promise.all(devices.map(async (device) => exported(store, device)))
    for (const [n, device] of devices.entries())
      expect(held[n]?.map(({ id }) => id).toSorted()).toEqual(
        sent
          .get(device)
          ?.map(({ recordId }) => `${recordId}/1`)
          .toSorted(),
      )
    expect(await store.administration.verifyRollups()).toEqual([])
  })

  it('is said by the check, by people and by ingest while the database takes no connections', async () => {
    const url = await temporaryDatabase(server)
    const name = new URL(url).pathname.slice(1)
    const store = await open(url)
    const device = await enrol(store, await createTeam(store))
    const known = await deviceOf(store, device)
    await onServer(serverUrl, `ALTER DATABASE ${name} ALLOW_CONNECTIONS false`)
    await onServer(
      serverUrl,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`,
    )
    for (const attempt of [
      () => store.check(),
      () => store.identity(),
      () => store.holdings(known, '2026-01-01'),
      () => send(store, device, interaction()),
      () => exported(store, device),
    ])
      await expect(attempt()).rejects.toMatchObject({ name: 'StoreError', code: 'unreachable' })
    await onServer(serverUrl, `ALTER DATABASE ${name} ALLOW_CONNECTIONS true`)
    await expect(store.check()).resolves.toBeUndefined()
    expect(await send(store, device, interaction())).toMatchObject({ stored: 1 })
  })
})
