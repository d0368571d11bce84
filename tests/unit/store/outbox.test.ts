import { beforeEach, describe, expect, it } from 'vitest'

import type { Store } from '../../../src/main/store/index.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { DAY, newInteraction, openIn, ZONE } from './support.ts'

let store: Store
beforeEach(() => {
  store = openIn(temporaryFolder())
})

const confirmAll = () =>
  store.markSynced(store.pending(1000).map(({ kind, record: { id, revision } }) => ({ kind, id, revision })))

describe('the outbox', () => {
  it('holds what has a revision that the collector has not confirmed, of all kinds, oldest first', () => {
    const first = store.interactions.add(newInteraction())
    store.days.open(DAY, ZONE)
    const last = store.interactions.add(newInteraction())
    expect(store.pending(10)).toEqual([])
    store.interactions.rate(last.id, 3)
    store.pulses.answer('2026-Q4', 10)
    store.days.smile(DAY, 'happy')
    store.interactions.rate(first.id, 1)
    const kinds = store.pending(10).map(({ kind, record }) => [kind, record.revision])
    expect(kinds).toEqual([
      ['interaction', 1],
      ['day', 1],
      ['interaction', 1],
      ['pulse', 1],
    ])
    expect(store.pending(10)[0]?.record.id).toBe(first.id)
    expect(store.pendingCount()).toBe(4)
    expect(store.pending(2)).toEqual(store.pending(10).slice(0, 2))
    for (const [place, { record }] of store.pending(10).entries())
      expect(store.pending(10, record.id)).toEqual(store.pending(10).slice(place + 1))
  })

  it('is empty once everything is confirmed, and holds again what changes after that', () => {
    const { id } = store.interactions.add(newInteraction())
    store.interactions.rate(id, 3)
    confirmAll()
    expect(store.pending(10)).toEqual([])
    store.interactions.answer(id, { note: 'stays here' })
    expect(store.pendingCount()).toBe(0)
    store.interactions.withdraw(id)
    expect(store.pending(10)).toMatchObject([
      { record: { id, revision: 2, syncedRevision: 1, outcome: null } },
    ])
  })

  it('sends a tombstone', () => {
    const { id } = store.interactions.add(newInteraction())
    store.interactions.rate(id, 3)
    confirmAll()
    store.interactions.remove(id)
    expect(store.pending(10)).toMatchObject([
      { kind: 'interaction', record: { id, deleted: true, revision: 2 } },
    ])
    confirmAll()
    expect(store.pendingCount()).toBe(0)
  })

  it('keeps a change that was made while an older revision was on its way', () => {
    const { id } = store.interactions.add(newInteraction())
    store.interactions.rate(id, 3)
    store.interactions.rate(id, 4)
    store.markSynced([{ kind: 'interaction', id, revision: 1 }])
    expect(store.pending(10)).toMatchObject([{ record: { id, revision: 2, syncedRevision: 1 } }])
  })

  it('never takes a confirmation above the record, nor one that comes late back', () => {
    const { id } = store.interactions.add(newInteraction())
    store.interactions.rate(id, 3)
    store.markSynced([{ kind: 'interaction', id, revision: 99 }])
    expect(store.interactions.get(id)).toMatchObject({ revision: 1, syncedRevision: 1 })
    store.markSynced([{ kind: 'interaction', id, revision: 0 }])
    expect(store.interactions.get(id)).toMatchObject({ revision: 1, syncedRevision: 1 })
    store.interactions.rate(id, 4)
    expect(store.pendingCount()).toBe(1)
  })

  it('ignores confirmations of records that are not here or are of another kind', () => {
    const { id } = store.interactions.add(newInteraction())
    store.interactions.rate(id, 3)
    store.markSynced([
      { kind: 'day', id, revision: 1 },
      { kind: 'interaction', id: '01a1ff9d-ec75-715c-b87d-ef5cee358b7d', revision: 1 },
    ])
    expect(store.pendingCount()).toBe(1)
  })
})

describe('what the collector refuses', () => {
  const refuse = (id: string, revision: number, code = 'invalid') =>
    store.markRefused([{ kind: 'interaction', id, revision, code }])
  const rated = () => store.interactions.rate(store.interactions.add(newInteraction()).id, 3)

  it('stays here, is listed, and blocks nothing else', () => {
    const [bad, good] = [rated(), rated()]
    store.days.open(DAY, ZONE)
    const { id: dayId } = store.days.smile(DAY, 'sad')
    const { id: pulseId } = store.pulses.answer('2026-Q4', 3)
    refuse(bad.id, 1)
    store.markRefused([
      { kind: 'day', id: dayId, revision: 1, code: 'new-rule' },
      { kind: 'pulse', id: pulseId, revision: 1, code: 'invalid' },
    ])
    expect(store.pending(10)).toMatchObject([{ record: { id: good.id } }])
    expect([store.pendingCount(), store.refusedCount()]).toEqual([1, 3])
    expect(store.refused(10)).toEqual([
      { kind: 'interaction', id: bad.id, revision: 1, period: DAY, code: 'invalid' },
      { kind: 'day', id: dayId, revision: 1, period: DAY, code: 'new-rule' },
      { kind: 'pulse', id: pulseId, revision: 1, period: '2026-Q4', code: 'invalid' },
    ])
    expect(store.refused(2)).toEqual(store.refused(10).slice(0, 2))
    expect(store.interactions.get(bad.id)).toMatchObject({ rating: 3, revision: 1, syncedRevision: 0 })
  })

  it('is sent again once it has changed, also when it changed before the refusal came', () => {
    const { id } = rated()
    refuse(id, 1)
    store.interactions.rate(id, 4)
    expect(store.pending(10)).toMatchObject([{ record: { id, revision: 2 } }])
    refuse(id, 1)
    expect([store.pendingCount(), store.refusedCount()]).toEqual([1, 0])
  })

  it('is sent again when the refusals are forgotten, a part at a time', () => {
    const ids = [rated(), rated(), rated()].map(({ id }) => id)
    for (const id of ids) refuse(id, 1)
    expect(store.forgetRefusals(2)).toBe(2)
    expect([store.pendingCount(), store.refusedCount()]).toEqual([2, 1])
    expect(store.forgetRefusals(2)).toBe(1)
    expect(store.forgetRefusals(2)).toBe(0)
    expect(store.pending(10).map(({ record }) => record.id)).toEqual(ids)
  })

  it('does not lose what was to be sent once more', () => {
    const { id } = rated()
    confirmAll()
    store.markForResend(DAY, 'x')
    refuse(id, 1)
    expect([store.pendingCount(), store.refusedCount()]).toEqual([0, 1])
    store.forgetRefusals(10)
    expect(store.pending(10)).toMatchObject([{ record: { id, revision: 1 } }])
  })
})

describe('a record of which the collector holds other content', () => {
  it('goes above what is held and waits again', () => {
    const { id } = store.interactions.rate(store.interactions.add(newInteraction()).id, 3)
    confirmAll()
    store.raiseAbove([{ kind: 'interaction', id, held: 7 }])
    expect(store.pending(10)).toMatchObject([{ record: { id, revision: 8, syncedRevision: 1 } }])
  })

  it('stays where it is when it is above already', () => {
    const { id } = store.interactions.rate(store.interactions.add(newInteraction()).id, 3)
    store.interactions.rate(id, 4)
    store.raiseAbove([{ kind: 'interaction', id, held: 1 }])
    expect(store.interactions.get(id)).toMatchObject({ revision: 2, rating: 4 })
  })
})

describe('what is settled', () => {
  it('waits no longer, a part at a time, until it changes', () => {
    const { id } = store.interactions.rate(store.interactions.add(newInteraction()).id, 3)
    store.interactions.rate(store.interactions.add(newInteraction()).id, 3)
    store.pulses.answer('2026-Q4', 3)
    expect([store.settle(2), store.settle(2), store.settle(2)]).toEqual([2, 1, 0])
    expect(store.pendingCount()).toBe(0)
    store.interactions.rate(id, 1)
    expect(store.pendingCount()).toBe(1)
  })
})
