import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { closeDays, type ToClose } from '../../../src/collector/publishing/closing.ts'
import type { Contribution } from '../../../src/collector/publishing/contribution.ts'
import { publish } from '../../../src/collector/publishing/publish.ts'
import { closedDay, LEVELS, spanOf } from '../../../src/collector/publishing/spans.ts'
import { dayText } from '../../../src/shared/calendar.ts'
import { contributionOf } from './collector.ts'
import { calls, HAPPY, lived, november, people, SAD, smileys, windowOf } from './scenes.ts'
import { shapes } from './shapes.ts'
import { day, randomWorld, type Answer } from './world.ts'

/** All contributions of some answers. */
function all(answers: readonly Answer[]): Contribution[] {
  const days = Map.groupBy(answers, ({ agentNo, workDay, kind }) => `${agentNo} ${workDay} ${kind}`)
  return Array.from(days.values(), (own) => contributionOf(own, 0))
}

const close = (answers: readonly Answer[], input: Partial<ToClose> = {}) =>
  closeDays({
    closedTo: null,
    upTo: november(70),
    notBefore: null,
    threshold: 5,
    waiting: all(answers),
    ...input,
  })
const titles = ({ made }: ReturnType<typeof close>) =>
  made.map(({ block }) => `${block.kind} ${block.level} ${dayText(block.first)} ${dayText(block.last)}`)

describe('a work day', () => {
  it('is closed at 00:00 UTC four days after it ended', () => {
    expect(closedDay(Date.parse('2026-11-11T00:00:00Z'))).toBe(day('2026-11-06'))
    expect(closedDay(Date.parse('2026-11-10T23:59:59.999Z'))).toBe(day('2026-11-05'))
  })

  it('that is closed gives nothing more, however much comes', () => {
    const few = close(smileys(3, people(4)), { upTo: november(3) })
    expect(few.made).toEqual([])
    const again = close(smileys(3, people(9)), { closedTo: november(3), upTo: november(3) })
    expect([again.made, again.workDays, again.closedTo]).toEqual([[], [], november(3)])
    expect(titles(close(smileys(3, people(9)), { closedTo: november(3) }))).toEqual([
      'smiley week 2026-11-02 2026-11-08',
    ])
  })

  it('on which nobody left anything needs no care', () => {
    expect(close([])).toMatchObject({ made: [], workDays: [], closedTo: november(70) })
  })

  it('counts as one of the team where enough people left something, whatever it was', () => {
    const answers = [...smileys(2, people(3)), ...calls(2, people(2, 4)), ...smileys(3, people(4))]
    expect(close(answers).workDays).toEqual([november(2)])
  })

  it('is not closed again where the clock has gone back', () => {
    expect(close(smileys(3, people(6)), { closedTo: november(9), upTo: november(2) })).toMatchObject({
      made: [],
      closedTo: november(9),
    })
  })
})

describe('what is no block', () => {
  it('waits for the first period that makes it one', () => {
    const three = [...smileys(2, people(3)), ...smileys(5, people(3, 3))]
    expect(titles(close(three))).toEqual(['smiley week 2026-11-02 2026-11-08'])
    expect(titles(close([...smileys(2, people(3)), ...smileys(12, people(3, 3))]))).toEqual([
      'smiley month 2026-11-01 2026-11-30',
    ])
    expect(titles(close([...smileys(2, people(3)), ...smileys(32, people(3, 3))]))).toEqual([
      'smiley quarter 2026-10-01 2026-12-31',
    ])
    expect(close(smileys(2, people(3))).waiting).toHaveLength(3)
  })

  it('does not wait for another quarter', () => {
    const { made, waiting } = close([...smileys(2, people(4)), ...smileys(62, people(4, 5))], {
      upTo: november(200),
    })
    expect([made, waiting.length]).toEqual([[], 8])
  })

  it('joins a week that is cut by the end of a month only with its own month', () => {
    const cut = [
      ...smileys(29, people(3)),
      ...smileys(30, people(3, 3)),
      ...smileys(31, people(3)),
      ...smileys(32, people(2, 4)),
    ]
    // Sunday the 29th ends a week; Monday the 30th is a part of one, as are Tuesday and Wednesday.
    expect(titles(close(cut))).toEqual([
      'smiley month 2026-11-01 2026-11-30',
      'smiley week 2026-12-01 2026-12-06',
    ])
  })
})

describe('catching up', () => {
  it('over any number of days closes the same as each day in its time', () => {
    fc.assert(
      fc.property(shapes({ people: 10, days: 60 }), (shape) => {
        const waiting = all(randomWorld(shape).answers)
        const days = waiting.map(({ workDay }) => workDay)
        const input = { closedTo: null, notBefore: null, threshold: shape.threshold, waiting, made: [] }
        const upTo = Math.max(0, ...days) + 100
        const once = publish({ ...input, upTo })
        let daily = publish({ ...input, upTo: Math.min(...days) - 1 })
        for (let on = Math.min(...days); on <= upTo; on += 1) {
          const next = publish({ ...input, ...daily, upTo: on, made: daily.made })
          daily = {
            ...next,
            made: [...daily.made, ...next.made],
            parts: [...daily.parts, ...next.parts],
            workDays: [...daily.workDays, ...next.workDays],
          }
        }
        expect(daily).toEqual(once)
        expect(publish({ ...input, ...once, upTo })).toMatchObject({ made: [], parts: [], workDays: [] })
      }),
      { numRuns: 6 },
    )
  })

  it('does not depend on the order in which anything is given', () => {
    fc.assert(
      fc.property(shapes({ people: 8, days: 40 }), (shape) => {
        const waiting = all(randomWorld(shape).answers)
        const input = { closedTo: null, notBefore: null, threshold: 5, upTo: day('2027-02-01'), made: [] }
        const told = (given: readonly Contribution[]) => {
          const { made, parts, workDays } = publish({ ...input, waiting: given })
          return { blocks: made.map(({ block }) => block), parts, workDays }
        }
        expect(told(waiting.toReversed())).toEqual(told(waiting))
      }),
      { numRuns: 10 },
    )
  })

  it('of a team that began in mid-month pools what its people brought of earlier days', () => {
    const history = [...smileys(3, people(3)), ...smileys(4, people(3, 3))]
    expect(titles(close(history, { closedTo: november(14) }))).toEqual(['smiley month 2026-11-01 2026-11-30'])
  })
})

describe('a restore from a backup', () => {
  it('tells nothing anew of days that may have been told since', () => {
    // Told and forgotten: the 2nd and the 3rd. Somebody has come since.
    const answers = [2, 3, 9].flatMap((date) => smileys(date, people(7)))
    const restored = close(answers, { closedTo: november(5), notBefore: november(6) })
    expect(titles(restored)).toEqual(['smiley day 2026-11-09 2026-11-09'])
    expect(restored.waiting).toHaveLength(14)
    expect(restored.workDays).toEqual([november(9)])
  })
})

describe('periods', () => {
  it('lie within each other, so what is larger is a sum of what is smaller', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (any) => {
        const spans = LEVELS.map((level) => spanOf(level, any))
        for (const [place, span] of spans.entries()) {
          expect(span.first <= any && any <= span.last).toBe(true)
          const wider = spans[place + 1] ?? span
          expect(wider.first <= span.first && span.last <= wider.last).toBe(true)
          // Every day of a period has the same one.
          for (const other of [span.first, span.last]) expect(spanOf(LEVELS[place]!, other)).toEqual(span)
        }
      }),
    )
  })

  it('begin and end where the calendar says', () => {
    const texts = (level: (typeof LEVELS)[number], text: string) => {
      const { first, last } = spanOf(level, day(text))
      return [dayText(first), dayText(last)]
    }
    expect(texts('week', '2026-11-30')).toEqual(['2026-11-30', '2026-11-30'])
    expect(texts('week', '2026-12-02')).toEqual(['2026-12-01', '2026-12-06'])
    expect(texts('week', '2027-01-01')).toEqual(['2027-01-01', '2027-01-03'])
    expect(texts('month', '2028-02-10')).toEqual(['2028-02-01', '2028-02-29'])
    expect(texts('quarter', '2026-12-31')).toEqual(['2026-10-01', '2026-12-31'])
  })
})

it('a window says how many work days of the team it has nothing of', () => {
  const run = lived([
    ...smileys(2, people(6), [HAPPY, HAPPY, HAPPY, SAD, SAD, SAD]),
    ...calls(2, people(6)),
    ...calls(3, people(6)),
  ])
  expect(windowOf(run, 'week', november(2)).smiley.left).toBe(1)
  expect(windowOf(run, 'week', november(2)).rating.left).toBe(0)
  expect(windowOf(run, 'day', november(4)).rating).toEqual({ cell: null, left: 0 })
})
