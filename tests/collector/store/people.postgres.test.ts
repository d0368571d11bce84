import { describe } from 'vitest'

import { postgresServer } from '../../support/postgres.ts'
import { describePeople } from './people-conformance.ts'
import { postgresPlace } from './places.ts'

const server = await postgresServer()

describe.skipIf('skip' in server)('people in PostgreSQL', () => {
  describePeople(postgresPlace(server))
})
