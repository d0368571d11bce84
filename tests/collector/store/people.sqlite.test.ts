import { describe } from 'vitest'

import { describePeople } from './people-conformance.ts'
import { sqlitePlace } from './places.ts'

describe('people in SQLite', () => {
  describePeople(sqlitePlace)
})
