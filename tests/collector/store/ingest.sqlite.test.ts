import { describe } from 'vitest'

import { describeIngest } from './ingest-conformance.ts'
import { sqlitePlace } from './places.ts'

describe('ingest into SQLite', () => {
  describeIngest(sqlitePlace)
})
