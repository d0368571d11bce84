/** Attacks by name. That nothing else works either: attacker.test.ts. */
import { describe, expect, it } from 'vitest'
import { MEASURES } from '../../../src/shared/wire/summaries.ts'
import {
  arriving,
  calls,
  HAPPY,
  lived,
  november,
  people,
  SAD,
  SKIPPED,
  smileys,
  snapshotOf,
  windowOf,
} from './scenes.ts'

const OCTOBER = november(-30)
const DECEMBER = november(31)

describe('differences of windows', () => {
  it('six people on one day and five the next: each day is of its own answers', () => {
    const run = lived([...smileys(2, people(6)), ...smileys(3, people(5), [HAPPY, HAPPY, HAPPY, SAD, SAD])])
    expect(windowOf(run, 'day', november(2)).smiley.cell).toMatchObject({ n: 6, counts: [3, 0, 3] })
    expect(windowOf(run, 'day', november(3)).smiley.cell).toMatchObject({ n: 5, counts: [3, 0, 2] })
    expect(windowOf(run, 'week', november(2)).smiley.cell).toMatchObject({ n: 11, counts: [6, 0, 5] })
  })

  it('a week less four of its days is never the fifth, of four people', () => {
    const days = [2, 3, 4, 5].flatMap((date) => [...smileys(date, people(6)), ...calls(date, people(6))])
    const run = lived([...days, ...smileys(6, people(4)), ...calls(6, people(6))])
    expect(windowOf(run, 'day', november(6)).smiley).toEqual({ cell: null, left: 1 })
    expect(windowOf(run, 'week', november(2)).smiley).toMatchObject({ cell: { n: 24 }, left: 1 })
    expect(windowOf(run, 'month', november(1)).smiley).toMatchObject({ cell: { n: 24 }, left: 1 })
    expect(windowOf(run, 'quarter', OCTOBER).smiley).toMatchObject({ cell: { n: 24 }, left: 1 })
  })

  it('what few people left on several days is told together where they are enough, and nowhere finer', () => {
    // Two weeks with three people each, not the same.
    const run = lived([...smileys(3, people(3)), ...smileys(10, people(3, 3))])
    for (const week of [2, 9]) expect(windowOf(run, 'week', november(week)).smiley.cell).toBeNull()
    expect(windowOf(run, 'month', november(1)).smiley.cell).toMatchObject({ n: 6 })
    expect(windowOf(run, 'quarter', OCTOBER).smiley.cell).toMatchObject({ n: 6 })
  })

  it('a week over the end of a month: both months and the week are told, and none tells the rest of another', () => {
    // Monday 30 November with four people, Tuesday to Friday with six, Saturday with three.
    const days = [31, 32, 33, 34].flatMap((date) => smileys(date, people(6)))
    const run = lived([...smileys(30, people(4)), ...days, ...smileys(35, people(3, 3))])
    expect(windowOf(run, 'week', november(30)).smiley.cell).toMatchObject({ n: 24 })
    expect(windowOf(run, 'month', november(1)).smiley.cell).toBeNull()
    expect(windowOf(run, 'month', DECEMBER).smiley.cell).toMatchObject({ n: 24 })
    // The four of Monday and the three of Saturday together: only the quarter holds both.
    expect(windowOf(run, 'quarter', OCTOBER).smiley.cell).toMatchObject({ n: 31 })
  })

  it('the parts of a week in two months are never pooled with each other', () => {
    const run = lived([...smileys(30, people(3)), ...smileys(31, people(3, 3))])
    expect(windowOf(run, 'week', november(30)).smiley.cell).toBeNull()
  })

  it('how many were rated, less how many ratings there are: never those of the one who worked on Saturday', () => {
    // On Monday somebody skips so much that outcomes could only be told with Saturday's; ratings could be told alone.
    const monday = [...calls(2, people(5)), ...calls(2, [6], { become: Array(19).fill(SKIPPED) })]
    const run = lived([...monday, ...calls(7, [7], { become: [1, 1, 1, 1, 3, 3, 3, 3, SKIPPED] })])
    const [day, week] = [windowOf(run, 'day', november(2)), windowOf(run, 'week', november(2))]
    expect([day.outcome.cell, day.rating.cell]).toEqual([null, null])
    expect(week.outcome.cell).toMatchObject({ n: 38, counts: [18, 20, 0] })
    expect(week.rating.cell).toMatchObject({ n: 18 })
  })
})

describe('two looks', () => {
  const before = smileys(2, people(6))

  it('around one click: neither before a day is closed nor after it does the click show', () => {
    const run = lived([...before, ...arriving(4, smileys(2, [7])), ...arriving(8, smileys(2, [8]))])
    expect(snapshotOf(run, november(6)).windows.day).toEqual([])
    const [first, ...later] = [7, 8, 9, 10, 70].map((date) =>
      windowOf(run, 'day', november(2), november(date)),
    )
    expect(first?.smiley).toEqual({ cell: expect.objectContaining({ n: 7 }), left: 0 })
    for (const window of later) expect(window).toEqual(first)
  })

  it('around an erasure: what was told stays as it was', () => {
    const run = lived(before, { erasures: new Map([[3, november(8)]]) })
    expect(windowOf(run, 'day', november(2), november(9))).toEqual(
      windowOf(run, 'day', november(2), november(7)),
    )
    expect(windowOf(run, 'quarter', OCTOBER).smiley.cell).toMatchObject({ n: 6 })
  })

  it('around an erasure of what waits: it is told nowhere, and not missed anywhere', () => {
    const waiting = [...smileys(3, people(4)), ...smileys(10, people(4, 3))]
    const run = lived([...before, ...waiting], { erasures: new Map([[3, november(20)]]) })
    expect(windowOf(run, 'month', november(1)).smiley.cell).toMatchObject({ n: 6 + 6 })
  })

  it('around a changed answer: it counts as it was', () => {
    const [one, ...others] = before
    const run = lived([{ ...one!, change: { on: november(8), value: SAD } }, ...others])
    expect(windowOf(run, 'quarter', OCTOBER).smiley.cell).toMatchObject({ n: 6, counts: [3, 0, 3] })
    expect(windowOf(run, 'day', november(2))).toEqual(windowOf(run, 'day', november(2), november(7)))
  })

  it('late answers of one person are told nowhere, those of five people together from the month on', () => {
    const late = (agents: readonly number[]) => arriving(15, smileys(2, agents))
    const alone = lived([...before, ...late([7])])
    const together = lived([...before, ...late(people(5, 7))])
    expect(windowOf(alone, 'quarter', OCTOBER).smiley.cell).toMatchObject({ n: 6 })
    expect(windowOf(together, 'day', november(2)).smiley.cell).toMatchObject({ n: 6 })
    expect(windowOf(together, 'week', november(2)).smiley.cell).toMatchObject({ n: 6 })
    expect(windowOf(together, 'month', november(1)).smiley.cell).toMatchObject({ n: 11 })
  })

  it('what comes after its quarter is closed is told nowhere', () => {
    const run = lived([...before, ...arriving(67, smileys(2, people(6, 7)))])
    expect(windowOf(run, 'quarter', OCTOBER).smiley.cell).toMatchObject({ n: 6 })
  })
})

describe('a team that changes', () => {
  it('shrinks below five: its days are told no more, and the month only with enough people', () => {
    const whole = smileys(2, people(5), [HAPPY, HAPPY, SAD, SAD, HAPPY])
    const run = lived([...whole, ...smileys(3, people(4)), ...smileys(4, people(4))])
    expect(windowOf(run, 'day', november(2)).smiley.cell).toMatchObject({ n: 5 })
    for (const date of [3, 4]) expect(windowOf(run, 'day', november(date)).smiley.cell).toBeNull()
    expect(windowOf(run, 'quarter', OCTOBER).smiley.cell).toMatchObject({ n: 5 })
  })

  it('loses somebody who was removed: what was sent stays, and what is told is told of enough people', () => {
    const days = [2, 3, 4].flatMap((date) => smileys(date, people(6)))
    const run = lived([...days, ...smileys(5, people(5)), ...smileys(6, people(5))])
    expect([2, 3, 4, 5, 6].map((date) => windowOf(run, 'day', november(date)).smiley.cell?.n)).toEqual([
      6, 6, 6, 5, 5,
    ])
    expect(windowOf(run, 'week', november(2)).smiley.cell).toMatchObject({ n: 28 })
  })

  it('hands somebody to another team: neither team, nor both together, tell the days of that person', () => {
    // Five, of whom the fifth goes to a team of four on the 4th.
    const mixed = [HAPPY, HAPPY, SAD, SAD, SAD]
    const old = lived([
      ...[2, 3].flatMap((date) => smileys(date, people(5), mixed)),
      ...[4, 5].flatMap((date) => smileys(date, people(4))),
    ])
    const next = lived([
      ...[2, 3].flatMap((date) => smileys(date, people(4, 11))),
      ...[4, 5].flatMap((date) => smileys(date, [5, ...people(4, 11)], mixed)),
    ])
    expect(windowOf(old, 'quarter', OCTOBER).smiley.cell).toMatchObject({ n: 10 })
    expect(windowOf(next, 'quarter', OCTOBER).smiley.cell).toMatchObject({ n: 10 })
    for (const date of [4, 5]) expect(windowOf(old, 'day', november(date)).smiley.cell).toBeNull()
    for (const date of [2, 3]) expect(windowOf(next, 'day', november(date)).smiley.cell).toBeNull()
  })

  it('has five agents only by two computers of one: they count as one person', () => {
    const run = lived([...smileys(2, people(4)), ...calls(2, [...people(4), 4, 4, 4])])
    for (const measure of MEASURES) expect(windowOf(run, 'day', november(2))[measure].cell).toBeNull()
  })

  it('must be larger from some day on: what is closed from then on is of that many people', () => {
    const days = [2, 3, 9, 10].flatMap((date) => smileys(date, people(6)))
    const run = lived(days, { threshold: (on) => (on < november(10) ? 5 : 7) })
    expect([2, 3, 9, 10].map((date) => windowOf(run, 'day', november(date)).smiley.cell?.n)).toEqual([
      6,
      6,
      undefined,
      undefined,
    ])
    expect(windowOf(run, 'quarter', OCTOBER).smiley.cell).toMatchObject({ n: 12 })
  })
})

describe('one person among others', () => {
  it('who left more than half of the answers: they wait until others have left as many', () => {
    const busy = calls(2, [1], { become: [1, 1, 1, 1, 1, 3, 3, 3, 3, 3, 3] })
    const run = lived([...busy, ...calls(2, people(5, 2)), ...calls(3, people(4, 2))])
    expect(windowOf(run, 'day', november(2)).rating.cell).toBeNull()
    expect(windowOf(run, 'week', november(2)).rating.cell).toMatchObject({ n: 29 })
  })

  it('who has exactly half may be told of with the others', () => {
    const run = lived([
      ...calls(2, [1], { become: [1, 1, 1, 1, 1, 3, 3, 3, 3, 3] }),
      ...calls(2, people(5, 2)),
    ])
    expect(windowOf(run, 'day', november(2)).rating.cell).toMatchObject({ n: 20 })
  })

  it('who rated alone while others skipped: neither outcomes nor ratings are told', () => {
    const run = lived([...calls(2, people(4)), ...calls(2, people(5, 5), { become: [SKIPPED, SKIPPED] })])
    expect(windowOf(run, 'day', november(2)).outcome).toEqual({ cell: null, left: 1 })
    expect(windowOf(run, 'day', november(2)).rating).toEqual({ cell: null, left: 1 })
  })

  it('who worked alone on Saturday: no window says whether there was a smiley', () => {
    const week = [2, 3, 4].flatMap((date) => [...smileys(date, people(6)), ...calls(date, people(6))])
    const worked = calls(7, [1])
    const [without, smiled] = [lived([...week, ...worked]), lived([...week, ...worked, ...smileys(7, [1])])]
    expect(smiled.snapshots).toEqual(without.snapshots)
    expect(windowOf(smiled, 'week', november(2)).smiley).toMatchObject({ cell: { n: 18 }, left: 0 })
  })
})
