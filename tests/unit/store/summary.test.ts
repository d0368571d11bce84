import { beforeEach, describe, expect, it } from 'vitest'

import type { Store } from '../../../src/main/store/index.ts'
import type { Outcome, Rating } from '../../../src/shared/records.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { DAY, newInteraction, openIn, ZONE } from './support.ts'

let store: Store
beforeEach(() => {
  store = openIn(temporaryFolder())
})

function ended(workDay: string, outcome: Outcome | null, rating: Rating = 3, solved: boolean | null = null) {
  const { id } = store.interactions.add(newInteraction({ workDay }))
  if (outcome === 'rated') {
    store.interactions.rate(id, rating)
    if (solved !== null) store.interactions.answer(id, { solved })
  }
  if (outcome === 'skipped') store.interactions.skip(id)
  if (outcome === 'expired') store.interactions.expire([id])
  return id
}

describe('the figures of a day', () => {
  it('count every outcome, rating and answer, and hold the smiley', () => {
    store.days.open(DAY, ZONE)
    store.days.smile(DAY, 'sad')
    ended(DAY, 'rated', 5, true)
    ended(DAY, 'rated', 5, false)
    ended(DAY, 'rated', 1)
    ended(DAY, 'rated', 2, true)
    ended(DAY, 'skipped')
    ended(DAY, 'expired')
    ended(DAY, 'expired')
    ended(DAY, null)
    expect(store.summary.days(DAY, DAY)).toEqual([
      {
        workDay: DAY,
        ended: 8,
        rated: 4,
        skipped: 1,
        expired: 2,
        waiting: 1,
        ratings: [1, 1, 0, 0, 2],
        solvedYes: 2,
        solvedNo: 1,
        smiley: 'sad',
      },
    ])
  })

  it('leave out what was removed, and follow every change', () => {
    const id = ended(DAY, 'rated', 4, true)
    store.interactions.remove(ended(DAY, 'rated', 1, false))
    expect(store.summary.days(DAY, DAY)).toMatchObject([{ ended: 1, rated: 1, solvedYes: 1, solvedNo: 0 }])
    store.interactions.withdraw(id)
    expect(store.summary.days(DAY, DAY)).toMatchObject([{ ended: 1, rated: 0, waiting: 1, solvedYes: 0 }])
  })

  it('are there for days with a smiley or interactions only, in order, both ends included', () => {
    ended('2026-11-25', 'rated')
    store.days.open('2026-11-24', ZONE)
    ended('2026-11-23', 'skipped')
    ended('2026-11-22', 'rated')
    ended('2026-11-26', 'rated')
    const days = store.summary.days('2026-11-23', '2026-11-25').map(({ workDay, ended: n }) => [workDay, n])
    expect(days).toEqual([
      ['2026-11-23', 1],
      ['2026-11-24', 0],
      ['2026-11-25', 1],
    ])
  })
})
