/** Goes through a full disk; run by full-disk.test.ts on a small file system of its own. */
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

import { openStore, StoreError } from '../../../src/main/store/index.ts'
import type { Store } from '../../../src/main/store/index.ts'
import { DAY, newInteraction, NOW, ZONE } from './fixtures.ts'

const folder = process.argv[2] ?? ''
const directory = join(folder, 'data')
const filler = join(folder, 'filler')
const open = (): Store => openStore({ directory, now: () => NOW })

function fillDisk(): void {
  const file = openSync(filler, 'w')
  for (let size = 65_536; size >= 1;) {
    try {
      writeSync(file, Buffer.alloc(size))
    } catch {
      size = Math.floor(size / 2)
    }
  }
  closeSync(file)
}

function refusal(action: () => unknown): string {
  try {
    action()
    return 'done'
  } catch (error) {
    return error instanceof StoreError ? error.code : String(error)
  }
}

async function refusalOfPromise(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'done',
    (error: unknown) => (error instanceof StoreError ? error.code : String(error)),
  )
}

let store = open()
store.days.open(DAY, ZONE)
const ids = Array.from({ length: 10 }, () => store.interactions.add(newInteraction()).id)
const [first = '', second = ''] = ids
store.interactions.rate(first, 5)
const before = store.interactions.ofWorkDay(DAY)

fillDisk()
const whileFull = {
  rate: refusal(() => store.interactions.rate(second, 1)),
  rateAgain: refusal(() => store.interactions.rate(second, 1)),
  add: refusal(() => store.interactions.add(newInteraction())),
  answer: refusal(() => store.interactions.answer(first, { solved: true })),
  expire: refusal(() => store.interactions.expire(ids)),
  smile: refusal(() => store.days.smile(DAY, 'happy')),
  state: refusal(() => store.state.write('settings', { language: 'nl' })),
  backUp: await refusalOfPromise(store.backUp()),
}
const unchanged = JSON.stringify(store.interactions.ofWorkDay(DAY)) === JSON.stringify(before)
store.close()
// Closing has freed the space of the log.
fillDisk()
const openWhileFull = refusal(open)

rmSync(filler)
store = open()
const afterwards = {
  unchanged: JSON.stringify(store.interactions.ofWorkDay(DAY)) === JSON.stringify(before),
  rate: store.interactions.rate(second, 1).rating,
  add: store.interactions.add(newInteraction()).revision,
  backUp: await refusalOfPromise(store.backUp()),
}
// And full again, with space before the store is closed: nothing has to be opened anew.
fillDisk()
const again = refusal(() => store.interactions.rate(first, 2))
rmSync(filler)
const recovered = refusal(() => store.interactions.rate(first, 2))
store.close()
store = open()
const kept = store.interactions.get(first)?.rating
const notices = store.notices.map(({ code }) => code)
store.close()

process.stdout.write(
  `${JSON.stringify({ whileFull, unchanged, openWhileFull, afterwards, again, recovered, kept, notices })}\n`,
)
