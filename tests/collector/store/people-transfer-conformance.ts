/** Several computers of one agent. */
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
  NOW,
  pulse,
  recordId,
  send,
  smiley,
} from './support.ts'

const MINUTE = 60_000

export function describeTransferCodes(bench: Bench): void {
  const { expectWholeRollups, idsOf, teamDays, tryCode } = peopleHelpers(bench)

  describe('a transfer code', () => {
    it('makes another computer of the same agent, once, within a quarter of an hour', async () => {
      const first = await enrol(bench.store, await createTeam(bench.store), { role: 'lead' })
      const known = await deviceOf(bench.store, first)
      const { code, expiresAt } = await bench.store.createTransferCode(known)
      expect(expiresAt).toBe(NOW + 15 * MINUTE)
      const { code: late } = await bench.store.createTransferCode(known)
      const result = await bench.store.enrol(code, undefined)
      expect(result).toMatchObject({ ok: true, grant: { role: 'lead' } })
      const second = await bench.store.authenticate(credentialOf(result.ok ? result.grant.token : ''))
      expect(second).toMatchObject({ ok: true, device: { agentNo: known.agentNo } })
      expect(await tryCode(code)).toBe('code-used-up')
      bench.clock.at = NOW + 15 * MINUTE
      expect(await tryCode(late)).toBe('code-expired')
      bench.clock.at = NOW
      expect(await bench.store.administration.codes()).toContainEqual(
        expect.objectContaining({ transfer: true, seats: 1, used: 1 }),
      )
    })

    it('lets both computers export the same, everything of the agent', async () => {
      const first = await enrol(bench.store, await createTeam(bench.store))
      const second = await enrolSecond(bench.store, first)
      const [one, two] = [recordId(), recordId()]
      await send(bench.store, first, interaction({}, { id: one }))
      await send(bench.store, second, interaction({ workDay: '2026-10-01' }, { id: two }))
      expect(await idsOf(first)).toEqual([one, two])
      expect(await idsOf(second)).toEqual([one, two])
      const sources = (await exported(bench.store, first)).map(({ source }) => source)
      expect(sources).toEqual([second, first].map(({ deviceId }) => `urn:aftercall:device:${deviceId}`))
    })

    it("takes what the other computer has sent before along, and it is one agent's from then on", async () => {
      const team = await createTeam(bench.store)
      const first = await enrol(bench.store, team)
      const other = await enrol(bench.store, team)
      const events = [interaction(), smiley('sad'), pulse(3), interaction({ workDay: '2026-09-01' })]
      await send(bench.store, first, interaction(), smiley('happy'))
      await send(bench.store, other, ...events)
      expect(await teamDays(first)).toMatchObject([{ agents: 1 }, { agents: 2, happy: 1, sad: 1 }])
      const { code } = await bench.store.createTransferCode(await deviceOf(bench.store, first))
      const result = await bench.store.enrol(code, other.claim)
      if (!result.ok) throw new Error(result.code)
      expect(result.grant.deviceId).toBe(other.deviceId)
      await expectWholeRollups()
      expect(await teamDays(first)).toMatchObject([{ agents: 1 }, { agents: 1, rated: 2, happy: 0, sad: 1 }])
      expect(await exported(bench.store, first)).toHaveLength(6)
      const joined = { ...other, credential: credentialOf(result.grant.token) }
      expect(await send(bench.store, joined, ...events)).toMatchObject({ stored: 0, stale: 4 })
    })

    it('is one of five that an agent has open at most: a sixth ends the oldest of the agent, on whichever computer', async () => {
      const team = await createTeam(bench.store)
      const first = await enrol(bench.store, team)
      const second = await enrolSecond(bench.store, first)
      const foreign = await bench.store.createTransferCode(
        await deviceOf(bench.store, await enrol(bench.store, team)),
      )
      const known = [await deviceOf(bench.store, first), await deviceOf(bench.store, second)] as const
      const codes: string[] = []
      for (let n = 0; n < 6; n++) {
        bench.clock.at += 1
        codes.push((await bench.store.createTransferCode(known[n % 2 === 0 ? 0 : 1])).code)
      }
      expect(await tryCode(codes[0] ?? '')).toBe('code-unknown')
      // A code that was used is open no more: there is room again.
      expect(await tryCode(codes[1] ?? '')).toBe('taken')
      codes.push((await bench.store.createTransferCode(known[0])).code)
      for (const code of codes.slice(2)) expect(await tryCode(code)).toBe('taken')
      expect(await tryCode(foreign.code)).toBe('taken')
    })

    it.each(['leave', 'erase'] as const)(
      'is not left over where one is made while the agent ends: %s',
      async (end) => {
        const team = await createTeam(bench.store)
        for (let n = 0; n < 15; n++) {
          const known = await deviceOf(bench.store, await enrol(bench.store, team))
          const making = Array.from({ length: 4 }, async () => bench.store.createTransferCode(known))
          const [ended] = await Promise.all([bench.store[end](known), Promise.allSettled(making)])
          expect(ended).not.toBeInstanceOf(Error)
          expect(
            await bench.place.query(`SELECT * FROM enrolment_code WHERE agent_no = ${known.agentNo}`),
          ).toEqual([])
        }
      },
    )

    it('is one of five also where a device asks for many at once', async () => {
      const team = await createTeam(bench.store)
      const device = await enrol(bench.store, team)
      const known = await deviceOf(bench.store, device)
      const made = await Promise.all(
        Array.from({ length: 30 }, async () => bench.store.createTransferCode(known)),
      )
      expect(new Set(made.map(({ code }) => code)).size).toBe(30)
      const left = await bench.place.query(
        `SELECT * FROM enrolment_code WHERE agent_no = ${known.agentNo} AND used = 0`,
      )
      expect(left).toHaveLength(5)
    })

    it.each(['leave', 'erase'] as const)('ends when the agent does: %s', async (end) => {
      const device = await enrol(bench.store, await createTeam(bench.store))
      const known = await deviceOf(bench.store, device)
      const { code } = await bench.store.createTransferCode(known)
      await bench.store[end](known)
      expect(await tryCode(code)).toBe('code-unknown')
    })
  })
}
