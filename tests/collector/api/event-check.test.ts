import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createEventCheck, takeApart } from '../../../src/collector/api/event-check.ts'
import { OUTCOMES, REASONS, SMILEYS, TEXT_LIMITS } from '../../../src/shared/lists.ts'
import type { Interaction } from '../../../src/shared/records.ts'
import { CHANNELS } from '../../../src/shared/trigger.ts'
import { EVENT_TYPES, sourceOf, wireEventSchema, type WireEvent } from '../../../src/shared/wire/events.ts'
import { toEvent } from '../../../src/shared/wire/to-event.ts'
import { envelope, recordId, tombstoneData } from '../../support/wire-samples.ts'

const check = createEventCheck()

const day = fc
  .date({ min: new Date('1999-12-31'), max: new Date('2101-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const text = (length: number) =>
  fc.string({ unit: 'binary', minLength: 0, maxLength: length }).map((words) => words.slice(0, length))
const nullable = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })

/** Mostly what a widget sends, with every combination of answers, sound or not. */
const interaction = fc.record({
  workDay: day,
  deleted: fc.boolean(),
  channel: fc.constantFrom(...CHANNELS),
  queue: nullable(text(201)),
  outcome: nullable(fc.constantFrom(...OUTCOMES)),
  rating: nullable(fc.constantFrom(1, 2, 3, 4, 5)),
  solved: nullable(fc.boolean()),
  reasons: fc.array(fc.constantFrom(...REASONS), { maxLength: 8 }),
  followUp: nullable(text(501)),
  story: nullable(text(281)),
})
const tombstone = interaction.map(({ workDay }) => tombstoneData(workDay))
const withIds = fc
  .tuple(interaction, fc.array(text(201), { maxLength: 9 }))
  .map(([data, externalIds]) => ({ ...data, externalIds }))
const smiley = fc.record({
  workDay: day,
  deleted: fc.boolean(),
  smiley: nullable(fc.constantFrom(...SMILEYS)),
})
const pulse = fc.record({
  quarter: fc
    .tuple(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 5 }))
    .map(([year, quarter]) => `${String(year).padStart(4, '0')}-Q${quarter}`),
  deleted: fc.boolean(),
  score: nullable(fc.integer({ min: -1, max: 11 })),
})

const event = fc
  .tuple(
    fc.oneof(
      fc.tuple(fc.constant(EVENT_TYPES.interaction), fc.oneof(interaction, tombstone, withIds)),
      fc.tuple(fc.constant(EVENT_TYPES.day), smiley),
      fc.tuple(fc.constant(EVENT_TYPES.pulse), pulse),
    ),
    fc.oneof(
      fc.integer({ min: 1, max: 50 }),
      fc.constantFrom(2_147_483_647, 2_147_483_648, 9_999_999_999, 0),
    ),
    fc.boolean(),
  )
  .map(([[type, data], revision, hasContentType]) => ({
    ...envelope('0192c0de-0000-4000-8000-000000000000', recordId(), revision),
    type,
    ...(hasContentType && { datacontenttype: 'application/json' }),
    data,
  }))

const STRANGE_TEXTS = [
  '',
  '2026-02-29',
  '2024-02-29',
  '2026-2-1',
  '2026-11-20\n',
  '٢٠٢٦-11-20',
  '1.0 ',
  'a\0b',
  '\ud800',
]
const STRANGE_NUMBERS = [0, -0, 1.5, -1, 1e308, Number.MAX_SAFE_INTEGER + 1]
const STRANGE_LISTS = [[], [null], ['time', 'time'], [''], Array.from({ length: 9 }, () => 'x')]

/** What breaks an event: a field that is another value, missing, or new. */
const strange = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(...STRANGE_TEXTS, ...STRANGE_NUMBERS, ...STRANGE_LISTS, {}, true, null, 'rated'),
)
const mutated = fc
  .tuple(
    event,
    fc.nat(),
    strange,
    fc.constantFrom('set', 'remove', 'add', '__proto__', 'constructor'),
    fc.boolean(),
  )
  .map(([sound, place, value, how, inData]) => mutate(sound, place, value, how, inData))

function mutate(sound: unknown, place: number, value: unknown, how: string, inData: boolean): unknown {
  const copy: Record<string, Record<string, unknown>> & Record<string, unknown> = JSON.parse(
    JSON.stringify(sound),
  )
  const target = inData ? copy.data! : copy
  const fields = Object.keys(target)
  const field = fields[place % fields.length]!
  switch (how) {
    case 'set':
      target[field] = value
      break
    case 'remove':
      delete target[field]
      break
    case 'add':
      target[`${field}X`] = value
      break
    default:
      Object.defineProperty(target, how, { value, enumerable: true, configurable: true, writable: true })
  }
  return copy
}

describe('The compiled check', () => {
  const agrees = (value: unknown) => check(value).ok === wireEventSchema.safeParse(value).success

  test('agrees with the schemas on what a widget sends', () => {
    const verdicts = new Set<boolean>()
    fc.assert(
      fc.property(event, (value) => {
        verdicts.add(check(value).ok)
        expect(agrees(value)).toBe(true)
      }),
      { numRuns: 3_000 },
    )
    expect(verdicts).toEqual(new Set([true, false]))
  })

  test('agrees with the schemas on what was changed', () => {
    fc.assert(
      fc.property(mutated, (value) => {
        expect(agrees(value)).toBe(true)
      }),
      { numRuns: 6_000 },
    )
  })

  test('agrees with the schemas on any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(agrees(value)).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })

  test('changes nothing of an event', () => {
    fc.assert(
      fc.property(event, (value) => {
        const before = JSON.stringify(value)
        check(value)
        expect(JSON.stringify(value)).toBe(before)
      }),
      { numRuns: 300 },
    )
  })

  test('names the place of what is wrong and never repeats it', () => {
    fc.assert(
      fc.property(mutated, (value) => {
        const verdict = check(value)
        if (verdict.ok) return
        expect(verdict.detail).toMatch(/^(\/|The event|An event)/)
        expect(verdict.detail.length).toBeLessThan(250)
      }),
      { numRuns: 500 },
    )
    const secret = 'mevrouw-de-vries'
    const verdict = check({ type: EVENT_TYPES.day, [`${secret} `]: secret, specversion: secret, id: secret })
    expect(JSON.stringify(verdict)).not.toContain(secret)
    expect(verdict.ok).toBe(false)
  })
})

test('Whatever texts a record holds, the event that the widget makes of it is accepted', () => {
  const words = fc.string({ unit: 'binary', maxLength: 600 })
  fc.assert(
    fc.property(
      fc.tuple(words, words, words, words),
      fc.boolean(),
      ([queue, followUp, story, id], isRated) => {
        const record: Interaction = {
          id: recordId(),
          revision: 1,
          syncedRevision: 0,
          deleted: false,
          workDay: '2026-11-20',
          timeZone: 'Europe/Amsterdam',
          externalIds: [id, '', 'ext:1'],
          channel: 'voice',
          direction: 'inbound',
          cause: 'remote',
          queue,
          startedAt: null,
          endedAt: 0,
          durationMs: null,
          trigger: 'http',
          promptedAt: null,
          outcome: isRated ? 'rated' : null,
          rating: isRated ? 3 : null,
          solved: null,
          reasons: [],
          followUp: followUp.slice(0, TEXT_LIMITS.followUp),
          story: isRated && story !== '' ? story.slice(0, TEXT_LIMITS.story) : null,
          note: 'private',
        }
        const device = '0192c0de-0000-4000-8000-000000000000'
        const made = toEvent({ kind: 'interaction', record }, device, { customerComparison: false })
        expect(check(made)).toEqual({ ok: true, event: made })
      },
    ),
    { numRuns: 500 },
  )
})

test('An event is taken apart into its record, its revision and its data', () => {
  const sound: WireEvent = {
    specversion: '1.0',
    id: '0192c0de-0000-7000-8000-000000000000/12',
    source: sourceOf('0192c0de-0000-4000-8000-000000000000'),
    type: EVENT_TYPES.day,
    data: { workDay: '2026-11-20', deleted: false, smiley: 'sad' },
  }
  expect(takeApart(sound, 7)).toEqual({
    index: 7,
    recordId: '0192c0de-0000-7000-8000-000000000000',
    revision: 12,
    kind: 'day',
    data: sound.data,
  })
})
