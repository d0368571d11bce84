/** What every database promises about what is published. */
import { describe } from 'vitest'

import { openBench } from './bench.ts'
import type { Place } from './places.ts'
import { describeClosing } from './publishing-closing-conformance.ts'
import { describePeople } from './publishing-people-conformance.ts'
import { describeWorlds } from './publishing-world-conformance.ts'

/** @param numRuns random teams of each property */
export function describePublishing(create: () => Promise<Place>, numRuns: number): void {
  describe('of a store of its own', () => {
    const bench = openBench(create, 'test')
    describeClosing(bench)
    describePeople(bench)
  })
  describeWorlds(create, numRuns)
}
