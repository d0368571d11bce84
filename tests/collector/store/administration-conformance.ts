/** What every database promises about administration: teams, codes, policies, retention, restore. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { StoreError, type CollectorStore } from '../../../src/collector/store/store.ts'
import { DEFAULT_POLICY } from '../../../src/shared/policy.ts'
import type { PeoplePlace } from './people-places.ts'
import {
  createTeam,
  deviceOf,
  enrol,
  exported,
  interaction,
  NOW,
  pulse,
  request,
  send,
  smiley,
  TestClock,
} from './support.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOBODY = '00000000-0000-4000-8000-000000000000'

export function describeAdministration(create: () => Promise<PeoplePlace>): void {
  const clock = new TestClock()
  let place: PeoplePlace
  let store: CollectorStore
  const open = async () => {
    clock.at = NOW
    place = await create()
    store = await place.open({ now: clock.now })
  }
  const close = async () => {
    await store.close()
    await place.remove()
  }
  const admin = () => store.administration
  const count = async (table: string) =>
    Number((await place.query(`SELECT count(*) AS n FROM ${table}`))[0]?.n)

  describe('of a store', () => {
    beforeAll(open)
    afterAll(close)
    afterEach(() => {
      clock.at = NOW
    })

    describe('a team', () => {
      it('is made, renamed and retired, and keeps its id', async () => {
        const team = await admin().createTeam('  Claims ')
        expect(team).toMatchObject({ name: 'Claims', createdAt: NOW, retiredAt: null })
        expect(await admin().renameTeam(team.id, 'Schäden & Reisen')).toEqual({
          ...team,
          name: 'Schäden & Reisen',
        })
        clock.at += HOUR
        expect(await admin().retireTeam(team.id)).toMatchObject({ retiredAt: NOW + HOUR })
        clock.at += HOUR
        expect(await admin().retireTeam(team.id)).toMatchObject({ retiredAt: NOW + HOUR })
        const second = await admin().createTeam('Returns')
        expect((await admin().teams()).map(({ id }) => id).slice(-2)).toEqual([team.id, second.id])
      })

      it.each(['', '   ', 'two\nlines', 'x'.repeat(201), '\ud800'])('is not called %j', async (name) => {
        const before = await admin().teams()
        await expect(admin().createTeam(name)).rejects.toMatchObject({ code: 'conflict' })
        expect(await admin().teams()).toEqual(before)
      })

      it('that was retired goes on for those who are in it', async () => {
        const team = await createTeam(store)
        const device = await enrol(store, team)
        await admin().retireTeam(team.id)
        const code = { teamId: team.id, role: 'agent', seats: 1, expiresAt: NOW + DAY } as const
        await expect(admin().createCode(code)).rejects.toMatchObject({ code: 'conflict' })
        await expect(store.createTransferCode(await deviceOf(store, device))).rejects.toMatchObject({
          code: 'conflict',
        })
        expect(await send(store, device, interaction())).toMatchObject({ stored: 1 })
      })
    })

    describe('what is not there', () => {
      it.each<[string, (id: string) => Promise<unknown>]>([
        ['renameTeam', (id) => admin().renameTeam(id, 'x')],
        ['retireTeam', (id) => admin().retireTeam(id)],
        [
          'createCode',
          (id) => admin().createCode({ teamId: id, role: 'agent', seats: 1, expiresAt: NOW + DAY }),
        ],
        ['codes', (id) => admin().codes(id)],
        ['devices', (id) => admin().devices(id)],
        ['revokeDevice', (id) => admin().revokeDevice(id)],
        ['revokeCode', (id) => admin().revokeCode(id)],
        ['policy', (id) => admin().policy(id)],
        ['setPolicy', (id) => admin().setPolicy(DEFAULT_POLICY, id)],
      ])('is named in a refusal: %s', async (_, action) => {
        for (const id of [NOBODY, '', 'x', "' OR 1=1 --", NOBODY.toUpperCase(), '%', '0123456789ab']) {
          const refusal = await action(id).catch((error: unknown) => error)
          expect(refusal).toBeInstanceOf(StoreError)
          expect(refusal).toMatchObject({ code: 'not-found', message: expect.stringContaining(`"${id}"`) })
        }
      })
    })

    describe('codes', () => {
      it('are listed without what makes them worth something, and revoked by their id', async () => {
        const team = await createTeam(store)
        const input = { teamId: team.id, role: 'lead', seats: 4, expiresAt: NOW + DAY } as const
        const { code, ...made } = await admin().createCode(input)
        expect(made).toEqual({ ...input, id: expect.any(String), used: 0, revokedAt: null, transfer: false })
        expect(code).not.toContain(made.id)
        expect(await admin().codes(team.id)).toEqual([made])
        expect(await admin().codes()).toContainEqual(made)
        expect(await admin().revokeCode(made.id)).toEqual({ ...made, revokedAt: NOW })
        clock.at += HOUR
        expect(await admin().revokeCode(made.id)).toEqual({ ...made, revokedAt: NOW })
      })

      it.each([
        ['no seat', { seats: 0 }],
        ['half a seat', { seats: 1.5 }],
        ['no end', { expiresAt: Number.POSITIVE_INFINITY }],
        ['its end behind it', { expiresAt: NOW }],
      ])('with %s are refused', async (_, wrong) => {
        const team = await createTeam(store)
        const input = { teamId: team.id, role: 'agent', seats: 1, expiresAt: NOW + DAY, ...wrong } as const
        await expect(admin().createCode(input)).rejects.toMatchObject({ code: 'conflict' })
        expect(await admin().codes(team.id)).toEqual([])
      })
    })

    describe('a policy', () => {
      it("is the default, the organisation's or the team's own, whichever is closest", async () => {
        const [own, other] = [await createTeam(store), await createTeam(store)]
        expect(await admin().policy()).toEqual(DEFAULT_POLICY)
        const organisation = { ...DEFAULT_POLICY, threshold: 8 }
        const special = { ...DEFAULT_POLICY, customerComparison: { worksCouncilAgreedOn: '2026-10-01' } }
        await admin().setPolicy(organisation)
        await admin().setPolicy(special, own.id)
        expect(await admin().policy()).toEqual(organisation)
        expect(await admin().policy(own.id)).toEqual(special)
        expect(await admin().policy(other.id)).toEqual(organisation)
        expect(await store.membership(await deviceOf(store, await enrol(store, own)))).toMatchObject({
          policy: special,
        })
        await admin().setPolicy(null, own.id)
        expect(await admin().policy(own.id)).toEqual(organisation)
        await admin().setPolicy(null)
        expect(await admin().policy(own.id)).toEqual(DEFAULT_POLICY)
      })

      it.each([
        ['threshold', { threshold: 4 }],
        ['retentionMonths', { retentionMonths: 13 }],
        ['customerComparison', { customerComparison: { worksCouncilAgreedOn: 'soon' } }],
      ])('that is not valid is refused with the place, and the old one stays: %s', async (field, wrong) => {
        const policy = { ...DEFAULT_POLICY, ...wrong }
        await expect(admin().setPolicy(policy)).rejects.toMatchObject({
          code: 'conflict',
          message: expect.stringContaining(field),
        })
        expect(await admin().policy()).toEqual(DEFAULT_POLICY)
      })
    })
  })

  describe('of a store of its own', () => {
    beforeEach(open)
    afterEach(close)

    describe('a store', () => {
      it('has an identity from its first start on, and keeps it', async () => {
        const identity = await store.identity()
        expect(identity).toEqual({ storeId: expect.stringMatching(/^[0-9a-f-]{36}$/), epoch: 1 })
        await store.close()
        store = await place.open({ now: clock.now })
        expect(await store.identity()).toEqual(identity)
      })

      it('says how much it holds', async () => {
        expect(await admin().statistics()).toMatchObject({
          schemaVersion: 1,
          teams: 0,
          agents: 0,
          interactions: 0,
          firstWorkDay: null,
          lastWorkDay: null,
        })
        const team = await createTeam(store)
        const [device, other] = [await enrol(store, team), await enrol(store, team)]
        await send(store, device, interaction({ workDay: '2026-10-01' }), smiley('sad'), pulse(3), pulse(4))
        await send(store, other, interaction(), interaction({ workDay: '2026-12-01' }))
        const { sizeBytes, ...rest } = await admin().statistics()
        expect(rest).toEqual({
          identity: await store.identity(),
          schemaVersion: 1,
          teams: 1,
          agents: 2,
          devices: 2,
          interactions: 3,
          days: 1,
          pulses: 2,
          firstWorkDay: '2026-10-01',
          lastWorkDay: '2026-12-01',
        })
        expect(sizeBytes).toBeGreaterThan(10_000)
      })
    })

    describe('retention', () => {
      it('drops records and what is kept of agents, keeps what is kept of teams, and says how many went', async () => {
        const device = await enrol(store, await createTeam(store))
        const old = ['2025-12-01', '2026-01-31']
        const kept = ['2026-02-01', '2026-11-20']
        for (const workDay of [...old, ...kept])
          await send(
            store,
            device,
            interaction({ workDay }),
            interaction({ workDay }),
            smiley('happy', {}, { workDay }),
          )
        await send(store, device, pulse(1, {}, { quarter: '2025-Q4' }), pulse(2, {}, { quarter: '2026-Q1' }))
        const teamDays = await place.query('SELECT * FROM team_day ORDER BY work_day')
        expect(await admin().applyRetention()).toEqual({ records: 0, agentDays: 0 })

        clock.at = Date.UTC(2027, 1, 1, 12)
        expect(await admin().applyRetention()).toEqual({ records: 7, agentDays: 2 })
        const left = (await exported(store, device)).map(({ data }) =>
          'quarter' in data ? data.quarter : data.workDay,
        )
        expect(left.toSorted()).toEqual([...kept.flatMap((day) => [day, day, day]), '2026-Q1'].toSorted())
        expect(await count('agent_day')).toBe(2)
        expect(await place.query('SELECT * FROM team_day ORDER BY work_day')).toEqual(teamDays)
        expect(await admin().verifyRollups()).toEqual([])
        expect(await admin().applyRetention()).toEqual({ records: 0, agentDays: 0 })
      })

      it("goes by each team's own policy", async () => {
        const [short, long] = [await createTeam(store), await createTeam(store)]
        const policy = { ...DEFAULT_POLICY, retentionMonths: 1 }
        const devices = [await enrol(store, short), await enrol(store, long)]
        for (const device of devices)
          await send(
            store,
            device,
            interaction({ workDay: '2026-10-22' }),
            interaction({ workDay: '2026-10-23' }),
          )
        await admin().setPolicy(policy, short.id)
        expect(await admin().applyRetention()).toEqual({ records: 1, agentDays: 1 })
        expect(
          await Promise.all(devices.map(async (device) => (await exported(store, device)).length)),
        ).toEqual([1, 2])
        expect(await count('team_day')).toBe(4)
      })

      it('never takes from a team what an erasure later takes from the agent', async () => {
        const team = await createTeam(store)
        const [device, other] = [await enrol(store, team), await enrol(store, team)]
        for (const one of [device, other])
          await send(
            store,
            one,
            interaction({ workDay: '2025-12-01' }),
            interaction({ workDay: '2026-11-01' }),
          )
        clock.at = Date.UTC(2027, 1, 1, 12)
        await admin().applyRetention()
        await store.erase(await deviceOf(store, device))
        expect(await place.query('SELECT rated, agents FROM team_day ORDER BY work_day')).toEqual([
          { rated: 2, agents: 2 },
          { rated: 1, agents: 1 },
        ])
        expect(await admin().verifyRollups()).toEqual([])
      })

      it('goes on while devices send, and what is too old by then stays away', async () => {
        const team = await createTeam(store)
        const device = await enrol(store, team)
        const workDay = '2026-06-01'
        const policy = { ...DEFAULT_POLICY, retentionMonths: 2 }
        const sending = Array.from({ length: 40 }, async () =>
          store.ingest(device.credential, request(interaction({ workDay }), interaction())),
        )
        await admin().setPolicy(policy, team.id)
        await Promise.all([...sending, admin().applyRetention()])
        await admin().applyRetention()
        expect(await exported(store, device)).toHaveLength(40)
        expect(await admin().verifyRollups()).toEqual([])
      })
    })

    describe('verifying roll-ups', () => {
      it.each([
        ['agent_day', 'UPDATE agent_day SET rated = rated + 1', 'rated is 2, should be 1'],
        ['agent_day', "UPDATE agent_day SET smiley = 'happy'", 'smiley is happy, should be sad'],
        ['agent_day', 'DELETE FROM agent_day', 'present is null, should be 1'],
        ['agent_day', 'DELETE FROM interaction', 'rated is 1, should be 0'],
        ['team_day', 'UPDATE team_day SET sad = 0', 'sad is 0, should be 1'],
        ['team_day', 'DELETE FROM team_day', 'agents is 0, should be 1'],
      ] as const)('names a row of %s that is not what it should be after %s', async (table, sql, detail) => {
        const device = await enrol(store, await createTeam(store))
        await send(store, device, interaction(), smiley('sad'))
        expect(await admin().verifyRollups()).toEqual([])
        await place.query(sql)
        const found = (await admin().verifyRollups()).filter((difference) => difference.table === table)
        expect(found).toEqual([
          { table, key: expect.stringContaining('2026-11-23'), detail: expect.stringContaining(detail) },
        ])
      })

      it('looks at every team, also where there are many', async () => {
        const team = await createTeam(store)
        for (let n = 0; n < 60; n++) await createTeam(store)
        const last = await enrol(store, await createTeam(store))
        await send(store, await enrol(store, team), interaction())
        await send(store, last, interaction())
        await place.query('DELETE FROM team_day')
        expect(await admin().verifyRollups()).toHaveLength(2)
      })
    })

    describe('after a restore', () => {
      it('the epoch is another one, and erasures that the backup does not know are done again', async () => {
        const team = await createTeam(store)
        const [device, other] = [await enrol(store, team), await enrol(store, team)]
        for (const one of [device, other]) await send(store, one, interaction(), smiley('sad'), pulse(1))
        const before = await store.identity()
        const identity = await admin().markRestored([device.deviceId, device.deviceId, NOBODY])
        expect(identity.storeId).toBe(before.storeId)
        expect(identity.epoch).toBeGreaterThan(before.epoch)
        expect(await store.identity()).toEqual(identity)
        expect(await store.authenticate(device.credential)).toEqual({ ok: false, code: 'erased' })
        expect(await count('interaction')).toBe(1)
        expect(await exported(store, other)).toHaveLength(3)
        expect(await admin().verifyRollups()).toEqual([])
        expect(new Set(await admin().erasures())).toEqual(new Set([device.deviceId, NOBODY]))
      })

      it('an erased computer goes alone where the backup has another one of the same agent', async () => {
        const team = await createTeam(store)
        const first = await enrol(store, team)
        const { code } = await store.createTransferCode(await deviceOf(store, first))
        const second = await store.enrol(code, undefined)
        if (!second.ok) throw new Error(second.code)
        await send(store, first, interaction(), smiley('sad'))
        await admin().markRestored([second.grant.deviceId])
        expect(await exported(store, first)).toHaveLength(2)
        expect(await admin().verifyRollups()).toEqual([])
      })

      it('a list that names no ids is refused and changes nothing', async () => {
        const before = await store.identity()
        await expect(admin().markRestored([NOBODY, 'x'])).rejects.toMatchObject({
          code: 'conflict',
          message: expect.stringContaining('"x"'),
        })
        expect(await store.identity()).toEqual(before)
        expect(await admin().erasures()).toEqual([])
      })
    })
  })
}
