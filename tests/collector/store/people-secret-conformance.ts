/** Tokens and claims: who has which, and until when. */
import { describe, expect, it } from 'vitest'

import type { Bench } from './bench.ts'
import { HOUR, peopleHelpers } from './people-support.ts'
import { TABLES } from './places.ts'
import {
  createTeam,
  credentialOf,
  deviceOf,
  enrol,
  exported,
  interaction,
  NOW,
  send,
  type Enrolled,
} from './support.ts'

const TOMORROW = '2026-11-24'

export function describeSecrets(bench: Bench): void {
  const { codeFor, expectWholeRollups, stateOf, tryCode } = peopleHelpers(bench)

  describe('a secret', () => {
    it('is nowhere in the database', async () => {
      const team = await createTeam(bench.store)
      const { code } = await codeFor(team)
      const result = await bench.store.enrol(code, undefined)
      if (!result.ok) throw new Error(result.code)
      const { token, claim } = result.grant
      const dump: string[] = []
      for (const table of TABLES)
        for (const row of await bench.place.query(`SELECT * FROM ${table}`))
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
      const team = await createTeam(bench.store)
      const [one, other] = [await enrol(bench.store, team), await enrol(bench.store, team)]
      const mixed = { ...other.credential, secretHash: one.credential.secretHash }
      expect(await bench.store.authenticate(mixed)).toEqual({ ok: false, code: 'unauthorized' })
      expect(await stateOf(other)).toBe('known')
    })

    it('is replaced on demand, and the old one ends', async () => {
      const device = await enrol(bench.store, await createTeam(bench.store))
      const token = await bench.store.rotateToken(await deviceOf(bench.store, device))
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
        expect(await bench.store.authenticate({ teamNo, deviceNo, secretHash })).toEqual({
          ok: false,
          code: 'unauthorized',
        })
    })
  })

  describe('revoking', () => {
    it('ends a token at once, keeps what was sent, and says so only to who has the token', async () => {
      const device = await enrol(bench.store, await createTeam(bench.store))
      const known = await deviceOf(bench.store, device)
      await send(bench.store, device, interaction())
      const entry = await bench.store.administration.revokeDevice(device.deviceId)
      expect(entry).toMatchObject({ deviceId: device.deviceId, revokedAt: NOW })
      expect(await stateOf(device)).toBe('revoked')
      const guess = { ...device.credential, secretHash: new Uint8Array(32) }
      expect(await bench.store.authenticate(guess)).toEqual({ ok: false, code: 'unauthorized' })
      // What was authenticated a moment before gets no further.
      await expect(bench.store.rotateToken(known)).rejects.toMatchObject({ code: 'conflict' })
      await expect(bench.store.createTransferCode(known)).rejects.toMatchObject({ code: 'conflict' })
      await expect(bench.store.erase(known)).rejects.toMatchObject({ code: 'conflict' })
      const again = await enrol(bench.store, await createTeam(bench.store), { claim: device.claim })
      expect(await exported(bench.store, again)).toHaveLength(1)
    })

    it('keeps the time of the first time', async () => {
      const device = await enrol(bench.store, await createTeam(bench.store))
      await bench.store.administration.revokeDevice(device.deviceId)
      bench.clock.at = NOW + HOUR
      expect(await bench.store.administration.revokeDevice(device.deviceId)).toMatchObject({ revokedAt: NOW })
    })
  })

  describe('a claim', () => {
    it('makes the same device go on, as often as it takes, also after it was revoked', async () => {
      const team = await createTeam(bench.store)
      const first = await enrol(bench.store, team)
      const before = await deviceOf(bench.store, first)
      await send(bench.store, first, interaction())
      for (const revoke of [false, true, false]) {
        if (revoke) await bench.store.administration.revokeDevice(first.deviceId)
        // Always with the first claim: the answers to the other enrolments may have been lost.
        const again = await enrol(bench.store, team, { claim: first.claim })
        expect(await deviceOf(bench.store, again)).toEqual(before)
        expect(await exported(bench.store, again)).toHaveLength(1)
        expect(await stateOf(first)).toBe('unauthorized')
      }
      expect(await bench.store.administration.devices(team.id)).toHaveLength(1)
    })

    it('is worth nothing without a code', async () => {
      const team = await createTeam(bench.store)
      const device = await enrol(bench.store, team)
      const { code } = await codeFor(team)
      await bench.store.enrol(code, undefined)
      expect(await tryCode(code, device.claim)).toBe('code-used-up')
      expect(await stateOf(device)).toBe('known')
    })

    it.each<[string, (device: Enrolled) => string]>([
      ['is no claim', () => 'nonsense-nonsense-nonsense'],
      ['is a token', ({ token }) => token],
      ['was guessed', ({ claim }) => `${claim.slice(0, -4)}AAAA`],
    ])('that %s makes a new device', async (_, claimOf) => {
      const team = await createTeam(bench.store)
      const device = await enrol(bench.store, team)
      const other = await enrol(bench.store, team, { claim: claimOf(device) })
      expect(other.deviceId).not.toBe(device.deviceId)
      expect((await deviceOf(bench.store, other)).agentNo).not.toBe(
        (await deviceOf(bench.store, device)).agentNo,
      )
      expect(await stateOf(device)).toBe('known')
    })

    it('used several times at once leaves one device with one token', async () => {
      const [from, to] = [await createTeam(bench.store), await createTeam(bench.store)]
      const device = await enrol(bench.store, from)
      await send(bench.store, device, interaction(), interaction({ workDay: TOMORROW }))
      const { code } = await codeFor(to, 5)
      const results = await Promise.all(
        Array.from({ length: 5 }, async () => bench.store.enrol(code, device.claim)),
      )
      const states = await Promise.all(
        results.map(async (result) =>
          result.ok ? await bench.store.authenticate(credentialOf(result.grant.token)) : result,
        ),
      )
      expect(states.filter(({ ok }) => ok)).toHaveLength(1)
      expect(await bench.store.administration.devices(to.id)).toHaveLength(1)
      await expectWholeRollups()
    })
  })
}
