/** What every database promises about ingest. ingest.sqlite.test.ts and ingest.postgres.test.ts run it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { StoreError, type CollectorStore } from '../../../src/collector/store/store.ts'
import { describeIngestModel } from './ingest-model.ts'
import {
  createTeam,
  deviceOf,
  enrol,
  enrolSecond,
  exported,
  held,
  interaction,
  NOW,
  outcomeOf,
  pulse,
  QUARTER,
  RATED,
  recordId,
  request,
  send,
  smiley,
  TestClock,
  TODAY,
  TOMBSTONE,
  tombstone,
} from './support.ts'

/** A database of its own, empty at first. */
export interface IngestPlace {
  /** Opens the store; after it was closed, the same again. */
  open(options: { readonly now: () => number; readonly queueEvents?: number }): Promise<CollectorStore>
  /** All rows of a roll-up, read beside the store. */
  rows(table: 'agent_day' | 'team_day'): Promise<readonly Readonly<Record<string, unknown>>[]>
  /** Closes what is open and removes the database. */
  remove(): Promise<void>
}

const STORED = { stored: 1, stale: 0, newer: [], forked: [] }
const STALE = { stored: 0, stale: 1, newer: [], forked: [] }

export function describeIngest(create: () => Promise<IngestPlace>): void {
  const clock = new TestClock()
  let place: IngestPlace
  let store: CollectorStore
  beforeAll(async () => {
    place = await create()
    store = await place.open({ now: clock.now })
  })
  afterAll(async () => {
    await store.close()
    await place.remove()
  })
  const newDevice = async () => await enrol(store, await createTeam(store))

  /** The roll-ups of a device's team, without the numbers of the store and without zeros. */
  const rollups = async (teamNo: number) => {
    const of = async (table: 'agent_day' | 'team_day') =>
      (await place.rows(table))
        .filter((row) => Number(row.team_no) === teamNo)
        .map((row) =>
          Object.fromEntries(
            Object.entries(row).filter(
              ([name, value]) =>
                value !== 0 && value !== null && !['team_no', 'agent_no', 'work_day'].includes(name),
            ),
          ),
        )
    expect(await store.administration.verifyRollups()).toEqual([])
    return { agentDays: await of('agent_day'), teamDays: await of('team_day') }
  }

  describe('one record', () => {
    it.each([
      ['interaction', interaction()],
      [
        'interaction with everything',
        interaction({ followUp: '', story: 'Größe 🎉', externalIds: ['sip:1@x', 'ext:7'] }),
      ],
      ['smiley', smiley('happy')],
      ['pulse', pulse(10)],
      ['deleted interaction', tombstone({})],
      ['deleted smiley', smiley(null, {}, { deleted: true })],
      ['pulse that was taken back', pulse(null)],
    ])(
      'of the kind %s is stored once, however often it is sent, and comes back as it was',
      async (_, event) => {
        const device = await newDevice()
        expect(await send(store, device, event)).toEqual(STORED)
        expect(await send(store, device, event)).toEqual(STALE)
        expect(await send(store, device, event, event)).toEqual({ ...STALE, stale: 2 })
        expect(await exported(store, device)).toEqual([
          expect.objectContaining({ id: `${event.recordId}/1`, data: event.data }),
        ])
      },
    )

    it('is replaced by a higher revision and by no lower one, which is told what is held', async () => {
      const device = await newDevice()
      const id = recordId()
      await send(store, device, interaction({ rating: 2 }, { id, revision: 3 }))
      expect(await send(store, device, interaction({ rating: 1 }, { id, revision: 2 }))).toEqual({
        ...STALE,
        newer: [{ index: 0, revision: 3 }],
      })
      expect(await held(store, device, id)).toMatchObject({ id: `${id}/3`, data: { rating: 2 } })
      expect(await send(store, device, interaction({ rating: 5 }, { id, revision: 7 }))).toEqual(STORED)
      expect(await held(store, device, id)).toMatchObject({ id: `${id}/7`, data: { rating: 5 } })
    })

    it.each<[string, Partial<typeof RATED>]>([
      ['channel', { channel: 'chat' }],
      ['queue', { queue: 'Returns' }],
      ['no queue', { queue: null }],
      ['rating', { rating: 5 }],
      ['solved', { solved: false }],
      ['solved unknown', { solved: null }],
      ['reasons', { reasons: ['systems'] }],
      ['followUp', { followUp: 'Call back.' }],
      ['empty followUp', { followUp: '' }],
      ['story', { story: 'It went well.' }],
      ['outcome', { outcome: 'skipped', rating: null, solved: null, reasons: [] }],
      ['deleted', TOMBSTONE],
    ])('of the same revision with another %s is a fork: named, and not stored', async (_, other) => {
      const device = await newDevice()
      const id = recordId()
      await send(store, device, interaction({}, { id }))
      const forked = interaction(other, { id })
      expect(await send(store, device, interaction(), forked)).toEqual({ ...STORED, forked: [1] })
      expect(await held(store, device, id)).toMatchObject({ data: RATED })
    })

    it('is a fork for smileys and pulses too', async () => {
      const device = await newDevice()
      const [day, quarter] = [recordId(), recordId()]
      await send(store, device, smiley('sad', { id: day }), pulse(3, { id: quarter }))
      const others = [
        smiley('happy', { id: day }),
        smiley(null, { id: day }),
        smiley(null, { id: day }, { deleted: true }),
        pulse(4, { id: quarter }),
        pulse(null, { id: quarter }, { deleted: true }),
      ]
      expect(await send(store, device, ...others)).toEqual({
        stored: 0,
        stale: 0,
        newer: [],
        forked: [0, 1, 2, 3, 4],
      })
      expect((await exported(store, device)).map(({ data }) => data)).toMatchObject([
        { smiley: 'sad' },
        { score: 3 },
      ])
    })

    it('is the same with and without external ids: whether these leave is a policy', async () => {
      const device = await newDevice()
      const id = recordId()
      const sent = interaction({ followUp: 'Call back.', externalIds: ['sip:1@x'] }, { id })
      await send(store, device, sent)
      expect(await send(store, device, interaction({ followUp: 'Call back.' }, { id }))).toEqual(STALE)
      expect(await held(store, device, id)).toMatchObject({ data: sent.data })
    })

    it('comes in several revisions within one request, in any order: the highest stays', async () => {
      const device = await newDevice()
      const [up, down] = [recordId(), recordId()]
      const revisions = (id: string, order: readonly (1 | 2 | 3)[]) =>
        order.map((revision) => interaction({ rating: revision }, { id, revision }))
      expect(await send(store, device, ...revisions(up, [1, 2, 3]))).toEqual({ ...STORED, stored: 3 })
      expect(await send(store, device, ...revisions(down, [3, 1, 2]))).toEqual({
        stored: 1,
        stale: 2,
        newer: [
          { index: 1, revision: 3 },
          { index: 2, revision: 3 },
        ],
        forked: [],
      })
      for (const id of [up, down]) expect(await held(store, device, id)).toMatchObject({ id: `${id}/3` })
    })

    it('belongs to its device: the same id from another one is another record', async () => {
      const [one, other] = [await newDevice(), await newDevice()]
      const id = recordId()
      await send(store, one, interaction({ rating: 1 }, { id }))
      expect(await send(store, other, interaction({ rating: 5 }, { id }))).toEqual(STORED)
      expect(await held(store, one, id)).toMatchObject({ data: { rating: 1 } })
    })
  })

  describe('a request', () => {
    it('names events by the place that they had in it, although those in between were refused before', async () => {
      const device = await newDevice()
      const [first, second] = [recordId(), recordId()]
      await send(store, device, interaction({}, { id: first, revision: 2 }), interaction({}, { id: second }))
      const result = await store.ingest(device.credential, [
        interaction({}, { id: first, revision: 1, index: 7 }),
        interaction({ rating: 1 }, { id: second, index: 400 }),
      ])
      expect(outcomeOf(result)).toEqual({
        stored: 0,
        stale: 1,
        newer: [{ index: 7, revision: 2 }],
        forked: [400],
      })
    })

    it('without events is answered', async () => {
      expect(await send(store, await newDevice())).toEqual({ ...STALE, stale: 0 })
    })

    it('says which store has answered', async () => {
      const device = await newDevice()
      const result = await store.ingest(device.credential, [])
      expect(result).toMatchObject({ ok: true, value: { identity: await store.identity() } })
    })

    it('notes the day on which a device was last seen, and no time', async () => {
      const device = await newDevice()
      const seen = async () =>
        (await store.administration.devices()).find(({ deviceId }) => deviceId === device.deviceId)
          ?.lastSeenOn
      clock.passDays(1)
      await send(store, device, interaction())
      expect(await seen()).toBe('2026-11-24')
      clock.at = NOW
      await send(store, device, interaction())
      expect(await seen()).toBe('2026-11-24')
    })

    it('of a device that may not send is refused, and nothing of it is stored', async () => {
      const [known, revoked, erased] = [await newDevice(), await newDevice(), await newDevice()]
      const { teamNo, deviceNo, secretHash } = known.credential
      await store.administration.revokeDevice(revoked.deviceId)
      await store.erase(await deviceOf(store, erased))
      const before = await store.administration.statistics()
      const codeOf = async (credential: typeof known.credential) => {
        const result = await store.ingest(credential, request(interaction(), smiley('sad')))
        return result.ok ? 'taken' : result.code
      }
      expect(await codeOf({ teamNo, deviceNo, secretHash: new Uint8Array(32) })).toBe('unauthorized')
      expect(await codeOf({ teamNo, deviceNo, secretHash: new Uint8Array(0) })).toBe('unauthorized')
      expect(await codeOf({ teamNo, deviceNo: 2 ** 31 - 1, secretHash })).toBe('unauthorized')
      expect(await codeOf({ teamNo: Number.MAX_SAFE_INTEGER, deviceNo, secretHash })).toBe('unauthorized')
      expect(await codeOf(revoked.credential)).toBe('revoked')
      expect(await codeOf(erased.credential)).toBe('erased')
      const after = await store.administration.statistics()
      expect([after.interactions, after.days]).toEqual([before.interactions, before.days])
      expect(await codeOf(known.credential)).toBe('taken')
    })

    it('whose data can not be stored harms no other that comes at the same time, and nothing of it stays', async () => {
      const devices = await Promise.all(Array.from({ length: 8 }, newDevice))
      const broken = interaction({ workDay: 'nonsense' })
      const results = await Promise.allSettled(
        devices.map(async ({ credential }, n) =>
          store.ingest(
            credential,
            n % 3 === 1
              ? request(interaction(), smiley('happy'), broken, interaction())
              : request(interaction(), smiley('happy'), interaction()),
          ),
        ),
      )
      expect(results.map(({ status }) => status)).toEqual(
        devices.map((_, n) => (n % 3 === 1 ? 'rejected' : 'fulfilled')),
      )
      for (const [n, device] of devices.entries())
        expect(await exported(store, device)).toHaveLength(n % 3 === 1 ? 0 : 3)
      expect(await store.administration.verifyRollups()).toEqual([])
    })
  })

  describe('many requests at once', () => {
    it('are each answered with what became of their own events', async () => {
      const devices = await Promise.all(Array.from({ length: 20 }, newDevice))
      const results = await Promise.all(
        Array.from({ length: 400 }, async (_, n) => {
          const events = Array.from({ length: n % 5 }, () => interaction({ rating: 3 }))
          const repeated = n % 2 === 0 ? events.slice(0, 1) : []
          const result = await store.ingest(devices[n % 20]!.credential, request(...events, ...repeated))
          return { n, ...outcomeOf(result) }
        }),
      )
      expect(results).toEqual(
        results.map(({ n }) => ({
          n,
          stored: n % 5,
          stale: n % 2 === 0 && n % 5 > 0 ? 1 : 0,
          newer: [],
          forked: [],
        })),
      )
      expect(await store.administration.verifyRollups()).toEqual([])
    })

    it('beyond what may wait are refused with "busy", nothing of them is stored, and later ones are taken', async () => {
      const own = await create()
      const small = await own.open({ now: clock.now, queueEvents: 100 })
      const device = await enrol(small, await createTeam(small))
      const results = await Promise.allSettled(
        Array.from({ length: 30 }, async () =>
          small.ingest(device.credential, request(...Array.from({ length: 20 }, () => interaction()))),
        ),
      )
      const refused = results.flatMap((result): unknown[] =>
        result.status === 'rejected' ? [result.reason] : [],
      )
      expect(refused.length).toBeGreaterThan(0)
      for (const reason of refused) {
        expect(reason).toBeInstanceOf(StoreError)
        expect(reason).toMatchObject({ code: 'busy' })
      }
      const taken = 30 - refused.length
      expect(taken).toBeGreaterThanOrEqual(5)
      expect((await small.administration.statistics()).interactions).toBe(taken * 20)
      expect(await send(small, device, interaction())).toEqual(STORED)
      await small.close()
      await own.remove()
    })
  })

  describe('roll-ups', () => {
    it('count outcomes, ratings, solved or not, agents and smileys', async () => {
      const team = await createTeam(store)
      const [anna, bert] = [await enrol(store, team), await enrol(store, team)]
      const without = { rating: null, solved: null, reasons: [] }
      await send(
        store,
        anna,
        interaction({ rating: 1, solved: false }),
        interaction({ rating: 5, solved: true }),
        interaction({ rating: 5, solved: null }),
        interaction({ outcome: 'skipped', ...without }),
        interaction({ outcome: 'expired', ...without }),
        interaction({ outcome: null, ...without }),
        tombstone({}),
        smiley('neutral'),
        pulse(9),
      )
      await send(store, bert, interaction({ rating: 3, solved: true }), smiley('sad'))
      expect(await rollups(anna.credential.teamNo)).toEqual({
        agentDays: [
          {
            rated: 3,
            skipped: 1,
            expired: 1,
            rating_1: 1,
            rating_5: 2,
            solved_yes: 1,
            solved_no: 1,
            smiley: 'neutral',
          },
          { rated: 1, rating_3: 1, solved_yes: 1, smiley: 'sad' },
        ],
        teamDays: [
          {
            rated: 4,
            skipped: 1,
            expired: 1,
            rating_1: 1,
            rating_3: 1,
            rating_5: 2,
            solved_yes: 2,
            solved_no: 1,
            agents: 2,
            neutral: 1,
            sad: 1,
          },
        ],
      })
    })

    it('follow every change, and a day of which nothing is left is gone', async () => {
      const device = await newDevice()
      const { teamNo } = device.credential
      const [call, day] = [recordId(), recordId()]
      await send(store, device, interaction({ rating: 4 }, { id: call }), smiley('happy', { id: day }))
      await send(store, device, interaction({ rating: 2, solved: null }, { id: call, revision: 2 }))
      const counts = { rated: 1, rating_2: 1 }
      expect(await rollups(teamNo)).toEqual({
        agentDays: [{ ...counts, smiley: 'happy' }],
        teamDays: [{ ...counts, agents: 1, happy: 1 }],
      })
      const withdrawn = { outcome: null, rating: null, solved: null, reasons: [] }
      await send(store, device, interaction(withdrawn, { id: call, revision: 3 }))
      expect(await rollups(teamNo)).toEqual({
        agentDays: [{ smiley: 'happy' }],
        teamDays: [{ agents: 1, happy: 1 }],
      })
      await send(store, device, smiley(null, { id: day, revision: 2 }))
      expect(await rollups(teamNo)).toEqual({ agentDays: [], teamDays: [] })
      await send(store, device, interaction({}, { id: call, revision: 4 }))
      await send(store, device, tombstone({ id: call, revision: 5 }))
      expect(await rollups(teamNo)).toEqual({ agentDays: [], teamDays: [] })
      expect(await send(store, device, interaction({}, { id: call, revision: 4 }))).toEqual({
        ...STALE,
        newer: [{ index: 0, revision: 5 }],
      })
    })

    it('take the smiley that was stored last of several computers, and the other one when that is taken back', async () => {
      const first = await newDevice()
      const second = await enrolSecond(store, first)
      const { teamNo } = first.credential
      const [one, two] = [recordId(), recordId()]
      const face = async () => {
        const { agentDays, teamDays } = await rollups(teamNo)
        expect(agentDays).toHaveLength(1)
        expect(teamDays).toEqual([{ agents: 1, [String(agentDays[0]?.smiley)]: 1 }])
        return agentDays[0]?.smiley
      }
      await send(store, first, smiley('happy', { id: one }))
      await send(store, second, smiley('sad', { id: two }))
      expect(await face()).toBe('sad')
      await send(store, first, smiley('neutral', { id: one, revision: 2 }))
      expect(await face()).toBe('neutral')
      // One that doesn't count is taken back.
      await send(store, second, smiley(null, { id: two, revision: 2 }))
      expect(await face()).toBe('neutral')
      await send(store, second, smiley('sad', { id: two, revision: 3 }))
      await send(store, second, smiley(null, { id: two, revision: 4 }, { deleted: true }))
      expect(await face()).toBe('neutral')
      await send(store, first, smiley(null, { id: one, revision: 3 }))
      expect(await rollups(teamNo)).toEqual({ agentDays: [], teamDays: [] })
    })

    it('know over a restart which smiley was the last, although a request beside it could not be stored', async () => {
      const own = await create()
      const before = await own.open({ now: clock.now })
      const [first, other] = [
        await enrol(before, await createTeam(before)),
        await enrol(before, await createTeam(before)),
      ]
      const second = await enrolSecond(before, first)
      const broken = before.ingest(
        other.credential,
        request(smiley('sad'), smiley('sad', {}, { workDay: 'none' })),
      )
      const happy = send(before, second, smiley('happy'))
      await expect(broken).rejects.toThrow('has no work day')
      await happy
      await before.close()
      const after = await own.open({ now: clock.now })
      await send(after, first, smiley('sad'))
      expect(await own.rows('agent_day')).toMatchObject([{ smiley: 'sad' }])
      expect(await after.administration.verifyRollups()).toEqual([])
      await after.close()
      await own.remove()
    })

    it('count the interactions of several computers of an agent as one agent', async () => {
      const first = await newDevice()
      const second = await enrolSecond(store, first)
      await Promise.all([send(store, first, interaction()), send(store, second, interaction())])
      const { teamDays } = await rollups(first.credential.teamNo)
      expect(teamDays).toEqual([{ rated: 2, rating_4: 2, solved_yes: 2, agents: 1 }])
    })
  })

  describe('the team of a record', () => {
    it('is that of its work day: who changes teams goes on editing earlier days in the earlier team', async () => {
      const [from, to] = [await createTeam(store, 'From'), await createTeam(store, 'To')]
      const before = await enrol(store, from)
      const id = recordId()
      await send(store, before, interaction({ rating: 1 }, { id }), pulse(7))
      const after = await enrol(store, to, { claim: before.claim })
      expect(after.deviceId).toBe(before.deviceId)
      expect(after.credential.teamNo).not.toBe(before.credential.teamNo)
      clock.passDays(3)
      expect(
        await send(
          store,
          after,
          interaction({ rating: 5 }, { id, revision: 2 }),
          interaction({ workDay: '2026-11-20' }),
          interaction({ workDay: '2026-11-25' }),
        ),
      ).toEqual({ ...STORED, stored: 3 })
      clock.at = NOW
      const fromDays = (await rollups(before.credential.teamNo)).teamDays
      expect(fromDays).toEqual([
        { agents: 1, rated: 1, rating_4: 1, solved_yes: 1 },
        { agents: 1, rated: 1, rating_5: 1, solved_yes: 1 },
      ])
      expect((await rollups(after.credential.teamNo)).teamDays).toHaveLength(1)
      expect(await exported(store, after)).toHaveLength(4)
    })
  })

  describe('retention', () => {
    it('takes nothing from before the first day that is kept, and calls it stale', async () => {
      const device = await newDevice()
      const old = [
        interaction({ workDay: '2025-11-22' }),
        smiley('sad', {}, { workDay: '2025-11-22' }),
        pulse(1, {}, { quarter: '2025-Q3' }),
      ]
      expect(await send(store, device, ...old)).toEqual({ ...STALE, stale: 3 })
      const kept = [
        interaction({ workDay: '2025-11-23' }),
        smiley('sad', {}, { workDay: '2025-11-23' }),
        pulse(1, {}, { quarter: '2025-Q4' }),
      ]
      expect(await send(store, device, ...kept)).toEqual({ ...STORED, stored: 3 })
      expect(await exported(store, device)).toHaveLength(3)
    })

    it("is as long as the team's own policy says, from the next request on", async () => {
      const team = await createTeam(store)
      const device = await enrol(store, team)
      const policy = await store.administration.policy(team.id)
      const workDay = '2026-08-01'
      expect(await send(store, device, interaction({ workDay }))).toEqual(STORED)
      await store.administration.setPolicy({ ...policy, retentionMonths: 2 }, team.id)
      expect(await send(store, device, interaction({ workDay }))).toEqual(STALE)
      expect(await send(store, await newDevice(), interaction({ workDay }))).toEqual(STORED)
      await store.administration.setPolicy(null, team.id)
      expect(await send(store, device, interaction({ workDay }))).toEqual(STORED)
    })

    it('does not take days again that it has dropped, whatever the policy says later', async () => {
      const own = await create()
      const other = await own.open({ now: clock.now })
      const team = await createTeam(other)
      const device = await enrol(other, team)
      const event = interaction({ workDay: '2026-08-01' })
      await send(other, device, event)
      const policy = await other.administration.policy(team.id)
      await other.administration.setPolicy({ ...policy, retentionMonths: 2 }, team.id)
      await other.administration.applyRetention()
      await other.administration.setPolicy(null, team.id)
      expect(await send(other, device, event)).toEqual(STALE)
      expect(await own.rows('team_day')).toMatchObject([{ rated: 1, agents: 1 }])
      await other.close()
      await own.remove()
    })
  })

  describe('closing', () => {
    it('answers what was taken, takes nothing more, and everything is there at the next open', async () => {
      const own = await create()
      const first = await own.open({ now: clock.now })
      const device = await enrol(first, await createTeam(first))
      const identity = await first.identity()
      const taken = Array.from({ length: 50 }, async () =>
        send(first, device, interaction(), smiley('happy')),
      )
      const closed = first.close()
      await expect(send(first, device, interaction())).rejects.toMatchObject({ code: 'busy' })
      expect(await Promise.all(taken)).toEqual(taken.map(() => ({ ...STORED, stored: 2 })))
      await closed
      await first.close()
      await expect(send(first, device, interaction())).rejects.toBeInstanceOf(StoreError)

      const second = await own.open({ now: clock.now })
      expect(await second.identity()).toEqual(identity)
      expect(await second.administration.statistics()).toMatchObject({
        interactions: 50,
        days: 50,
        devices: 1,
      })
      expect(await second.administration.verifyRollups()).toEqual([])
      expect(await send(second, device, interaction())).toEqual(STORED)
      await second.close()
      await own.remove()
    })
  })

  it('checks itself without changing anything', async () => {
    const before = await store.administration.statistics()
    await expect(store.check()).resolves.toBeUndefined()
    expect(await store.administration.statistics()).toMatchObject({ interactions: before.interactions })
  })

  it('knows what it holds of a device by day and quarter, for the digest', async () => {
    const device = await newDevice()
    const [call, day, quarter] = [recordId(), recordId(), recordId()]
    await send(
      store,
      device,
      interaction({}, { id: call, revision: 4 }),
      smiley('sad', { id: day }),
      pulse(2, { id: quarter }),
    )
    const holdings = await store.holdings(await deviceOf(store, device), '2026-01-01')
    expect(Array.from(holdings.keys())).toEqual([TODAY, QUARTER])
    expect(new Set(holdings.get(TODAY))).toEqual(
      new Set([
        { id: call, revision: 4 },
        { id: day, revision: 1 },
      ]),
    )
  })

  describeIngestModel(() => ({ store, place }))
}
