/** Teams, codes and policies. */
import { describe, expect, it } from 'vitest'

import { StoreError } from '../../../src/collector/store/store.ts'
import { DEFAULT_POLICY } from '../../../src/shared/policy.ts'
import type { Bench } from './bench.ts'
import { createTeam, deviceOf, enrol, interaction, NOW, send } from './support.ts'

const HOUR = 3_600_000
const DAY = 86_400_000
const NOBODY = '00000000-0000-4000-8000-000000000000'

export function describeTeams(bench: Bench): void {
  const admin = () => bench.store.administration

  describe('a team', () => {
    it('is made, renamed and retired, and keeps its id', async () => {
      const team = await admin().createTeam('  Claims ')
      expect(team).toMatchObject({ name: 'Claims', createdAt: NOW, retiredAt: null })
      expect(await admin().renameTeam(team.id, 'Schäden & Reisen')).toEqual({
        ...team,
        name: 'Schäden & Reisen',
      })
      bench.clock.at += HOUR
      expect(await admin().retireTeam(team.id)).toMatchObject({ retiredAt: NOW + HOUR })
      bench.clock.at += HOUR
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
      const team = await createTeam(bench.store)
      const device = await enrol(bench.store, team)
      await admin().retireTeam(team.id)
      const code = { teamId: team.id, role: 'agent', seats: 1, expiresAt: NOW + DAY } as const
      await expect(admin().createCode(code)).rejects.toMatchObject({ code: 'conflict' })
      await expect(bench.store.createTransferCode(await deviceOf(bench.store, device))).rejects.toMatchObject(
        {
          code: 'conflict',
        },
      )
      expect(await send(bench.store, device, interaction())).toMatchObject({ stored: 1 })
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
      const team = await createTeam(bench.store)
      const input = { teamId: team.id, role: 'lead', seats: 4, expiresAt: NOW + DAY } as const
      const { code, ...made } = await admin().createCode(input)
      expect(made).toEqual({ ...input, id: expect.any(String), used: 0, revokedAt: null, transfer: false })
      expect(code).not.toContain(made.id)
      expect(await admin().codes(team.id)).toEqual([made])
      expect(await admin().codes()).toContainEqual(made)
      expect(await admin().revokeCode(made.id)).toEqual({ ...made, revokedAt: NOW })
      bench.clock.at += HOUR
      expect(await admin().revokeCode(made.id)).toEqual({ ...made, revokedAt: NOW })
    })

    it.each([
      ['no seat', { seats: 0 }],
      ['half a seat', { seats: 1.5 }],
      ['no end', { expiresAt: Number.POSITIVE_INFINITY }],
      ['its end behind it', { expiresAt: NOW }],
    ])('with %s are refused', async (_, wrong) => {
      const team = await createTeam(bench.store)
      const input = { teamId: team.id, role: 'agent', seats: 1, expiresAt: NOW + DAY, ...wrong } as const
      await expect(admin().createCode(input)).rejects.toMatchObject({ code: 'conflict' })
      expect(await admin().codes(team.id)).toEqual([])
    })
  })

  describe('a policy', () => {
    it("is the default, the organisation's or the team's own, whichever is closest", async () => {
      const [own, other] = [await createTeam(bench.store), await createTeam(bench.store)]
      expect(await admin().policy()).toEqual(DEFAULT_POLICY)
      const organisation = { ...DEFAULT_POLICY, threshold: 8 }
      const special = { ...DEFAULT_POLICY, customerComparison: { worksCouncilAgreedOn: '2026-10-01' } }
      await admin().setPolicy(organisation)
      await admin().setPolicy(special, own.id)
      expect(await admin().policy()).toEqual(organisation)
      expect(await admin().policy(own.id)).toEqual(special)
      expect(await admin().policy(other.id)).toEqual(organisation)
      expect(
        await bench.store.membership(await deviceOf(bench.store, await enrol(bench.store, own))),
      ).toMatchObject({
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
}
