/** Of two states of a row a repair takes the later. */
import { readFileSync, writeFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { openStore } from '../../../src/main/store/index.ts'
import type { Store } from '../../../src/main/store/index.ts'
import type { Interaction } from '../../../src/shared/records.ts'
import { everything, garbage, useDamaging } from './damaging.ts'
import { databaseIn, DAY, newInteraction, NOW } from './support.ts'

const { directory, fill, open, overwrite } = useDamaging()

describe('a row that is both in the backup and in the damaged file', () => {
  it('is taken in its later state: the higher revision, else the more advanced, else the later', async () => {
    const store = openStore({ directory: directory(), now: () => NOW })
    const add = () => store.interactions.add(newInteraction())
    const [rated, prompted, noted, removed] = [add(), add(), add(), add()]
    store.interactions.answer(noted.id, { note: 'first thought' })
    await store.backUp()
    store.interactions.rate(rated.id, 2)
    store.interactions.withdraw(rated.id)
    store.interactions.rate(rated.id, 1)
    store.interactions.markPrompted([prompted.id], NOW)
    store.interactions.answer(noted.id, { note: 'second thought' })
    store.interactions.remove(removed.id)
    const ids = [rated, prompted, noted, removed].map(({ id }) => id)
    const present = (from: Store): (Interaction | undefined)[] => ids.map((id) => from.interactions.get(id))
    const before = present(store)
    store.close()
    overwrite(0, garbage(100))
    const repaired = open()
    expect(present(repaired)).toEqual(before)
    expect(repaired.notices).toMatchObject([{ salvaged: 4, unreadable: 0 }])
  })

  it('is taken from the backup where the backup is ahead', async () => {
    await fill()
    const old = readFileSync(databaseIn(directory()))
    const store = openStore({ directory: directory(), now: () => NOW + 60_000 })
    const [first] = store.interactions.ofWorkDay(DAY)
    store.interactions.rate(first?.id ?? '', 1)
    const all = everything(store)
    await store.backUp()
    store.close()
    writeFileSync(databaseIn(directory()), old)
    overwrite(0, garbage(100))
    const repaired = open()
    expect(everything(repaired)).toEqual(all)
    expect(repaired.notices).toMatchObject([{ salvaged: 0, unreadable: 0 }])
  })
})
