/**
 * An agent's day in a hurry on the widget's store, until the process is killed: rates, changes, takes back, deletes,
 * confirms, smiles, backs up, closes and opens again. Each record is written down when the store has returned it.
 * Arguments: folder, seed, life.
 */
import { openSync, writeSync } from 'node:fs'
import { join } from 'node:path'

import { openStore } from '../../../src/main/store/index.ts'
import type { Rating } from '../../../src/shared/records.ts'
import { createRandom } from '../../crash/random.ts'
import { ACKNOWLEDGED } from './child.ts'

const [, , directory = '', seed = '0', life = '0'] = process.argv
const random = createRandom(Number(seed))
const RATINGS: readonly Rating[] = [1, 2, 3, 4, 5]
const START = Date.UTC(2026, 10, 23, 8) + Number(life) * 86_400_000
let now = START
const open = () => openStore({ directory, now: () => now })

const out = openSync(join(directory, ACKNOWLEDGED), 'a')
const acknowledge = (kind: string, record: object): void => {
  writeSync(out, `${JSON.stringify({ kind, record })}\n`)
}

let store = open()
const ids: string[] = []
for (;;) {
  now += 1000 + random(60_000)
  const workDay = new Date(now).toISOString().slice(0, 10)
  const { id } = store.interactions.add({
    workDay,
    timeZone: 'Europe/Amsterdam',
    externalIds: [`sip:${now}`],
    channel: 'voice',
    direction: 'inbound',
    cause: 'remote',
    endedAt: now,
    trigger: 'baresip',
  })
  ids.push(id)
  acknowledge('interaction', store.interactions.rate(id, RATINGS[random(5)] ?? 3))
  const earlier = ids[random(ids.length)] ?? id
  switch (random(12)) {
    case 0:
      if (store.interactions.get(earlier)?.deleted === false)
        acknowledge('interaction', store.interactions.rate(earlier, RATINGS[random(5)] ?? 3))
      break
    case 1:
      acknowledge('interaction', store.interactions.withdraw(id))
      break
    case 2:
      acknowledge('interaction', store.interactions.remove(earlier))
      break
    case 3:
      // Longer than a page.
      acknowledge(
        'interaction',
        store.interactions.answer(id, { note: '第一号。'.repeat(400), solved: true }),
      )
      break
    case 4:
      store.days.open(workDay, 'Europe/Amsterdam')
      acknowledge('day', store.days.smile(workDay, random(2) === 0 ? 'happy' : 'sad'))
      break
    case 5:
      acknowledge('pulse', store.pulses.answer('2026-Q4', random(11)))
      break
    case 6: {
      const pending = store.pending(50)
      store.markSynced(
        pending.map(({ kind, record }) => ({ kind, id: record.id, revision: record.revision })),
      )
      break
    }
    case 7:
      if (random(3) === 0) await store.backUp()
      break
    case 8:
      if (random(3) > 0) break
      store.close()
      store = open()
      break
    default:
  }
}
