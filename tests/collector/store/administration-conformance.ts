/** What every database promises about administration: teams, codes, policies, retention, restore. */
import { describe } from 'vitest'

import { describeRetention } from './administration-retention-conformance.ts'
import { describeStores } from './administration-store-conformance.ts'
import { describeTeams } from './administration-team-conformance.ts'
import { openBench } from './bench.ts'
import type { Place } from './places.ts'

export function describeAdministration(create: () => Promise<Place>): void {
  describe('of a store', () => {
    describeTeams(openBench(create, 'block'))
  })

  describe('of a store of its own', () => {
    const bench = openBench(create, 'test')
    describeStores(bench)
    describeRetention(bench)
  })
}
