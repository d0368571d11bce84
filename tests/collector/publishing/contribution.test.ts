import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  added,
  countsOf,
  totalOf,
  type Contribution,
  type PartCounts,
} from '../../../src/collector/publishing/contribution.ts'

const solved = (
  ...parts: readonly (readonly [channel: string, yes: number, no: number])[]
): Contribution => ({
  agentNo: 1,
  workDay: 20_000,
  kind: 'solved',
  parts: parts.map(([channel, yes, no]): PartCounts => ({ channel, queue: null, counts: [yes, no] })),
})

describe('what has come to an agent’s day since it was counted', () => {
  it('is all of it where nothing was counted, and nothing where nothing has come', () => {
    const day = solved(['voice', 2, 1], ['chat', 0, 1])
    expect(added(day, [])).toEqual(day)
    expect(added(day, [day])).toBeUndefined()
    expect(added(solved(['voice', 0, 0]), [])).toBeUndefined()
  })

  it('is what there is more, by channel and value', () => {
    expect(added(solved(['voice', 2, 2], ['chat', 1, 0]), [solved(['voice', 2, 1])])).toEqual(
      solved(['voice', 0, 1], ['chat', 1, 0]),
    )
    expect(added(solved(['voice', 3, 2]), [solved(['voice', 1, 0]), solved(['voice', 1, 2])])).toEqual(
      solved(['voice', 1, 0]),
    )
  })

  it('is nothing where answers were changed, moved to another channel or taken back', () => {
    expect(added(solved(['voice', 1, 1]), [solved(['voice', 2, 0])])).toBeUndefined()
    expect(added(solved(['chat', 2, 0]), [solved(['voice', 2, 0])])).toBeUndefined()
    expect(added(solved(['voice', 1, 0]), [solved(['voice', 2, 0])])).toBeUndefined()
    expect(added({ ...solved(), parts: [] }, [solved(['voice', 2, 0])])).toBeUndefined()
  })

  it('never counts anything twice: with what was counted it is at most as many as there are', () => {
    const counts = fc.tuple(fc.constantFrom('voice', 'chat', 'email'), fc.nat(4), fc.nat(4))
    const contribution = fc
      .uniqueArray(counts, { maxLength: 3, selector: ([channel]) => channel })
      .map((parts) => solved(...parts))
    fc.assert(
      fc.property(contribution, fc.array(contribution, { maxLength: 3 }), (now, counted) => {
        const before = counted.reduce((sum, one) => sum + totalOf(countsOf(one)), 0)
        const more = added(now, counted)
        const gain = more === undefined ? 0 : totalOf(countsOf(more))
        expect(gain).toBe(Math.max(0, totalOf(countsOf(now)) - before))
        for (const { counts: own } of more?.parts ?? []) expect(Math.min(...own)).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})
