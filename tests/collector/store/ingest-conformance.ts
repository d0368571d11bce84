/** What every database promises about ingest. ingest.sqlite.test.ts and ingest.postgres.test.ts run it. */
import { openBench } from './bench.ts'
import { describeIngestModel } from './ingest-model.ts'
import { describeRecordPlaces } from './ingest-place-conformance.ts'
import { describeRecords } from './ingest-record-conformance.ts'
import { describeRequests } from './ingest-request-conformance.ts'
import { describeRollups } from './ingest-rollup-conformance.ts'
import type { Place } from './places.ts'

export function describeIngest(create: () => Promise<Place>): void {
  const bench = openBench(create, 'block')
  describeRecords(bench)
  describeRequests(bench)
  describeRollups(bench)
  describeRecordPlaces(bench)
  describeIngestModel(bench)
}
