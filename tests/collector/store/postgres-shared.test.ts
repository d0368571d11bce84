/** Several collectors on one database. */
import { fork, type ChildProcess } from 'node:child_process'
import { describe, expect, it, onTestFinished } from 'vitest'

import { createPostgresStore } from '../../../src/collector/store/postgres/postgres-store.ts'
import type { CollectorStore, IncomingEvent } from '../../../src/collector/store/store.ts'
import { onServer, postgresServer, temporaryDatabase } from '../../support/postgres.ts'
import type { SharedTask } from './postgres-shared-child.ts'
import {
  createTeam,
  credentialOf,
  deviceOf,
  enrol,
  enrolSecond,
  exported,
  interaction,
  NOW,
  pulse,
  recordId,
  request,
  smiley,
  TOMBSTONE,
  type Enrolled,
} from './support.ts'

const server = await postgresServer()
const DAYS = ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23']
const RATINGS = [1, 2, 3, 4, 5] as const
const FACES = ['happy', 'neutral', 'sad', null] as const

async function open(database: string): Promise<CollectorStore> {
  const store = await createPostgresStore({ database, now: () => NOW })
  onTestFinished(() => store.close())
  return store
}

/** Records of a device with all their revisions, so that what is right at the end doesn't depend on any order. */
function history(records: number): IncomingEvent[] {
  return Array.from({ length: records }, (_, n) => {
    const workDay = DAYS[n % DAYS.length]!
    const id = recordId()
    return [1, 2, 3].map((revision) => {
      const named = { id, revision }
      if (n % 5 === 1) return smiley(FACES[(n + revision) % FACES.length]!, named, { workDay })
      if (n % 7 === 2) return pulse((n + revision) % 11, named)
      if (revision === 3 && n % 3 === 0) return interaction({ ...TOMBSTONE, workDay }, named)
      return interaction({ workDay, rating: RATINGS[(n + revision) % RATINGS.length]! }, named)
    })
  }).flat()
}

/** The same events in another order, in requests of some. */
function shuffled(events: readonly IncomingEvent[], seed: number): IncomingEvent[][] {
  const order = events
    .map((event, n) => ({ event, place: ((n + 1) * 7919 * (seed + 3)) % 10_007 }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ event }) => event)
  return Array.from({ length: Math.ceil(order.length / 7) }, (_, n) =>
    request(...order.slice(n * 7, n * 7 + 7)),
  )
}

async function expectHighest(store: CollectorStore, device: Enrolled, events: readonly IncomingEvent[]) {
  const highest = new Map<string, number>()
  for (const { recordId: id, revision } of events) highest.set(id, Math.max(revision, highest.get(id) ?? 0))
  const held = (await exported(store, device)).map(({ id }) => id)
  expect(held.toSorted()).toEqual(Array.from(highest, ([id, revision]) => `${id}/${revision}`).toSorted())
}

describe.skipIf('skip' in server)('two stores on one database', () => {
  it('that are sent the same and different records at once hold each once, in its highest revision', async () => {
    const url = await temporaryDatabase(server)
    const stores = [await open(url), await open(url), await open(url)]
    const team = await createTeam(stores[0]!)
    const first = await enrol(stores[0]!, team)
    const devices = [first, await enrolSecond(stores[0]!, first), await enrol(stores[0]!, team)]
    const histories = devices.map(() => history(40))
    const outcomes = await Promise.all(
      stores.flatMap((store, s) =>
        devices.flatMap((device, d) =>
          shuffled(histories[d]!, s).map(async (events) => store.ingest(device.credential, events)),
        ),
      ),
    )
    const sums = outcomes.map((outcome) => (outcome.ok ? outcome.value : undefined))
    expect(sums.every((sum) => sum !== undefined && sum.forked.length === 0)).toBe(true)
    expect(await stores[1]!.administration.verifyRollups()).toEqual([])
    // The first two are computers of one agent.
    await expectHighest(stores[1]!, first, [...histories[0]!, ...histories[1]!])
    await expectHighest(stores[2]!, devices[2]!, histories[2]!)
  })

  it('give the last seat of a code to one of many who ask both of them at once', async () => {
    const url = await temporaryDatabase(server)
    const stores = [await open(url), await open(url)]
    const team = await createTeam(stores[0]!)
    const input = { teamId: team.id, role: 'agent', seats: 2, expiresAt: NOW + 60_000 } as const
    const { code } = await stores[0]!.administration.createCode(input)
    const results = await Promise.all(
      Array.from({ length: 16 }, async (_, n) => stores[n % 2]!.enrol(code, undefined)),
    )
    expect(results.filter(({ ok }) => ok)).toHaveLength(2)
    const rows = await onServer(url, 'SELECT DISTINCT device_no, agent_no FROM device')
    expect(rows).toHaveLength(2)
  })

  it('refuse in the one what the other has revoked or erased, from that moment on', async () => {
    const url = await temporaryDatabase(server)
    const [one, other] = [await open(url), await open(url)]
    const team = await createTeam(one)
    const [revoked, erased] = [await enrol(one, team), await enrol(one, team)]
    const send = async ({ credential }: Enrolled) => one.ingest(credential, request(interaction()))
    expect(await send(revoked)).toMatchObject({ ok: true })
    expect(await send(erased)).toMatchObject({ ok: true })
    await other.administration.revokeDevice(revoked.deviceId)
    await other.erase(await deviceOf(other, erased))
    expect(await send(revoked)).toEqual({ ok: false, code: 'revoked' })
    expect(await send(erased)).toEqual({ ok: false, code: 'erased' })
  })

  it('erase, move and send at once, and nothing is left over, nothing is missing', async () => {
    const url = await temporaryDatabase(server)
    const stores = [await open(url), await open(url)] as const
    const [team, elsewhere] = [await createTeam(stores[0]), await createTeam(stores[0])]
    const devices = await Promise.all(Array.from({ length: 6 }, async () => enrol(stores[0], team)))
    const [erased, moved] = [devices[0]!, devices[1]!]
    const known = await deviceOf(stores[1], erased)
    const histories = devices.map(() => history(20))
    const sending = devices.flatMap((device, d) =>
      shuffled(histories[d]!, d).map(async (events, n) =>
        stores[n % 2 === 0 ? 0 : 1].ingest(device.credential, events),
      ),
    )
    const moving = enrol(stores[1], elsewhere, { claim: moved.claim })
    await Promise.all([...sending, stores[1].erase(known), moving])
    expect(await stores[0].administration.verifyRollups()).toEqual([])
    for (const table of ['interaction', 'day_smiley', 'pulse'])
      expect(await onServer(url, `SELECT * FROM ${table} WHERE device_no = ${known.deviceNo}`)).toEqual([])
    for (const n of [2, 3, 4, 5]) await expectHighest(stores[0], devices[n]!, histories[n]!)
    // What the moved device could no longer send under its old token it sends under its new one.
    const now = await moving
    for (const events of shuffled(histories[1]!, 0)) await stores[1].ingest(now.credential, events)
    await expectHighest(stores[0], now, histories[1]!)
    expect(await stores[0].administration.verifyRollups()).toEqual([])
  })
})

describe.skipIf('skip' in server)('two collector processes on one database', () => {
  const start = (task: SharedTask): ChildProcess => {
    const child = fork(new URL('postgres-shared-child.ts', import.meta.url))
    child.send(task)
    return child
  }
  const endOf = async (child: ChildProcess) =>
    await new Promise<number | NodeJS.Signals | null>((resolve) =>
      child.once('exit', (code, signal) => resolve(code ?? signal)),
    )

  it('of which one is killed in the middle lose and repeat nothing', async () => {
    const url = await temporaryDatabase(server)
    const store = await open(url)
    const team = await createTeam(store)
    const first = await enrol(store, team)
    const devices = [first, await enrolSecond(store, first), await enrol(store, team)]
    const histories = devices.map(() => history(60))
    const taskOf = (seed: number): SharedTask => ({
      database: url,
      now: NOW,
      work: devices.map(({ token }, d) => ({ token, requests: shuffled(histories[d]!, seed) })),
    })
    const [victim, survivor] = [start(taskOf(1)), start(taskOf(2))]
    onTestFinished(() => {
      victim.kill('SIGKILL')
      survivor.kill('SIGKILL')
    })
    const ends = Promise.all([endOf(victim), endOf(survivor)])
    // Its first answer: it is in the middle now.
    victim.once('message', () => victim.kill('SIGKILL'))
    expect(await ends).toEqual(['SIGKILL', 0])
    expect(await store.administration.verifyRollups()).toEqual([])
    await expectHighest(store, first, [...histories[0]!, ...histories[1]!])
    await expectHighest(store, devices[2]!, histories[2]!)
    expect(credentialOf(first.token)).toEqual(first.credential)
  })
})
