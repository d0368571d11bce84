/** What codes are worth. */
import { describe, expect, it } from 'vitest'

import type { Bench } from './bench.ts'
import { HOUR, peopleHelpers } from './people-support.ts'
import { createTeam, credentialOf, NOW } from './support.ts'

export function describeCodes(bench: Bench): void {
  const { codeFor, tryCode } = peopleHelpers(bench)

  describe('a code', () => {
    it('becomes a device of its team, in its role, with the policy that holds there', async () => {
      const team = await createTeam(bench.store, 'Claims')
      const lead = { teamId: team.id, role: 'lead', seats: 1, expiresAt: NOW + HOUR } as const
      const { code } = await bench.store.administration.createCode(lead)
      const result = await bench.store.enrol(code, undefined)
      expect(result).toMatchObject({
        ok: true,
        grant: {
          identity: await bench.store.identity(),
          role: 'lead',
          team: { id: team.id, name: 'Claims' },
          policy: await bench.store.administration.policy(team.id),
        },
      })
      const grant = result.ok ? result.grant : undefined
      const device = await bench.store.authenticate(credentialOf(grant?.token ?? ''))
      expect(device).toMatchObject({ ok: true, device: { deviceId: grant?.deviceId, role: 'lead' } })
    })

    it('is read however people type it', async () => {
      const { code } = await codeFor(await createTeam(bench.store))
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
      const team = await createTeam(bench.store)
      const [late, revoked, retired] = [await codeFor(team), await codeFor(team), await codeFor(team)]
      bench.clock.at = NOW + HOUR
      expect(await tryCode(late.code)).toBe('code-expired')
      bench.clock.at = NOW + HOUR - 1
      expect(await tryCode(late.code)).toBe('taken')
      bench.clock.at = NOW
      await bench.store.administration.revokeCode(revoked.id)
      expect(await tryCode(revoked.code)).toBe('code-expired')
      await bench.store.administration.retireTeam(team.id)
      expect(await tryCode(retired.code)).toBe('code-expired')
      expect(await bench.store.administration.devices(team.id)).toHaveLength(1)
    })

    it('has as many seats as it has, however many come at once', async () => {
      const team = await createTeam(bench.store)
      const { code } = await codeFor(team, 10)
      const answers = await Promise.all(
        Array.from({ length: 50 }, async () => bench.store.enrol(code, undefined)),
      )
      const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.code]))
      expect(refused).toEqual(Array.from({ length: 40 }, () => 'code-used-up'))
      const agents = await Promise.all(
        answers.flatMap((answer) =>
          answer.ok ? [bench.store.authenticate(credentialOf(answer.grant.token))] : [],
        ),
      )
      expect(new Set(agents.map((answer) => answer.ok && answer.device.agentNo)).size).toBe(10)
      expect(await bench.store.administration.devices(team.id)).toHaveLength(10)
      expect(await bench.store.administration.codes(team.id)).toMatchObject([{ seats: 10, used: 10 }])
      expect(await tryCode(code)).toBe('code-used-up')
    })
  })
}
