/** Leaving, and being forgotten. */
import { describe, expect, it } from 'vitest'

import type { Bench } from './bench.ts'
import { peopleHelpers } from './people-support.ts'
import {
  createTeam,
  credentialOf,
  deviceOf,
  enrol,
  enrolSecond,
  exported,
  interaction,
  pulse,
  request,
  send,
  smiley,
} from './support.ts'

const TOMORROW = '2026-11-24'

export function describeEnds(bench: Bench): void {
  const { expectWholeRollups, stateOf, teamDays } = peopleHelpers(bench)

  describe('leaving', () => {
    it("ends all of the agent's computers and nobody else's; what was sent stays", async () => {
      const team = await createTeam(bench.store)
      const first = await enrol(bench.store, team)
      const second = await enrolSecond(bench.store, first)
      const other = await enrol(bench.store, team)
      await send(bench.store, first, interaction())
      await bench.store.leave(await deviceOf(bench.store, first))
      expect(await Promise.all([first, second, other].map(stateOf))).toEqual(['revoked', 'revoked', 'known'])
      expect(await teamDays(first)).toMatchObject([{ rated: 1, agents: 1 }])
      await expectWholeRollups()
    })
  })

  describe('erasing', () => {
    it('forgets the agent on all computers and in all teams, and nobody else', async () => {
      const [team, other] = [await createTeam(bench.store), await createTeam(bench.store)]
      const first = await enrol(bench.store, team)
      const second = await enrolSecond(bench.store, first)
      const colleague = await enrol(bench.store, team)
      const moved = await enrol(bench.store, other, { claim: second.claim })
      const days = ['2026-03-02', '2026-11-20', '2026-11-23', TOMORROW]
      for (const device of [first, moved, colleague])
        await send(
          bench.store,
          device,
          ...days.flatMap((workDay) => [interaction({ workDay }), smiley('sad', {}, { workDay })]),
          pulse(5),
        )
      const grant = await bench.store.erase(await deviceOf(bench.store, first))

      await expectWholeRollups()
      expect(await teamDays(first)).toMatchObject(days.map(() => ({ rated: 1, agents: 1, sad: 1 })))
      expect(await teamDays(moved)).toEqual([])
      expect(await exported(bench.store, colleague)).toHaveLength(9)
      for (const table of ['interaction', 'day_smiley', 'pulse'])
        for (const { credential } of [first, moved])
          expect(
            await bench.place.query(`SELECT * FROM ${table} WHERE device_no = ${credential.deviceNo}`),
          ).toEqual([])
      expect(await Promise.all([first, moved, colleague].map(stateOf))).toEqual(['erased', 'erased', 'known'])
      expect(await bench.store.ingest(first.credential, request(interaction()))).toEqual({
        ok: false,
        code: 'erased',
      })
      expect(await bench.store.administration.erasures()).toEqual(
        expect.arrayContaining([first.deviceId, second.deviceId]),
      )
      expect(await bench.store.administration.erasures()).not.toContain(colleague.deviceId)
      const listed = (await bench.store.administration.devices()).map(({ deviceId }) => deviceId)
      expect(listed).not.toContain(first.deviceId)

      const successor = { ...grant, credential: credentialOf(grant.token) }
      expect(grant).toMatchObject({ role: 'agent', team: { id: team.id } })
      expect(successor.deviceId).not.toBe(first.deviceId)
      expect(await exported(bench.store, successor)).toEqual([])
      expect(await send(bench.store, successor, interaction())).toMatchObject({ stored: 1 })
    })

    it('leaves nothing that says which devices were one agent', async () => {
      const first = await enrol(bench.store, await createTeam(bench.store))
      await enrolSecond(bench.store, first)
      await bench.store.erase(await deviceOf(bench.store, first))
      const rows = await bench.place.query('SELECT agent_no, claim_hash FROM device WHERE erased = 1')
      expect(new Set(rows.map(({ agent_no }) => Number(agent_no)))).toEqual(new Set([0]))
      expect(rows.every(({ claim_hash }) => claim_hash === null)).toBe(true)
    })

    it('is final: the old claim makes a new device of a new agent', async () => {
      const team = await createTeam(bench.store)
      const device = await enrol(bench.store, team)
      await bench.store.erase(await deviceOf(bench.store, device))
      const next = await enrol(bench.store, team, { claim: device.claim })
      expect(next.deviceId).not.toBe(device.deviceId)
      expect(await stateOf(device)).toBe('erased')
    })

    it('asked for twice at once happens once', async () => {
      const first = await enrol(bench.store, await createTeam(bench.store))
      const second = await enrolSecond(bench.store, first)
      await send(bench.store, first, interaction())
      const devices = [await deviceOf(bench.store, first), await deviceOf(bench.store, second)]
      const results = await Promise.allSettled(devices.map(async (device) => bench.store.erase(device)))
      expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
      expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
        reason: { code: 'conflict' },
      })
      await expectWholeRollups()
    })

    it('while the device sends leaves nothing behind', async () => {
      const team = await createTeam(bench.store)
      const device = await enrol(bench.store, team)
      const colleague = await enrol(bench.store, team)
      const known = await deviceOf(bench.store, device)
      const sending = Array.from({ length: 60 }, async (_, n) => {
        const from = n % 2 === 0 ? device : colleague
        return await bench.store.ingest(from.credential, request(interaction(), smiley('happy')))
      })
      const erasing = bench.store.erase(known)
      await Promise.all(sending)
      await erasing
      await expectWholeRollups()
      const left = await bench.place.query(`SELECT * FROM interaction WHERE device_no = ${known.deviceNo}`)
      expect(left).toEqual([])
      expect(await exported(bench.store, colleague)).toHaveLength(60)
    })
  })
}
