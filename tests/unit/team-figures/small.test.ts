import { describe, expect, it } from 'vitest'
import { ageOf } from '../../../src/shared/team-figures/age.ts'
import { followUpsBy } from '../../../src/shared/team-figures/follow-ups.ts'
import { partRows } from '../../../src/shared/team-figures/parts.ts'
import type { FollowUp, FollowUpState } from '../../../src/shared/wire/team.ts'
import { cell } from './cells.ts'

describe('the age of what is shown', () => {
  const now = Date.parse('2026-11-23T09:00:00Z')
  it.each([
    [30_000, { unit: 'moment', n: 0 }],
    [20 * 60_000 + 59_000, { unit: 'minutes', n: 20 }],
    [3_600_000, { unit: 'hours', n: 1 }],
    [47 * 3_600_000, { unit: 'days', n: 1 }],
    [-3_600_000, { unit: 'moment', n: 0 }],
  ])('%i ms ago is %o', (past, age) => {
    expect(ageOf(now - past, now)).toEqual(age)
  })
})

describe('channels and queues', () => {
  it('come by number of answers, "other" last whatever it has', () => {
    const part = (kind: 'named' | 'other', name: string, n: number) => ({
      part: kind === 'other' ? ({ kind } as const) : ({ kind, name } as const),
      outcome: null,
      rating: null,
      solved: cell([n, 0]),
    })
    const rows = partRows([part('other', '', 90), part('named', 'chat', 10), part('named', 'voice', 30)])
    expect(rows.map((row) => (row.part.kind === 'named' ? row.part.name : row.part.kind))).toEqual([
      'voice',
      'chat',
      'other',
    ])
    expect(rows[0]).toMatchObject({ rating: undefined, completion: undefined })
  })
})

describe('follow-ups', () => {
  it('are told apart by their state, in the order in which they came', () => {
    const one = (id: string, state: FollowUpState): FollowUp => ({
      id,
      workDay: '2026-11-20',
      channel: 'voice',
      queue: null,
      externalIds: [],
      reasons: [],
      words: '',
      state,
      doneBy: null,
      on: null,
    })
    const by = followUpsBy([one('b', 'open'), one('a', 'open'), one('c', 'done')])
    expect(by.open.map(({ id }) => id)).toEqual(['b', 'a'])
    expect(by.done.map(({ id }) => id)).toEqual(['c'])
    expect(by['not-needed']).toEqual([])
  })
})
