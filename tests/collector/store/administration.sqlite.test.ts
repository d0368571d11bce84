import { describe } from 'vitest'

import { describeAdministration } from './administration-conformance.ts'
import { sqlitePlace } from './places.ts'

describe('administration in SQLite', () => {
  describeAdministration(sqlitePlace)
})
