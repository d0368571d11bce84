import { beforeEach, describe, expect, it } from 'vitest'

import type { Store } from '../../../src/main/store/index.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { newInteraction, openIn, ZONE } from './support.ts'

let directory: string
let store: Store
beforeEach(() => {
  directory = temporaryFolder()
  store = openIn(directory)
})

const confirmAll = () =>
  store.markSynced(store.pending(1000).map(({ kind, record: { id, revision } }) => ({ kind, id, revision })))
const rated = (workDay: string) =>
  store.interactions.rate(store.interactions.add(newInteraction({ workDay })).id, 3).id
const pendingIds = () => store.pending(100).map(({ record }) => record.id)

describe('periods', () => {
  it('are the work days and quarters of all records', () => {
    rated('2026-11-24')
    rated('2026-11-23')
    store.days.open('2026-11-20', ZONE)
    store.days.open('2026-11-23', ZONE)
    store.pulses.answer('2026-Q4', 3)
    expect(store.heldPeriods()).toEqual(['2026-11-20', '2026-11-23', '2026-11-24', '2026-Q4'])
  })

  it('end with the record that was made last, of whatever kind', () => {
    expect(store.latestId()).toBeUndefined()
    const first = rated('2026-11-24')
    expect(store.latestId()).toBe(first)
    const { id } = store.pulses.answer('2026-Q4', 3)
    expect(store.latestId()).toBe(id)
  })

  it('hold what the collector has confirmed, in the revision it has confirmed, tombstones too', () => {
    const changed = rated('2026-11-23')
    const removed = rated('2026-11-23')
    store.days.open('2026-11-23', ZONE)
    const day = store.days.smile('2026-11-23', 'happy').id
    const pulse = store.pulses.answer('2026-Q4', 3).id
    confirmAll()
    store.interactions.rate(changed, 4)
    store.interactions.remove(removed)
    rated('2026-11-23')
    store.interactions.add(newInteraction())
    const held = store.holdings('2026-11-23').toSorted((a, b) => (a.id < b.id ? -1 : 1))
    expect(held).toEqual([
      { id: changed, revision: 1 },
      { id: removed, revision: 1 },
      { id: day, revision: 1 },
    ])
    expect(store.holdings('2026-Q4')).toEqual([{ id: pulse, revision: 1 }])
    expect(store.holdings('2026-11-24')).toEqual([])
    expect(new Set(store.holdings('2026-11-23', changed).map(({ id }) => id))).toEqual(
      new Set([removed, day]),
    )
  })
})

describe('marking a period', () => {
  it('sends what was confirmed of it once more, until it is confirmed again', () => {
    const ids = [rated('2026-11-23'), rated('2026-11-23')]
    rated('2026-11-24')
    confirmAll()
    expect(store.markForResend('2026-11-23', 'a/b')).toBe(2)
    expect(store.pending(10)).toMatchObject(
      ids.map((id) => ({ record: { id, revision: 1, syncedRevision: 1 } })),
    )
    expect(store.pendingCount()).toBe(2)
    confirmAll()
    expect(store.pendingCount()).toBe(0)
  })

  it('counts a record that has changed as well once', () => {
    const id = rated('2026-11-23')
    confirmAll()
    store.markForResend('2026-11-23', 'a/b')
    store.interactions.rate(id, 5)
    expect(store.pendingCount()).toBe(1)
    expect(pendingIds()).toEqual([id])
  })

  it('concerns of what was erased only what was confirmed since', () => {
    const [never, first, second] = [rated('2026-11-23'), rated('2026-11-23'), rated('2026-11-23')]
    confirmAll()
    store.markForResend('2026-11-23', 'a/b', first)
    expect(pendingIds()).toEqual([second])
    confirmAll()
    store.interactions.rate(first, 5)
    store.markSynced([{ kind: 'interaction', id: first, revision: 2 }], second)
    expect(store.holdings('2026-11-23', second)).toEqual([{ id: first, revision: 2 }])
    store.markForResend('2026-11-23', 'a/b', second)
    expect(pendingIds()).toEqual([first])
    confirmAll()
    store.forgetConfirmedAnew()
    expect(store.holdings('2026-11-23', second)).toEqual([])
    expect(new Set(store.holdings('2026-11-23').map(({ id }) => id))).toEqual(new Set([never, first, second]))
  })

  it('of a quarter concerns its answer', () => {
    const { id } = store.pulses.answer('2026-Q4', 3)
    confirmAll()
    store.markForResend('2026-Q4', 'a/b')
    expect(pendingIds()).toEqual([id])
  })

  it('is remembered with its difference until that is forgotten', () => {
    store.markForResend('2026-11-23', 'a/b')
    store.markForResend('2026-11-23', 'c/b')
    store.markForResend('2026-Q4', '/b')
    expect([...store.compared()]).toEqual([
      ['2026-11-23', 'c/b'],
      ['2026-Q4', '/b'],
    ])
    store.forgetDifference('2026-Q4')
    expect([...store.compared().keys()]).toEqual(['2026-11-23'])
    store.forgetDifferences()
    expect(store.compared().size).toBe(0)
  })
})
