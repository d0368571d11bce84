import { describe } from 'vitest'

import { postgresServer } from '../../support/postgres.ts'
import { describeCustomers } from './customers-conformance.ts'
import { postgresPlace } from './places.ts'

const server = await postgresServer()

describe.skipIf('skip' in server)('customers in PostgreSQL', () => {
  describeCustomers(postgresPlace(server), 8)
})
