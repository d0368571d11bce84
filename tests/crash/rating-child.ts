/**
 * Rates as fast as it can until it is killed, and says each thing only after the store has returned: `A <id>` added,
 * `R <id> <rating>` rated. Arguments: folder, work day, and after how many interactions to end by itself.
 */
import { writeSync } from 'node:fs'

import { openStore } from '../../src/main/store/index.ts'
import type { Rating } from '../../src/shared/records.ts'

const [, , directory = '', workDay = '', end = 'Infinity'] = process.argv
const RATINGS: readonly Rating[] = [1, 2, 3, 4, 5]

const store = openStore({ directory, now: Date.now })
writeSync(1, 'open\n')
let previous: string | undefined
for (let n = 0; n < Number(end); n++) {
  const { id } = store.interactions.add({
    workDay,
    timeZone: 'Europe/Amsterdam',
    externalIds: [`sip:${n}`],
    channel: 'voice',
    direction: 'inbound',
    cause: 'remote',
    endedAt: Date.now(),
    trigger: 'baresip',
  })
  writeSync(1, `A ${id}\n`)
  rate(id, RATINGS[n % RATINGS.length] ?? 3)
  // A change of mind: a second revision of a record that is there already.
  if (previous !== undefined && n % 3 === 0) rate(previous, RATINGS[(n + 2) % RATINGS.length] ?? 3)
  previous = id
}
store.close()

function rate(id: string, rating: Rating): void {
  // Announced first: if the answer is cut off, either value is right.
  writeSync(1, `? ${id} ${rating}\n`)
  store.interactions.rate(id, rating)
  writeSync(1, `R ${id} ${rating}\n`)
}
