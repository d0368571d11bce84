import { describe } from 'vitest'

import { postgresServer } from '../../support/postgres.ts'
import { postgresPlace } from './places.ts'
import { describeSharedWork } from './shared-work-conformance.ts'

const server = await postgresServer()

describe.skipIf('skip' in server)('shared work in PostgreSQL', () => {
  describeSharedWork(postgresPlace(server))
})
