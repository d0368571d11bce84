/** What every database promises about people: joining, moving, leaving, being forgotten. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { CollectorStore, EnrolRefusal, Team } from '../../../src/collector/store/store.ts'
import { describePeopleModel } from './people-model.ts'
import { TABLES, type PeoplePlace } from './people-places.ts'
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
  send,
  smiley,
  TestClock,
  type Enrolled,
} from './support.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const TOMORROW = '2026-11-24'

export function describePeople(create: () => Promise<PeoplePlace>): void {
  const clock = new TestClock()
  let place: PeoplePlace
  let store: CollectorStore
  beforeAll(async () => {
    place = await create()
    store = await place.open({ now: clock.now })
  })
  afterAll(async () => {
    await store.close()
    await place.remove()
  })

  const codeFor = async (team: Team, seats = 1, expiresAt = NOW + HOUR) =>
    await store.administration.createCode({ teamId: team.id, role: 'agent', seats, expiresAt })
  const tryCode = async (code: string, claim?: string): Promise<EnrolRefusal | 'taken'> => {
    const result = await store.enrol(code, claim)
    return result.ok ? 'taken' : result.code
  }
  const stateOf = async ({ credential }: Enrolled) => {
    const result = await store.authenticate(credential)
    return result.ok ? 'known' : result.code
  }
  const expectWholeRollups = async () => expect(await store.administration.verifyRollups()).toEqual([])
  const teamDays = async ({ credential }: Enrolled) =>
    (await place.query('SELECT * FROM team_day ORDER BY work_day')).filter(
      ({ team_no }) => Number(team_no) === credential.teamNo,
    )
  const idsOf = async (device: Enrolled) =>
    (await exported(store, device)).map(({ id }) => id.slice(0, 36)).toSorted()

  describe('a code', () => {
    it('becomes a device of its team, in its role, with the policy that holds there', async () => {
      const team = await createTeam(store, 'Claims')
      const lead = { teamId: team.id, role: 'lead', seats: 1, expiresAt: NOW + HOUR } as const
      const { code } = await store.administration.createCode(lead)
      const result = await store.enrol(code, undefined)
      expect(result).toMatchObject({
        ok: true,
        grant: {
          identity: await store.identity(),
          role: 'lead',
          team: { id: team.id, name: 'Claims' },
          policy: await store.administration.policy(team.id),
        },
      })
      const grant = result.ok ? result.grant : undefined
      const device = await store.authenticate(credentialOf(grant?.token ?? ''))
      expect(device).toMatchObject({ ok: true, device: { deviceId: grant?.deviceId, role: 'lead' } })
    })

    it('is read however people type it', async () => {
      const { code } = await codeFor(await createTeam(store))
      expect(await tryCode(` ${code.toLowerCase().replaceAll('-', ' ')} `)).toBe('taken')
    })

    it.each<[string, string]>([
      ['nothing', ''],
      ['something else', 'not a code'],
      ['SQL', "1'; DROP TABLE device; --"],
      ['a code of a team that is not there', 'ZZZZZZZZ-00000-00000-00000'],
      ['a code that was never given', '1-00000-00000-00000'],
    ])('that is %s is unknown', async (_, code) => {
      expect(await tryCode(code)).toBe('code-unknown')
    })

    it('has its time, and none after it was revoked or its team was retired', async () => {
      const team = await createTeam(store)
      const [late, revoked, retired] = [await codeFor(team), await codeFor(team), await codeFor(team)]
      clock.at = NOW + HOUR
      expect(await tryCode(late.code)).toBe('code-expired')
      clock.at = NOW + HOUR - 1
      expect(await tryCode(late.code)).toBe('taken')
      clock.at = NOW
      await store.administration.revokeCode(revoked.id)
      expect(await tryCode(revoked.code)).toBe('code-expired')
      await store.administration.retireTeam(team.id)
      expect(await tryCode(retired.code)).toBe('code-expired')
      expect(await store.administration.devices(team.id)).toHaveLength(1)
    })

    it('has as many seats as it has, however many come at once', async () => {
      const team = await createTeam(store)
      const { code } = await codeFor(team, 10)
      const answers = await Promise.all(Array.from({ length: 50 }, async () => store.enrol(code, undefined)))
      const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.code]))
      expect(refused).toEqual(Array.from({ length: 40 }, () => 'code-used-up'))
      const agents = await Promise.all(
        answers.flatMap((answer) =>
          answer.ok ? [store.authenticate(credentialOf(answer.grant.token))] : [],
        ),
      )
      expect(new Set(agents.map((answer) => answer.ok && answer.device.agentNo)).size).toBe(10)
      expect(await store.administration.devices(team.id)).toHaveLength(10)
      expect(await store.administration.codes(team.id)).toMatchObject([{ seats: 10, used: 10 }])
      expect(await tryCode(code)).toBe('code-used-up')
    })
  })

  describe('a secret', () => {
    it('is nowhere in the database', async () => {
      const team = await createTeam(store)
      const { code } = await codeFor(team)
      const result = await store.enrol(code, undefined)
      if (!result.ok) throw new Error(result.code)
      const { token, claim } = result.grant
      const dump: string[] = []
      for (const table of TABLES)
        for (const row of await place.query(`SELECT * FROM ${table}`))
          for (const value of Object.values(row))
            dump.push(value instanceof Uint8Array ? Buffer.from(value).toString('hex') : String(value))
      const all = dump.join('\n')
      for (const secret of [token, claim]) {
        const random = secret.split('.').at(-1) ?? ''
        expect(all).not.toContain(random)
        expect(all).not.toContain(Buffer.from(random, 'base64url').toString('hex'))
      }
      expect(all.replaceAll('-', '')).not.toContain(code.replaceAll('-', ''))
    })

    it('of one device opens no other', async () => {
      const team = await createTeam(store)
      const [one, other] = [await enrol(store, team), await enrol(store, team)]
      const mixed = { ...other.credential, secretHash: one.credential.secretHash }
      expect(await store.authenticate(mixed)).toEqual({ ok: false, code: 'unauthorized' })
      expect(await stateOf(other)).toBe('known')
    })

    it('is replaced on demand, and the old one ends', async () => {
      const device = await enrol(store, await createTeam(store))
      const token = await store.rotateToken(await deviceOf(store, device))
      expect(await stateOf(device)).toBe('unauthorized')
      expect(await stateOf({ ...device, credential: credentialOf(token) })).toBe('known')
    })

    it('of numbers that no database has is unknown', async () => {
      const secretHash = new Uint8Array(32)
      for (const [teamNo, deviceNo] of [
        [0, 0],
        [1, Number.MAX_SAFE_INTEGER],
        [2 ** 31, 1],
      ] as const)
        expect(await store.authenticate({ teamNo, deviceNo, secretHash })).toEqual({
          ok: false,
          code: 'unauthorized',
        })
    })
  })

  describe('revoking', () => {
    it('ends a token at once, keeps what was sent, and says so only to who has the token', async () => {
      const device = await enrol(store, await createTeam(store))
      const known = await deviceOf(store, device)
      await send(store, device, interaction())
      const entry = await store.administration.revokeDevice(device.deviceId)
      expect(entry).toMatchObject({ deviceId: device.deviceId, revokedAt: NOW })
      expect(await stateOf(device)).toBe('revoked')
      const guess = { ...device.credential, secretHash: new Uint8Array(32) }
      expect(await store.authenticate(guess)).toEqual({ ok: false, code: 'unauthorized' })
      // What was authenticated a moment before gets no further.
      await expect(store.rotateToken(known)).rejects.toMatchObject({ code: 'conflict' })
      await expect(store.createTransferCode(known)).rejects.toMatchObject({ code: 'conflict' })
      await expect(store.erase(known)).rejects.toMatchObject({ code: 'conflict' })
      const again = await enrol(store, await createTeam(store), { claim: device.claim })
      expect(await exported(store, again)).toHaveLength(1)
    })

    it('keeps the time of the first time', async () => {
      const device = await enrol(store, await createTeam(store))
      await store.administration.revokeDevice(device.deviceId)
      clock.at = NOW + HOUR
      expect(await store.administration.revokeDevice(device.deviceId)).toMatchObject({ revokedAt: NOW })
      clock.at = NOW
    })
  })

  describe('a claim', () => {
    it('makes the same device go on, as often as it takes, also after it was revoked', async () => {
      const team = await createTeam(store)
      const first = await enrol(store, team)
      const before = await deviceOf(store, first)
      await send(store, first, interaction())
      for (const revoke of [false, true, false]) {
        if (revoke) await store.administration.revokeDevice(first.deviceId)
        // Always with the first claim: the answers to the other enrolments may have been lost.
        const again = await enrol(store, team, { claim: first.claim })
        expect(await deviceOf(store, again)).toEqual(before)
        expect(await exported(store, again)).toHaveLength(1)
        expect(await stateOf(first)).toBe('unauthorized')
      }
      expect(await store.administration.devices(team.id)).toHaveLength(1)
    })

    it('is worth nothing without a code', async () => {
      const team = await createTeam(store)
      const device = await enrol(store, team)
      const { code } = await codeFor(team)
      await store.enrol(code, undefined)
      expect(await tryCode(code, device.claim)).toBe('code-used-up')
      expect(await stateOf(device)).toBe('known')
    })

    it.each<[string, (device: Enrolled) => string]>([
      ['is no claim', () => 'nonsense-nonsense-nonsense'],
      ['is a token', ({ token }) => token],
      ['was guessed', ({ claim }) => `${claim.slice(0, -4)}AAAA`],
    ])('that %s makes a new device', async (_, claimOf) => {
      const team = await createTeam(store)
      const device = await enrol(store, team)
      const other = await enrol(store, team, { claim: claimOf(device) })
      expect(other.deviceId).not.toBe(device.deviceId)
      expect((await deviceOf(store, other)).agentNo).not.toBe((await deviceOf(store, device)).agentNo)
      expect(await stateOf(device)).toBe('known')
    })

    it('used several times at once leaves one device with one token', async () => {
      const [from, to] = [await createTeam(store), await createTeam(store)]
      const device = await enrol(store, from)
      await send(store, device, interaction(), interaction({ workDay: TOMORROW }))
      const { code } = await codeFor(to, 5)
      const results = await Promise.all(
        Array.from({ length: 5 }, async () => store.enrol(code, device.claim)),
      )
      const states = await Promise.all(
        results.map(async (result) =>
          result.ok ? await store.authenticate(credentialOf(result.grant.token)) : result,
        ),
      )
      expect(states.filter(({ ok }) => ok)).toHaveLength(1)
      expect(await store.administration.devices(to.id)).toHaveLength(1)
      await expectWholeRollups()
    })
  })

  describe('another team', () => {
    it('takes a device over with its number, its agent and one token; it is listed once', async () => {
      const [from, to] = [await createTeam(store), await createTeam(store, 'To')]
      const before = await enrol(store, from)
      const after = await enrol(store, to, { claim: before.claim })
      const { teamNo: _, ...rest } = await deviceOf(store, after)
      expect(rest).toMatchObject({ deviceId: before.deviceId, deviceNo: before.credential.deviceNo })
      expect(await stateOf(before)).toBe('unauthorized')
      expect(await store.administration.devices(from.id)).toEqual([])
      expect(await store.administration.devices(to.id)).toMatchObject([{ deviceId: before.deviceId }])
      expect(await store.membership(await deviceOf(store, after))).toMatchObject({ team: { name: 'To' } })
    })

    it('gets the records of days that are to come, wherever they were stored before, and counts none twice', async () => {
      const [from, to] = [await createTeam(store), await createTeam(store)]
      const before = await enrol(store, from)
      // Where the date is ahead of UTC the next work day has begun.
      const events = [
        interaction(),
        interaction({ workDay: TOMORROW }),
        smiley('sad', {}, { workDay: TOMORROW }),
        // A quarter is whose team it is on its last day.
        pulse(9),
        pulse(8, {}, { quarter: '2026-Q3' }),
      ]
      await send(store, before, ...events)
      const after = await enrol(store, to, { claim: before.claim })
      await expectWholeRollups()
      expect(await teamDays(before)).toMatchObject([{ rated: 1, agents: 1, sad: 0 }])
      expect(await teamDays(after)).toMatchObject([{ rated: 1, agents: 1, sad: 1 }])
      expect(await send(store, after, ...events)).toMatchObject({ stored: 0, stale: 5, forked: [] })
      expect(await exported(store, after)).toHaveLength(5)
      const holdings = await store.holdings(await deviceOf(store, after), '2026-01-01')
      expect(Array.from(holdings, ([period, held]) => [period, held.length])).toEqual([
        ['2026-11-23', 1],
        [TOMORROW, 2],
        ['2026-Q3', 1],
        ['2026-Q4', 1],
      ])
    })

    it('can be left again on the same day, to the first one or to a third', async () => {
      const teams = [await createTeam(store), await createTeam(store), await createTeam(store)] as const
      const device = await enrol(store, teams[0])
      const events = [interaction(), interaction({ workDay: TOMORROW })]
      await send(store, device, ...events)
      let now = device
      for (const n of [1, 0, 2, 1, 2] as const) {
        now = await enrol(store, teams[n], { claim: device.claim })
        expect(await send(store, now, ...events)).toMatchObject({ stored: 0, stale: 2 })
        await expectWholeRollups()
      }
      expect(await teamDays(device)).toMatchObject([{ rated: 1 }])
      expect(await teamDays(now)).toMatchObject([{ rated: 1 }])
      expect(await exported(store, now)).toHaveLength(2)
    })
  })

  describe('a transfer code', () => {
    it('makes another computer of the same agent, once, within a quarter of an hour', async () => {
      const first = await enrol(store, await createTeam(store), { role: 'lead' })
      const known = await deviceOf(store, first)
      const { code, expiresAt } = await store.createTransferCode(known)
      expect(expiresAt).toBe(NOW + 15 * MINUTE)
      const { code: late } = await store.createTransferCode(known)
      const result = await store.enrol(code, undefined)
      expect(result).toMatchObject({ ok: true, grant: { role: 'lead' } })
      const second = await store.authenticate(credentialOf(result.ok ? result.grant.token : ''))
      expect(second).toMatchObject({ ok: true, device: { agentNo: known.agentNo } })
      expect(await tryCode(code)).toBe('code-used-up')
      clock.at = NOW + 15 * MINUTE
      expect(await tryCode(late)).toBe('code-expired')
      clock.at = NOW
      expect(await store.administration.codes()).toContainEqual(
        expect.objectContaining({ transfer: true, seats: 1, used: 1 }),
      )
    })

    it('lets both computers export the same, everything of the agent', async () => {
      const first = await enrol(store, await createTeam(store))
      const second = await enrolSecond(store, first)
      const [one, two] = [recordId(), recordId()]
      await send(store, first, interaction({}, { id: one }))
      await send(store, second, interaction({ workDay: '2026-10-01' }, { id: two }))
      expect(await idsOf(first)).toEqual([one, two])
      expect(await idsOf(second)).toEqual([one, two])
      const sources = (await exported(store, first)).map(({ source }) => source)
      expect(sources).toEqual([second, first].map(({ deviceId }) => `urn:aftercall:device:${deviceId}`))
    })

    it("takes what the other computer has sent before along, and it is one agent's from then on", async () => {
      const team = await createTeam(store)
      const first = await enrol(store, team)
      const other = await enrol(store, team)
      const events = [interaction(), smiley('sad'), pulse(3), interaction({ workDay: '2026-09-01' })]
      await send(store, first, interaction(), smiley('happy'))
      await send(store, other, ...events)
      expect(await teamDays(first)).toMatchObject([{ agents: 1 }, { agents: 2, happy: 1, sad: 1 }])
      const { code } = await store.createTransferCode(await deviceOf(store, first))
      const result = await store.enrol(code, other.claim)
      if (!result.ok) throw new Error(result.code)
      expect(result.grant.deviceId).toBe(other.deviceId)
      await expectWholeRollups()
      expect(await teamDays(first)).toMatchObject([{ agents: 1 }, { agents: 1, rated: 2, happy: 0, sad: 1 }])
      expect(await exported(store, first)).toHaveLength(6)
      const joined = { ...other, credential: credentialOf(result.grant.token) }
      expect(await send(store, joined, ...events)).toMatchObject({ stored: 0, stale: 4 })
    })

    it('is one of five that an agent has open at most: a sixth ends the oldest of the agent, on whichever computer', async () => {
      const team = await createTeam(store)
      const first = await enrol(store, team)
      const second = await enrolSecond(store, first)
      const foreign = await store.createTransferCode(await deviceOf(store, await enrol(store, team)))
      const known = [await deviceOf(store, first), await deviceOf(store, second)] as const
      const codes: string[] = []
      for (let n = 0; n < 6; n++) {
        clock.at += 1
        codes.push((await store.createTransferCode(known[n % 2 === 0 ? 0 : 1])).code)
      }
      expect(await tryCode(codes[0] ?? '')).toBe('code-unknown')
      // A code that was used is open no more: there is room again.
      expect(await tryCode(codes[1] ?? '')).toBe('taken')
      codes.push((await store.createTransferCode(known[0])).code)
      for (const code of codes.slice(2)) expect(await tryCode(code)).toBe('taken')
      expect(await tryCode(foreign.code)).toBe('taken')
      clock.at = NOW
    })

    it.each(['leave', 'erase'] as const)(
      'is not left over where one is made while the agent ends: %s',
      async (end) => {
        const team = await createTeam(store)
        for (let n = 0; n < 15; n++) {
          const known = await deviceOf(store, await enrol(store, team))
          const making = Array.from({ length: 4 }, async () => store.createTransferCode(known))
          const [ended] = await Promise.all([store[end](known), Promise.allSettled(making)])
          expect(ended).not.toBeInstanceOf(Error)
          expect(await place.query(`SELECT * FROM enrolment_code WHERE agent_no = ${known.agentNo}`)).toEqual(
            [],
          )
        }
      },
    )

    it('is one of five also where a device asks for many at once', async () => {
      const team = await createTeam(store)
      const device = await enrol(store, team)
      const known = await deviceOf(store, device)
      const made = await Promise.all(Array.from({ length: 30 }, async () => store.createTransferCode(known)))
      expect(new Set(made.map(({ code }) => code)).size).toBe(30)
      const left = await place.query(
        `SELECT * FROM enrolment_code WHERE agent_no = ${known.agentNo} AND used = 0`,
      )
      expect(left).toHaveLength(5)
    })

    it.each(['leave', 'erase'] as const)('ends when the agent does: %s', async (end) => {
      const device = await enrol(store, await createTeam(store))
      const known = await deviceOf(store, device)
      const { code } = await store.createTransferCode(known)
      await store[end](known)
      expect(await tryCode(code)).toBe('code-unknown')
    })
  })

  describe('leaving', () => {
    it("ends all of the agent's computers and nobody else's; what was sent stays", async () => {
      const team = await createTeam(store)
      const first = await enrol(store, team)
      const second = await enrolSecond(store, first)
      const other = await enrol(store, team)
      await send(store, first, interaction())
      await store.leave(await deviceOf(store, first))
      expect(await Promise.all([first, second, other].map(stateOf))).toEqual(['revoked', 'revoked', 'known'])
      expect(await teamDays(first)).toMatchObject([{ rated: 1, agents: 1 }])
      await expectWholeRollups()
    })
  })

  describe('erasing', () => {
    it('forgets the agent on all computers and in all teams, and nobody else', async () => {
      const [team, other] = [await createTeam(store), await createTeam(store)]
      const first = await enrol(store, team)
      const second = await enrolSecond(store, first)
      const colleague = await enrol(store, team)
      const moved = await enrol(store, other, { claim: second.claim })
      const days = ['2026-03-02', '2026-11-20', '2026-11-23', TOMORROW]
      for (const device of [first, moved, colleague])
        await send(
          store,
          device,
          ...days.flatMap((workDay) => [interaction({ workDay }), smiley('sad', {}, { workDay })]),
          pulse(5),
        )
      const grant = await store.erase(await deviceOf(store, first))

      await expectWholeRollups()
      expect(await teamDays(first)).toMatchObject(days.map(() => ({ rated: 1, agents: 1, sad: 1 })))
      expect(await teamDays(moved)).toEqual([])
      expect(await exported(store, colleague)).toHaveLength(9)
      for (const table of ['interaction', 'day_smiley', 'pulse'])
        for (const { credential } of [first, moved])
          expect(
            await place.query(`SELECT * FROM ${table} WHERE device_no = ${credential.deviceNo}`),
          ).toEqual([])
      expect(await Promise.all([first, moved, colleague].map(stateOf))).toEqual(['erased', 'erased', 'known'])
      expect(await store.ingest(first.credential, request(interaction()))).toEqual({
        ok: false,
        code: 'erased',
      })
      expect(await store.administration.erasures()).toEqual(
        expect.arrayContaining([first.deviceId, second.deviceId]),
      )
      expect(await store.administration.erasures()).not.toContain(colleague.deviceId)
      const listed = (await store.administration.devices()).map(({ deviceId }) => deviceId)
      expect(listed).not.toContain(first.deviceId)

      const successor = { ...grant, credential: credentialOf(grant.token) }
      expect(grant).toMatchObject({ role: 'agent', team: { id: team.id } })
      expect(successor.deviceId).not.toBe(first.deviceId)
      expect(await exported(store, successor)).toEqual([])
      expect(await send(store, successor, interaction())).toMatchObject({ stored: 1 })
    })

    it('leaves nothing that says which devices were one agent', async () => {
      const first = await enrol(store, await createTeam(store))
      await enrolSecond(store, first)
      await store.erase(await deviceOf(store, first))
      const rows = await place.query('SELECT agent_no, claim_hash FROM device WHERE erased = 1')
      expect(new Set(rows.map(({ agent_no }) => Number(agent_no)))).toEqual(new Set([0]))
      expect(rows.every(({ claim_hash }) => claim_hash === null)).toBe(true)
    })

    it('is final: the old claim makes a new device of a new agent', async () => {
      const team = await createTeam(store)
      const device = await enrol(store, team)
      await store.erase(await deviceOf(store, device))
      const next = await enrol(store, team, { claim: device.claim })
      expect(next.deviceId).not.toBe(device.deviceId)
      expect(await stateOf(device)).toBe('erased')
    })

    it('asked for twice at once happens once', async () => {
      const first = await enrol(store, await createTeam(store))
      const second = await enrolSecond(store, first)
      await send(store, first, interaction())
      const devices = [await deviceOf(store, first), await deviceOf(store, second)]
      const results = await Promise.allSettled(devices.map(async (device) => store.erase(device)))
      expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
      expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
        reason: { code: 'conflict' },
      })
      await expectWholeRollups()
    })

    it('while the device sends leaves nothing behind', async () => {
      const team = await createTeam(store)
      const device = await enrol(store, team)
      const colleague = await enrol(store, team)
      const known = await deviceOf(store, device)
      const sending = Array.from({ length: 60 }, async (_, n) => {
        const from = n % 2 === 0 ? device : colleague
        return await store.ingest(from.credential, request(interaction(), smiley('happy')))
      })
      const erasing = store.erase(known)
      await Promise.all(sending)
      await erasing
      await expectWholeRollups()
      const left = await place.query(`SELECT * FROM interaction WHERE device_no = ${known.deviceNo}`)
      expect(left).toEqual([])
      expect(await exported(store, colleague)).toHaveLength(60)
    })
  })

  describePeopleModel(() => ({ store, clock }))
}
