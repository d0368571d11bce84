/** What the promises about the store are tried on: a database of its own with an open store, and a clock that stands. */
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'

import type { CollectorStore } from '../../../src/collector/store/store.ts'
import type { Place } from './places.ts'
import { createTeam, enrol, TestClock, type Enrolled } from './support.ts'

export interface Bench {
  /** Stands at `NOW` when a test begins. */
  readonly clock: TestClock
  readonly place: Place
  readonly store: CollectorStore
  /** A further database, for a test that opens and closes it itself. */
  readonly create: () => Promise<Place>
  /** Closes the store and opens it again. */
  reopen(): Promise<void>
  /** A device of a team of its own. */
  newDevice(): Promise<Enrolled>
}

/** One bench for all tests of the surrounding block, or a new one for each of them. */
export function openBench(create: () => Promise<Place>, lives: 'block' | 'test'): Bench {
  const clock = new TestClock()
  let open: { readonly place: Place; readonly store: CollectorStore } | undefined
  const present = () => {
    if (open === undefined) throw new Error('There is a bench only while tests run.')
    return open
  }
  const start = async () => {
    clock.reset()
    const place = await create()
    open = { place, store: await place.open({ now: clock.now }) }
  }
  const end = async () => {
    await present().store.close()
    await present().place.remove()
  }
  if (lives === 'block') {
    beforeAll(start)
    afterEach(() => clock.reset())
    afterAll(end)
  } else {
    beforeEach(start)
    afterEach(end)
  }
  return {
    clock,
    create,
    get place() {
      return present().place
    },
    get store() {
      return present().store
    },
    async reopen() {
      const { place, store } = present()
      await store.close()
      open = { place, store: await place.open({ now: clock.now }) }
    },
    newDevice: async () => await enrol(present().store, await createTeam(present().store)),
  }
}
