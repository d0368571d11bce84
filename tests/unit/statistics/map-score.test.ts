import { assert, constantFrom, integer, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blindSpotsOf, isBlindSpot, type CustomerAnswer } from '../../../src/shared/statistics/blind-spots.ts'
import {
  CUSTOMER_SCALES,
  isDetractor,
  mapScore,
  type CustomerScale,
} from '../../../src/shared/statistics/map-score.ts'

const SCALES: readonly CustomerScale[] = ['nps', 'csat-5', 'csat-7', 'csat-10']
const scoresOf = (scale: CustomerScale) => {
  const { low, high } = CUSTOMER_SCALES[scale]
  return Array.from({ length: high - low + 1 }, (_, at) => low + at)
}
const answers = constantFrom(...SCALES).chain((scale) => {
  const { low, high } = CUSTOMER_SCALES[scale]
  return integer({ min: low, max: high }).map((score) => ({ scale, score }))
})

describe("a customer's score on 1–5", () => {
  // The table of the documentation, by hand.
  it.each([
    ['nps', [1, 1, 2, 2, 3, 3, 3, 4, 4, 5, 5]],
    ['csat-5', [1, 2, 3, 4, 5]],
    ['csat-7', [1, 2, 2, 3, 4, 4, 5]],
    ['csat-10', [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]],
  ] as const)('of %s is that of the table', (scale, mapped) => {
    expect(scoresOf(scale).map((score) => mapScore(score, scale))).toEqual(mapped)
  })

  it('makes passives of NPS the 4 and promoters the 5', () => {
    expect([7, 8].map((score) => mapScore(score, 'nps'))).toEqual([4, 4])
    expect([9, 10].map((score) => mapScore(score, 'nps'))).toEqual([5, 5])
  })

  it('rises with the score, reaches both ends, and is the same backwards', () => {
    for (const scale of SCALES) {
      const { low, high } = CUSTOMER_SCALES[scale]
      const mapped = scoresOf(scale).map((score) => mapScore(score, scale))
      expect(mapped).toEqual([...mapped].sort((one, other) => one - other))
      expect([mapped[0], mapped.at(-1)]).toEqual([1, 5])
      expect(scoresOf(scale).map((score) => 6 - mapScore(low + high - score, scale))).toEqual(mapped)
    }
  })

  it('is refused off the scale, naming it', () => {
    expect(() => mapScore(11, 'nps')).toThrow(RangeError)
    expect(() => mapScore(11, 'nps')).toThrow('the nps score is 11, not within 0 to 10')
    expect(() => mapScore(0, 'csat-5')).toThrow('the csat-5 score is 0')
    expect(() => mapScore(3.5, 'csat-7')).toThrow('the csat-7 score is 3.5, not a whole number')
    expect(() => isDetractor(Number.NaN, 'nps')).toThrow('the nps score is NaN')
  })
})

describe('detractors', () => {
  it.each([
    ['nps', [0, 1, 2, 3, 4, 5, 6]],
    ['csat-5', [1, 2]],
    ['csat-7', [1, 2, 3]],
    ['csat-10', [1, 2, 3, 4]],
  ] as const)('of %s are %j', (scale, detractors) => {
    expect(scoresOf(scale).filter((score) => isDetractor(score, scale))).toEqual(detractors)
  })
})

describe('blind spots', () => {
  const answer = (agent: number, score: number): CustomerAnswer => ({ agent, score, scale: 'nps' })
  const times = (n: number, one: CustomerAnswer) => Array.from({ length: n }, () => one)

  it('are interactions that went well for the agent and badly for the customer', () => {
    expect([3, 4, 5].map((agent) => isBlindSpot(answer(agent, 6)))).toEqual([false, true, true])
    expect([6, 7].map((score) => isBlindSpot(answer(5, score)))).toEqual([true, false])
    expect(isBlindSpot({ agent: 4, score: 3, scale: 'csat-5' })).toBe(false)
  })

  it('are counted among what the agents rated 4 or 5', () => {
    const spots = blindSpotsOf([
      ...times(20, answer(4, 2)),
      ...times(60, answer(5, 9)),
      ...times(40, answer(2, 1)),
    ])
    expect(spots).toMatchObject({ ok: true, n: 120, count: 20, share: { value: 0.25, n: 80 } })
  })

  it('have no share when no agent rated 4 or 5', () => {
    expect(blindSpotsOf(times(100, answer(3, 1)))).toEqual({ ok: true, n: 100, count: 0, share: undefined })
  })

  it('are not told of fewer than 100 pairs', () => {
    expect(blindSpotsOf(times(99, answer(5, 0)))).toEqual({ ok: false, reason: 'too-few', n: 99 })
    expect(blindSpotsOf(times(100, answer(5, 0)))).toMatchObject({ ok: true, count: 100 })
  })

  it('need both: a good rating and a detractor', () => {
    assert(
      property(integer({ min: 1, max: 5 }), answers, (agent, { scale, score }) => {
        expect(isBlindSpot({ agent, score, scale })).toBe(agent >= 4 && isDetractor(score, scale))
      }),
    )
  })

  it('refuse scores that are none, also among too few', () => {
    expect(() => blindSpotsOf([answer(6, 3)])).toThrow('agent is 6, not within 1 to 5')
    expect(() => blindSpotsOf([answer(5, 12)])).toThrow(RangeError)
    expect(() => blindSpotsOf([answer(1, 12)])).toThrow('the nps score is 12')
    expect(() => blindSpotsOf([answer(4.5, 1)])).toThrow('agent is 4.5, not a whole number')
  })
})
