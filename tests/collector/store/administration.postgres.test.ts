import { describe } from 'vitest'

import { postgresServer } from '../../support/postgres.ts'
import { describeAdministration } from './administration-conformance.ts'
import { postgresPlace } from './places.ts'

const server = await postgresServer()

describe.skipIf('skip' in server)('administration in PostgreSQL', () => {
  describeAdministration(postgresPlace(server))
})
