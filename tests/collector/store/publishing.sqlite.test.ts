import { describe } from 'vitest'

import { sqlitePlace } from './places.ts'
import { describeWorlds } from './publishing-world-conformance.ts'

describe('publishing in SQLite', () => {
  describeWorlds(sqlitePlace, 8)
})
