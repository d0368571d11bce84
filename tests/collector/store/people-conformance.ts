/** What every database promises about people: joining, moving, leaving, being forgotten. */
import { openBench } from './bench.ts'
import { describeCodes } from './people-code-conformance.ts'
import { describeEnds } from './people-end-conformance.ts'
import { describePeopleModel } from './people-model.ts'
import { describeMoves } from './people-move-conformance.ts'
import { describeSecrets } from './people-secret-conformance.ts'
import { describeTransferCodes } from './people-transfer-conformance.ts'
import type { Place } from './places.ts'

export function describePeople(create: () => Promise<Place>): void {
  const bench = openBench(create, 'block')
  describeCodes(bench)
  describeSecrets(bench)
  describeMoves(bench)
  describeTransferCodes(bench)
  describeEnds(bench)
  describePeopleModel(bench)
}
