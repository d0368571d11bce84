/** Nothing counts as sent unless the answer accounts for all of it. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { account } from '../../../src/main/sync/accounting.ts'
import type { Sent } from '../../../src/main/sync/batch.ts'
import { eventId } from '../../../src/shared/wire/events.ts'
import { WIRE_LIMITS } from '../../../src/shared/wire/limits.ts'
import type { EventsAnswer } from '../../../src/shared/wire/answers.ts'

function sentOf(index: number, revision = 2, isChanged = true): Sent {
  const id = `0192a000-0000-7000-8000-${String(index).padStart(12, '0')}`
  return { kind: 'interaction', id, revision, eventId: eventId(id, revision), isChanged }
}
const batch = (length: number) => Array.from({ length }, (_, index) => sentOf(index))
const answer = (changes: Partial<EventsAnswer>): EventsAnswer => ({
  storeId: '9d6f0f0e-6f66-4b9e-8f10-0c5a2f4f9a55',
  epoch: 1,
  stored: 0,
  stale: 0,
  newer: [],
  refused: [],
  ...changes,
})
const refusal = (sent: Sent, index: number, code: string) => ({ id: sent.eventId, index, code })

describe('an answer that accounts for everything', () => {
  it('confirms what is stored and what was there', () => {
    const sent = batch(3)
    expect(account(sent, answer({ stored: 1, stale: 2 }))).toEqual({
      confirmed: sent,
      refused: [],
      raised: [],
    })
  })

  it('confirms the others beside what it refuses', () => {
    const sent = batch(3)
    const [first, second, third] = sent
    const refused = [{ id: null, index: 1, code: 'invalid' }, refusal(sent[2] ?? sentOf(0), 2, 'some day')]
    expect(account(sent, answer({ stored: 1, refused }))).toEqual({
      confirmed: [first],
      refused: [
        { ...second, code: 'invalid' },
        { ...third, code: 'some day' },
      ],
      raised: [],
    })
  })

  it('raises what is forked above its own revision', () => {
    const [one = sentOf(0)] = batch(1)
    const refused = [refusal(one, 0, 'forked')]
    expect(account([one], answer({ refused }))?.raised).toEqual([{ ...one, held: 2 }])
  })

  it('raises what has changed here above what the collector holds, and leaves what was only repeated', () => {
    const changed = sentOf(0)
    const repeated = sentOf(1, 2, false)
    const newer = [changed, repeated].map(({ eventId: id }) => ({ id, revision: 5 }))
    expect(account([changed, repeated], answer({ stale: 2, newer }))).toEqual({
      confirmed: [repeated],
      refused: [],
      raised: [{ ...changed, held: 5 }],
    })
  })

  it('of a revision above which there is none leaves the record refused', () => {
    const one = sentOf(0)
    const newer = [{ id: one.eventId, revision: WIRE_LIMITS.revision }]
    expect(account([one], answer({ stale: 1, newer }))?.refused).toEqual([{ ...one, code: 'forked' }])
  })
})

describe('an answer that does not', () => {
  const sent = batch(4)
  const [one = sentOf(0), two = sentOf(1)] = sent
  it.each<[string, Partial<EventsAnswer>]>([
    ['counts too few', { stored: 3 }],
    ['counts too many', { stored: 3, stale: 2 }],
    ['refuses the same event twice', { stored: 2, refused: [refusal(one, 0, 'a'), refusal(one, 0, 'a')] }],
    ['refuses a place that is not there', { stored: 3, refused: [{ id: null, index: 4, code: 'a' }] }],
    ['refuses one event under the id of another', { stored: 3, refused: [refusal(two, 0, 'a')] }],
    ['holds more of an event that was not sent', { stored: 3, stale: 1, newer: [{ id: 'x', revision: 9 }] }],
    ['holds no more than what was sent', { stored: 3, stale: 1, newer: [{ id: one.eventId, revision: 2 }] }],
    ['holds more of events than are stale', { stored: 4, newer: [{ id: one.eventId, revision: 3 }] }],
    [
      'holds more of what it refuses',
      { stored: 2, stale: 1, refused: [refusal(one, 0, 'a')], newer: [{ id: one.eventId, revision: 3 }] },
    ],
  ])('%s: confirms nothing', (_, changes) => {
    expect(account(sent, answer(changes))).toBeUndefined()
  })

  it('is never half believed, whatever it says', () => {
    const anyAnswer = fc.record({
      stored: fc.nat(6),
      stale: fc.nat(6),
      newer: fc.array(fc.record({ at: fc.nat(5), revision: fc.integer({ min: 1, max: 4 }) }), {
        maxLength: 4,
      }),
      refused: fc.array(
        fc.record({
          index: fc.nat(6),
          named: fc.option(fc.nat(5)),
          code: fc.constantFrom('invalid', 'forked', 'x'),
        }),
        { maxLength: 4 },
      ),
    })
    fc.assert(
      fc.property(fc.nat(5), anyAnswer, (length, given) => {
        const some = batch(length)
        const idAt = (index: number) => (some[index] ?? sentOf(99)).eventId
        const result = account(
          some,
          answer({
            ...given,
            newer: given.newer.map(({ at, revision }) => ({ id: idAt(at), revision })),
            refused: given.refused.map(({ index, named, code }) => ({
              id: named === null ? null : idAt(named),
              index,
              code,
            })),
          }),
        )
        if (result === undefined) return
        // Every event once, none of them somebody else's, and as many of each kind as the answer says.
        const all = [...result.confirmed, ...result.refused, ...result.raised]
        expect(new Set(all.map(({ eventId: id }) => id))).toEqual(new Set(some.map(({ eventId: id }) => id)))
        expect(all).toHaveLength(length)
        expect(given.stored + given.stale + given.refused.length).toBe(length)
        expect(result.confirmed.length).toBeLessThanOrEqual(given.stored + given.stale)
      }),
      { numRuns: 2_000 },
    )
  })
})
