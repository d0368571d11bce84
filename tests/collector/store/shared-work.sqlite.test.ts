import { describe } from 'vitest'

import { sqlitePlace } from './places.ts'
import { describeSharedWork } from './shared-work-conformance.ts'

describe('shared work in SQLite', () => {
  describeSharedWork(sqlitePlace)
})
