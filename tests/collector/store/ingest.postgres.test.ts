import { describe } from 'vitest'

import { postgresServer } from '../../support/postgres.ts'
import { describeIngest } from './ingest-conformance.ts'
import { postgresPlace } from './places.ts'

const server = await postgresServer()

describe.skipIf('skip' in server)('ingest into PostgreSQL', () => {
  describeIngest(postgresPlace(server))
})

describe.skipIf('skip' in server)(
  'ingest into PostgreSQL with the statements for Citus, a team at a time',
  () => {
    describeIngest(postgresPlace(server, true))
  },
)
