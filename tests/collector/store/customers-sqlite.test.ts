import { describe } from 'vitest'

import { describeCustomers } from './customers-conformance.ts'
import { sqlitePlace } from './places.ts'

describe('customers in SQLite', () => {
  describeCustomers(sqlitePlace, 12)
})
