/** What leaves, or has left, with where it stands. */
import { beforeEach, describe, expect, it } from 'vitest'

import type { Store } from '../../../src/main/store/index.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { DAY, newInteraction, openIn, ZONE } from './support.ts'

let store: Store
beforeEach(() => {
  store = openIn(temporaryFolder())
})

const rated = (): string => {
  const { id } = store.interactions.add(newInteraction())
  store.interactions.rate(id, 4)
  return id
}
const smiled = (): string => {
  store.days.open(DAY, ZONE)
  return store.days.smile(DAY, 'happy').id
}
const sent = (kind: 'interaction' | 'day' | 'pulse', id: string, revision = 1) =>
  store.markSynced([{ kind, id, revision }])
const idsOf = (limit = 10, before: string | null = null) =>
  store.leaving(limit, before).map(({ record }) => record.id)

describe('what leaves', () => {
  it('is of every kind, newest first, removed records included, and nothing that nobody has answered', () => {
    const first = rated()
    const day = smiled()
    const pulse = store.pulses.answer('2026-Q4', 9).id
    const removed = rated()
    store.interactions.remove(removed)
    // Waiting, and removed before anybody could know of it.
    store.interactions.add(newInteraction())
    store.interactions.remove(store.interactions.add(newInteraction()).id)
    store.days.open('2026-11-24', ZONE)
    expect(idsOf()).toEqual([removed, pulse, day, first])
  })

  it('can be read in pages that hold each record once', () => {
    const all = Array.from({ length: 7 }, rated)
    const day = smiled()
    const seen: string[] = []
    for (let before: string | null = null; ;) {
      const page = idsOf(3, before)
      seen.push(...page)
      if (page.length < 3) break
      before = page.at(-1) ?? null
    }
    expect(seen).toEqual([day, ...all.toReversed()])
  })

  it('says of each whether it waits or is refused, and why', () => {
    const [waits, refused, gone] = [rated(), rated(), rated()]
    store.markRefused([{ kind: 'interaction', id: refused, revision: 1, code: 'invalid' }])
    sent('interaction', gone)
    const standing = store
      .leaving(10, null)
      .map(({ record, waits: isWaiting, refusedCode }) => [record.id, isWaiting, refusedCode])
    expect(standing).toEqual([
      [gone, false, null],
      [refused, false, 'invalid'],
      [waits, true, null],
    ])
    expect(store.leavingCounts(null)).toEqual({ pending: 1, refused: 1, sent: 1 })
  })

  it('a change of what was sent or refused waits again', () => {
    const [refused, gone] = [rated(), rated()]
    store.markRefused([{ kind: 'interaction', id: refused, revision: 1, code: 'invalid' }])
    sent('interaction', gone)
    for (const id of [refused, gone]) store.interactions.rate(id, 1)
    expect(store.leaving(10, null).map(({ waits, refusedCode }) => [waits, refusedCode])).toEqual([
      [true, null],
      [true, null],
    ])
    expect(store.leavingCounts(null)).toEqual({ pending: 2, refused: 0, sent: 0 })
  })

  it('counts what was sent of every kind, not what nobody has answered or what was erased there', () => {
    const [before, after] = [rated(), rated()]
    const day = smiled()
    store.days.open('2026-11-24', ZONE)
    store.interactions.add(newInteraction())
    const pulse = store.pulses.answer('2026-Q4', 2).id
    sent('interaction', before)
    sent('interaction', after)
    sent('day', day)
    sent('pulse', pulse)
    expect(store.leavingCounts(null)).toEqual({ pending: 0, refused: 0, sent: 4 })
    expect(store.leavingCounts(after)).toEqual({ pending: 0, refused: 0, sent: 2 })
    // Changed since, and confirmed once more.
    store.interactions.rate(before, 1)
    store.markSynced([{ kind: 'interaction', id: before, revision: 2 }], after)
    expect(store.leavingCounts(after)).toEqual({ pending: 0, refused: 0, sent: 3 })
    expect(store.leaving(10, null).map(({ record, isAnew }) => [record.id, isAnew])).toEqual([
      [pulse, false],
      [day, false],
      [after, false],
      [before, true],
    ])
  })
})

describe('channels, queues and reasons', () => {
  const ended = (channel: 'voice' | 'chat', queue: string | null, workDay = DAY) =>
    store.interactions.add(newInteraction({ channel, queue, workDay })).id

  it('are counted over the days of the span, most interactions first; no queue and an empty one are the same', () => {
    const a = ended('voice', 'Billing')
    store.interactions.rate(a, 5)
    store.interactions.answer(a, { solved: true, reasons: ['process', 'waiting'] })
    const b = ended('voice', null)
    store.interactions.rate(b, 2)
    store.interactions.answer(b, { solved: false, reasons: ['waiting'] })
    store.interactions.skip(ended('chat', ''))
    const removed = ended('chat', 'Billing')
    store.interactions.rate(removed, 1)
    store.interactions.answer(removed, { reasons: ['time'] })
    store.interactions.remove(removed)
    ended('chat', 'Billing', '2026-11-20')
    expect(store.parts.channels(DAY, DAY)).toEqual([
      { name: 'voice', ended: 2, rated: 2, ratings: [0, 1, 0, 0, 1], solvedYes: 1, solvedNo: 1 },
      { name: 'chat', ended: 1, rated: 0, ratings: [0, 0, 0, 0, 0], solvedYes: 0, solvedNo: 0 },
    ])
    expect(store.parts.queues(DAY, DAY).map(({ name, ended: n, rated: r }) => [name, n, r])).toEqual([
      [null, 2, 1],
      ['Billing', 1, 1],
    ])
    expect(store.parts.queues('2026-11-20', DAY).map(({ name, ended: n }) => [name, n])).toEqual([
      ['Billing', 2],
      [null, 2],
    ])
    expect(store.parts.reasons(DAY, DAY)).toEqual([
      { reason: 'waiting', n: 2 },
      { reason: 'process', n: 1 },
    ])
  })

  it('an answer that was taken back has no reasons', () => {
    const id = ended('voice', 'Billing')
    store.interactions.rate(id, 3)
    store.interactions.answer(id, { reasons: ['systems'] })
    store.interactions.withdraw(id)
    expect(store.parts.reasons(DAY, DAY)).toEqual([])
  })
})
