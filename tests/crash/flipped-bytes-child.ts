/**
 * Makes a store with a backup, records in the file after it, records in the log after those, says what is in the
 * backup and what there is in all, and dies. Argument: folder.
 */
import { writeSync } from 'node:fs'
import { join } from 'node:path'

import Database from 'better-sqlite3'

import { openStore } from '../../src/main/store/index.ts'
import type { Rating } from '../../src/shared/records.ts'

const directory = process.argv[2] ?? ''
const NOW = Date.UTC(2026, 10, 23, 12)
const DAY = '2026-11-23'
const RATINGS: readonly Rating[] = [1, 2, 3, 4, 5]

const store = openStore({ directory, now: () => NOW })
function add(from: number, to: number): void {
  for (let n = from; n < to; n++) {
    const { id } = store.interactions.add({
      workDay: DAY,
      timeZone: 'Europe/Amsterdam',
      externalIds: [`sip:${n}`],
      channel: 'chat',
      direction: 'inbound',
      cause: 'agent',
      queue: 'support',
      endedAt: NOW + n,
      trigger: 'http',
    })
    store.interactions.rate(id, RATINGS[n % RATINGS.length] ?? 3)
    // Longer than a page.
    if (n % 12 === 0) store.interactions.answer(id, { note: `第${n}号。`.repeat(330) })
  }
}

store.days.open(DAY, 'Europe/Amsterdam')
store.days.smile(DAY, 'happy')
add(0, 60)
await store.backUp()
writeSync(1, `${JSON.stringify(store.interactions.ofWorkDay(DAY))}\n`)
add(60, 120)
const other = new Database(join(directory, 'aftercall.db'))
other.pragma('wal_checkpoint(TRUNCATE)')
add(120, 150)
writeSync(1, `${JSON.stringify(store.interactions.ofWorkDay(DAY))}\n`)
process.kill(process.pid, 'SIGKILL')
