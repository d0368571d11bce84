import { array, assert, integer, nat, property, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayText } from '../../../src/shared/calendar.ts'
import {
  FALSE_ALARM_DAYS,
  downwardEwma,
  ewmaLimitOf,
  nextEwma,
  type EwmaLimit,
} from '../../../src/shared/statistics/ewma.ts'
import type { DaySums } from '../../../src/shared/statistics/own-range.ts'
import { createRandom, type Random } from '../../../src/shared/statistics/random.ts'
import { sumsOfCounts, sumsOfShare, type Sums } from '../../../src/shared/statistics/sums.ts'

const dated = (days: readonly Sums[], from = 20_000): DaySums[] =>
  days.map((day, at) => ({ ...day, workDay: dayText(from + at) }))

/** Box and Muller (1958). */
const normal = (random: Random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

const clamped = (rating: number) => Math.min(5, Math.max(1, Math.round(rating)))

/** A day of `n` ratings around 4.1, with a mood of its own: skewed and lumpy as ratings are. */
function ratedDay(random: Random, n: number, moods: number, shift = 0): Sums {
  const mood = moods * normal(random) + shift
  const counts = [0, 0, 0, 0, 0]
  for (let i = 0; i < n; i += 1) counts[clamped(4.1 + mood + 0.9 * normal(random)) - 1]! += 1
  return sumsOfCounts(counts)
}

function happyDay(random: Random, people: number, share: number): Sums {
  let happy = 0
  for (let i = 0; i < people; i += 1) if (random() < share) happy += 1
  return sumsOfShare(happy, people)
}

/** Days until the textbook's average of normal days, whose baseline is known, signals. */
function runLength(random: Random, limit: EwmaLimit, shift: number): number {
  const lower = ewmaLimitOf(limit, Number.POSITIVE_INFINITY)
  let value = 0
  for (let days = 1; ; days += 1) {
    value = nextEwma(value, normal(random) + shift)
    if (value < lower) return days
  }
}

function averageRunLength(limit: EwmaLimit, shift: number, runs: number): number {
  const random = createRandom(484)
  let days = 0
  for (let run = 0; run < runs; run += 1) days += runLength(random, limit, shift)
  return days / runs
}

/** How many days there are for each time that it begins to signal. */
function daysPerAlarm(series: number, dayOf: (random: Random) => Sums): number {
  const random = createRandom(2026)
  let [days, alarms] = [0, 0]
  for (let run = 0; run < series; run += 1) {
    const averages = downwardEwma(dated(Array.from({ length: 1000 }, () => dayOf(random))))
    days += averages.length
    alarms += averages.filter(({ signals }, at) => signals && averages[at - 1]?.signals !== true).length
  }
  return days / alarms
}

describe('average run length', () => {
  // Markov chain of Brook and Evans with 2,000 states, Python 3 with numpy 2.4.6 and scipy 1.17.1: 483.3, 29.3, 8.8 days
  // with L = 2.7 and 1128, 44.1, 10.8 with L = 3. Bounds: four standard errors of the simulation.
  it.each([
    [2.7, 0, 483.3, 4000, 31],
    [2.7, -0.5, 29.33, 4000, 1.7],
    [2.7, -1, 8.77, 4000, 0.4],
    [3, 0, 1128, 2000, 100],
    [3, -1, 10.84, 4000, 0.5],
  ] as const)('with L = %d after a shift of %d is %d days', (limit, shift, days, runs, bound) => {
    expect(Math.abs(averageRunLength(limit, shift, runs) - days)).toBeLessThan(bound)
  })

  it('is what the words beside the signal say', () => {
    expect(Math.abs(FALSE_ALARM_DAYS[2.7] - 483.3)).toBeLessThan(1)
    expect(Math.abs(FALSE_ALARM_DAYS[3] - 1128)).toBeLessThan(1)
  })
})

describe('early signal', () => {
  // Not more often than promised, give or take chance (about 25 alarms each), and not silent either. It sorts 100 days a
  // thousand times over, so a busy machine may take its time.
  it.each([
    ['ratings of changing moods', (random: Random) => ratedDay(random, 15, 0.6)],
    ['ratings, 5 to 30 a day', (random: Random) => ratedDay(random, 5 + Math.floor(random() * 26), 0.3)],
    ['happy days of a team of twelve', (random: Random) => happyDay(random, 12, 0.8)],
    ['happy days of a happy team', (random: Random) => happyDay(random, 12, 0.9)],
  ])(
    'is false in no more than one of about 484 days: %s',
    (_, dayOf) => {
      const days = daysPerAlarm(12, dayOf)
      expect(days).toBeGreaterThan(320)
      expect(days).toBeLessThan(2000)
    },
    30_000,
  )

  it('comes within twenty days of a clear change for the worse, in eight of ten series', () => {
    const random = createRandom(8)
    // Moods vary by 0.4 and fall by 0.5; the end of the scale makes both a little smaller.
    const found = Array.from({ length: 100 }, () => {
      const before = Array.from({ length: 140 }, () => ratedDay(random, 30, 0.4))
      const after = Array.from({ length: 20 }, () => ratedDay(random, 30, 0.4, -0.5))
      return downwardEwma(dated([...before, ...after]))
        .slice(-20)
        .some(({ signals }) => signals)
    })
    expect(found.filter(Boolean).length).toBeGreaterThanOrEqual(80)
  })

  it('does not come from days that get better', () => {
    const random = createRandom(9)
    const before = Array.from({ length: 40 }, () => ratedDay(random, 20, 0.2, -1.5))
    const after = Array.from({ length: 40 }, () => ratedDay(random, 20, 0.2))
    const averages = downwardEwma(dated([...before, ...after])).slice(-40)
    expect(averages.some(({ signals }) => signals)).toBe(false)
    expect(Math.max(...averages.map(({ value }) => value))).toBeGreaterThan(1)
  })

  it('does not come from a single day, however bad', () => {
    const days = Array.from({ length: 60 }, (_, at) => sumsOfCounts([0, 1, 2, 6 + (at % 3), 5]))
    const averages = downwardEwma(dated([...days, sumsOfCounts([30])]))
    expect(averages.at(-1)?.value).toBeLessThan(-0.3)
    expect(averages.at(-1)?.signals).toBe(false)
  })

  it('says nothing before there are 20 days to compare with', () => {
    const days = dated(Array.from({ length: 30 }, (_, at) => sumsOfCounts([0, 1, 2, 6 + (at % 3), 5])))
    expect(downwardEwma(days.slice(0, 20))).toEqual([])
    expect(downwardEwma(days).map(({ workDay }) => workDay)).toEqual(
      days.slice(20).map(({ workDay }) => workDay),
    )
  })

  it('starts anew after a break of two weeks, and not after one of 13 days', () => {
    const usual = Array.from({ length: 30 }, (_, at) => sumsOfCounts([0, 1, 2, 6 + (at % 3), 5]))
    const bad = sumsOfCounts([5, 5, 2])
    const before = dated([...usual, bad, bad, bad])
    const last = (gap: number) =>
      downwardEwma([...before, ...dated([sumsOfCounts([0, 1, 2, 7, 5])], 20_032 + gap)]).at(-1)
    expect(downwardEwma(before).at(-1)?.signals).toBe(true)
    expect(last(13)?.value).toBeLessThan(-0.5)
    expect(Math.abs(last(14)?.value ?? 9)).toBeLessThan(0.3)
    expect(last(14)?.signals).toBe(false)
  })

  it('has a limit that falls short of the settled one by what the baseline is uncertain', () => {
    const averages = downwardEwma(dated(Array.from({ length: 200 }, () => sumsOfCounts([0, 1, 2, 6, 5]))))
    expect(averages[0]?.limit).toBeCloseTo(-2.7 * Math.sqrt(0.2 / 1.8 + 1 / 20), 12)
    expect(averages.at(-1)?.limit).toBeCloseTo(-2.7 * Math.sqrt(0.2 / 1.8 + 1 / 120), 12)
    expect(ewmaLimitOf(2.7, Number.POSITIVE_INFINITY)).toBeCloseTo(-0.9, 12)
    expect(ewmaLimitOf(3, Number.POSITIVE_INFINITY)).toBeCloseTo(-1, 12)
  })

  const someDay = tuple(nat(4), nat(4), nat(4), nat(4), nat(4)).map((counts) => sumsOfCounts(counts))

  it('does not depend on the order, and takes a day without answers for nothing', () => {
    assert(
      property(array(someDay, { minLength: 20, maxLength: 50 }), (sums) => {
        const days = dated(sums)
        const averages = downwardEwma(days)
        expect(downwardEwma([...days].toReversed())).toEqual(averages)
        expect(downwardEwma(days.filter(({ n }) => n > 0))).toEqual(averages)
        expect(averages.every(({ value, limit }) => Number.isFinite(value) && limit < 0)).toBe(true)
      }),
    )
  })

  it('does not depend on where the scale begins', () => {
    const counts = array(integer({ min: 1, max: 4 }), { minLength: 5, maxLength: 5 })
    assert(
      property(array(counts, { minLength: 25, maxLength: 50 }), (days) => {
        const [one, other] = [1, 11].map((lowest) =>
          downwardEwma(dated(days.map((day) => sumsOfCounts(day, lowest)))),
        )
        for (const [at, { value }] of one!.entries()) expect(other![at]?.value).toBeCloseTo(value, 6)
      }),
    )
  })

  it('refuses what makes no sense', () => {
    const day = { ...sumsOfCounts([1]), workDay: '2026-11-23' }
    expect(() => downwardEwma([day, day])).toThrow('the day 2026-11-23 is there twice')
    expect(() => downwardEwma([], { mostDays: 10 })).toThrow(
      'mostDays is 10, fewer than leastDays, which is 20',
    )
    expect(() => downwardEwma([], { breakDays: 0 })).toThrow(RangeError)
    expect(() => ewmaLimitOf(2.7, 0)).toThrow('baselineDays is 0')
  })
})
