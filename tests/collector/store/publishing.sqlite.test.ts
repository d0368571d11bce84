import { describe } from 'vitest'

import { sqlitePlace } from './places.ts'
import { describePublishing } from './publishing-conformance.ts'

describe('publishing in SQLite', () => {
  describePublishing(sqlitePlace, 4)
})
