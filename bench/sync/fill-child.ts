/** Fills a collector's store through its own door: `fill-child.ts FOLDER RECORDS`. 1,000 devices, a year of work days. */
import { openStore } from '../../src/collector/store/open.ts'
import type { IncomingEvent } from '../../src/collector/store/store.ts'
import { RATINGS } from '../../src/shared/lists.ts'
import { ratedData } from '../../tests/support/wire-samples.ts'
import { enrolCredentials } from '../collector/devices.ts'

const [dataFolder = '.', count = '0'] = process.argv.slice(2)
const DAY_MS = 86_400_000
const DEVICES = 1_000
const TEAM_SIZE = 20
const BATCH = 500
const DAYS = 250
const IN_FLIGHT = 8

const store = await openStore({ dataFolder, database: undefined, now: Date.now })
const credentials = await enrolCredentials(store, DEVICES, TEAM_SIZE)
const records = Number(count)
const began = performance.now()
let next = 0
await Promise.all(
  Array.from({ length: IN_FLIGHT }, async () => {
    while (next < records) {
      const first = next
      next += BATCH
      const credential = credentials[(first / BATCH) % DEVICES]
      if (credential === undefined) throw new Error('There is no device.')
      const result = await store.ingest(credential, eventsFrom(first, Math.min(BATCH, records - first)))
      if (!result.ok || result.value.stored === 0) throw new Error('Not stored.')
    }
  }),
)
const seconds = (performance.now() - began) / 1000
await store.close()
process.send?.({ recordsPerSecond: records / seconds })
process.disconnect()

/** Oldest day first, as life goes. */
function eventsFrom(first: number, length: number): IncomingEvent[] {
  const at = Date.now() - Math.floor(DAYS * (1 - first / records)) * DAY_MS
  const workDay = new Date(at).toISOString().slice(0, 10)
  const rated = ratedData(workDay)
  const time = at.toString(16).padStart(12, '0')
  return Array.from({ length }, (_, index) => {
    const n = first + index
    const tail = n.toString(16).padStart(12, '0')
    return {
      index,
      recordId: `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${tail}`,
      revision: 1,
      kind: 'interaction',
      data: {
        ...rated,
        rating: RATINGS[n % 5] ?? 3,
        solved: n % 3 > 0,
        reasons: n % 4 === 0 ? ['systems'] : [],
      },
    }
  })
}
