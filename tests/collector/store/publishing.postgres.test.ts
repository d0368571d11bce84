import { describe } from 'vitest'

import { postgresServer } from '../../support/postgres.ts'
import { postgresPlace } from './places.ts'
import { describePublishing } from './publishing-conformance.ts'

const server = await postgresServer()

describe.skipIf('skip' in server)('publishing in PostgreSQL', () => {
  describePublishing(postgresPlace(server), 2)
})
