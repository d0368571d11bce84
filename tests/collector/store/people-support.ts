/** What the promises about people share. */
import { expect } from 'vitest'

import type { EnrolRefusal, Team } from '../../../src/collector/store/store.ts'
import type { Bench } from './bench.ts'
import { rollupRows } from './places.ts'
import { exported, NOW, type Enrolled } from './support.ts'

export const HOUR = 3_600_000

export function peopleHelpers(bench: Bench) {
  return {
    codeFor: async (team: Team, seats = 1, expiresAt = NOW + HOUR) =>
      await bench.store.administration.createCode({ teamId: team.id, role: 'agent', seats, expiresAt }),
    async tryCode(code: string, claim?: string): Promise<EnrolRefusal | 'taken'> {
      const result = await bench.store.enrol(code, claim)
      return result.ok ? 'taken' : result.code
    },
    async stateOf({ credential }: Pick<Enrolled, 'credential'>) {
      const result = await bench.store.authenticate(credential)
      return result.ok ? 'known' : result.code
    },
    expectWholeRollups: async () => expect(await bench.store.administration.verifyRollups()).toEqual([]),
    /** The rows of a device's present team, oldest first. */
    teamDays: async ({ credential }: Enrolled) =>
      (await rollupRows(bench.place, 'team_day')).filter(
        ({ team_no }) => Number(team_no) === credential.teamNo,
      ),
    idsOf: async (device: Enrolled) =>
      (await exported(bench.store, device)).map(({ id }) => id.slice(0, 36)).toSorted(),
  }
}
