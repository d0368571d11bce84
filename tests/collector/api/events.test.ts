import { gzipSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eventsAnswerSchema, type EventsAnswer } from '../../../src/shared/wire/answers.ts'
import { EVENT_TYPES, sourceOf } from '../../../src/shared/wire/events.ts'
import { BATCH_MEDIA_TYPE, ROUTES, WIRE_LIMITS } from '../../../src/shared/wire/limits.ts'
import type { Received } from './openapi-client.ts'
import { codeOf, interaction, recordId, sharedCollector, today } from './support.ts'

const answerOf = ({ body }: Received): EventsAnswer => eventsAnswerSchema.parse(body)

describe('A batch', () => {
  const shared = sharedCollector()

  test('is stored and accounted for: stored, stale, newer, forked, invalid and of another device', async () => {
    const collector = shared()
    const { token, deviceId } = await collector.enrol()
    const before = await collector.recordCount()
    const kept = recordId()
    const first = await collector.send(token, [
      interaction(deviceId, {}, kept, 5),
      {
        specversion: '1.0',
        id: `${recordId()}/1`,
        source: sourceOf(deviceId),
        type: EVENT_TYPES.day,
        data: { workDay: today(), deleted: false, smiley: 'happy' },
      },
      {
        specversion: '1.0',
        id: `${recordId()}/1`,
        source: sourceOf(deviceId),
        type: EVENT_TYPES.pulse,
        datacontenttype: 'application/json',
        data: { quarter: '2026-Q4', deleted: false, score: 9 },
      },
    ])
    expect(first.status).toBe(200)
    expect(answerOf(first)).toMatchObject({ epoch: 1, stored: 3, stale: 0, newer: [], refused: [] })

    const other = interaction('00000000-0000-4000-8000-000000000000')
    const second = await collector.send(token, [
      interaction(deviceId, {}, kept, 5),
      interaction(deviceId, { rating: 1 }, kept, 4),
      interaction(deviceId, { rating: 2 }, kept, 5),
      { ...interaction(deviceId), data: { ...interaction(deviceId).data, rating: 6 } },
      other,
      interaction(deviceId, {}, kept, 6),
    ])
    expect(answerOf(second)).toEqual({
      storeId: answerOf(first).storeId,
      epoch: 1,
      stored: 1,
      stale: 2,
      newer: [{ id: `${kept}/4`, revision: 5 }],
      refused: [
        { id: `${kept}/5`, index: 2, code: 'forked', detail: expect.any(String) },
        {
          id: expect.any(String),
          index: 3,
          code: 'invalid',
          detail: expect.stringContaining('/data/rating'),
        },
        { id: other.id, index: 4, code: 'wrong-source', detail: expect.stringContaining('/source') },
      ],
    })
    expect(await collector.recordCount()).toBe(before + 3)
  })

  test('may be empty, and may be one event alone', async () => {
    const collector = shared()
    const { token, deviceId } = await collector.enrol()
    expect(answerOf(await collector.send(token, []))).toMatchObject({ stored: 0, stale: 0, refused: [] })
    const single = await collector.send(token, interaction(deviceId), {
      'content-type': 'application/cloudevents+json; charset=utf-8',
    })
    expect(answerOf(single).stored).toBe(1)
  })

  test.each([
    ['gzip', gzipSync],
    ['zstd', zstdCompressSync],
  ])('may be packed with %s', async (encoding, pack) => {
    const collector = shared()
    const { token, deviceId } = await collector.enrol()
    const events = Array.from({ length: WIRE_LIMITS.batchEvents }, () => interaction(deviceId))
    const received = await collector.call('POST', ROUTES.events, {
      token,
      body: new Uint8Array(pack(JSON.stringify(events))),
      headers: { 'content-type': BATCH_MEDIA_TYPE, 'content-encoding': encoding },
    })
    expect(answerOf(received).stored).toBe(WIRE_LIMITS.batchEvents)
  })

  test('is answered with the time of the collector', async () => {
    const collector = shared()
    const { token } = await collector.enrol()
    const { headers } = await collector.send(token, [])
    expect(Number.isNaN(Date.parse(headers.get('date') ?? ''))).toBe(false)
  })

  test('adds up whatever JSON is in it, and nothing that is refused is stored', async () => {
    const collector = shared()
    const { token, deviceId } = await collector.enrol()
    const valid = fc.record({
      rating: fc.constantFrom(1, 2, 3, 4, 5),
      revision: fc.integer({ min: 1, max: 9 }),
    })
    const ids = Array.from({ length: 4 }, recordId)
    const before = await collector.recordCount()
    const event = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc
        .tuple(valid, fc.constantFrom(...ids))
        .map(([{ rating, revision }, id]) => interaction(deviceId, { rating }, id, revision)),
      fc
        .tuple(fc.jsonValue(), fc.constantFrom('id', 'source', 'data', 'type', 'extra', '__proto__'))
        .map(
          ([value, field]) =>
            JSON.parse(`{"data":{},${JSON.stringify(field)}:${JSON.stringify(value)}}`) as unknown,
        ),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 12 }), async (events) => {
        const received = await collector.send(token, events)
        expect(received.status).toBe(200)
        const { stored, stale, refused } = answerOf(received)
        expect(stored + stale + refused.length).toBe(events.length)
      }),
      { numRuns: 60 },
    )
    expect(await collector.recordCount()).toBeLessThanOrEqual(before + ids.length)
  })
})

describe('What is not part of the protocol is refused and not stored', () => {
  const shared = sharedCollector()

  const text = (value: string) => ({ followUp: value })
  test.each<[string, (deviceId: string) => unknown]>([
    ['a name', (id) => ({ ...interaction(id), data: { ...interaction(id).data, name: 'Ada' } })],
    [
      'a telephone number',
      (id) => ({ ...interaction(id), data: { ...interaction(id).data, phone: '+31 20 1' } }),
    ],
    ['a note', (id) => ({ ...interaction(id), data: { ...interaction(id).data, note: 'private' } })],
    ['a clock time', (id) => ({ ...interaction(id), data: { ...interaction(id).data, endedAt: 1 } })],
    ['a duration', (id) => ({ ...interaction(id), data: { ...interaction(id).data, durationMs: 1 } })],
    ['a time of the event', (id) => ({ ...interaction(id), time: '2026-11-20T10:00:00Z' })],
    ['a subject', (id) => ({ ...interaction(id), subject: 'Ada' })],
    ['a customer in a field that is there', (id) => interaction(id, { queue: { name: 'Ada' } })],
    [
      'external ids without an answer',
      (id) =>
        interaction(id, { outcome: null, rating: null, solved: null, reasons: [], externalIds: ['ext:1'] }),
    ],
    ['a rating without its outcome', (id) => interaction(id, { outcome: 'skipped' })],
    [
      'a story without a rating',
      (id) => interaction(id, { outcome: null, rating: null, solved: null, reasons: [], story: 'x' }),
    ],
    ['a tombstone with content', (id) => interaction(id, { deleted: true })],
    ['a day that does not exist', (id) => interaction(id, { workDay: '2026-02-29' })],
    [
      'a revision beyond what can be counted',
      (id) => ({ ...interaction(id), id: `${recordId()}/2147483648` }),
    ],
    ['a revision of 0', (id) => ({ ...interaction(id), id: `${recordId()}/0` })],
    ['an id in capitals', (id) => ({ ...interaction(id), id: `${recordId().toUpperCase()}/1` })],
    ['a text that is too long', (id) => interaction(id, text('x'.repeat(501)))],
    ['a text with NUL', (id) => interaction(id, text('a\u0000b'))],
    ['half a character', (id) => interaction(id, text('a\ud83d'))],
    [
      'a number that is none',
      (id) => JSON.parse(JSON.stringify(interaction(id)).replace('"rating":4', '"rating":1e999')) as unknown,
    ],
    ['a number as text', (id) => interaction(id, { rating: '4' })],
    ['an array for an event', () => [[[]]]],
    ['nothing', () => null],
  ])('%s', async (_what, make) => {
    const collector = shared()
    const { token, deviceId } = await collector.enrol()
    const good = interaction(deviceId)
    const before = await collector.recordCount()
    const { stored, refused } = answerOf(await collector.send(token, [make(deviceId), good]))
    expect(stored).toBe(1)
    expect(refused).toEqual([
      expect.objectContaining({ index: 0, code: 'invalid', detail: expect.any(String) }),
    ])
    expect(refused[0]?.detail).not.toMatch(/Ada|\+31|private/)
    expect(await collector.recordCount()).toBe(before + 1)
  })

  test('of two fields of one name the last counts, as in every JSON parser, and nothing else is kept', async () => {
    const collector = shared()
    const { token, deviceId } = await collector.enrol()
    const event = JSON.stringify(interaction(deviceId)).replace(
      '"rating":4',
      '"rating":{"name":"Ada"},"rating":5',
    )
    expect(answerOf(await collector.send(token, `[${event}]`)).stored).toBe(1)
    const { text: exported } = await collector.call('GET', ROUTES.export, { token })
    expect(exported).toContain('"rating":5')
    expect(exported).not.toContain('Ada')
  })

  test.each(['__proto__', 'constructor', 'prototype', 'toString'])(
    'a field %s changes no object of the process',
    async (field) => {
      const collector = shared()
      const { token, deviceId } = await collector.enrol()
      const event = JSON.stringify(interaction(deviceId)).replace(
        '"data":{',
        `"data":{"${field}":{"deleted":true,"polluted":1},`,
      )
      const { refused } = answerOf(await collector.send(token, `[${event}]`))
      expect(refused).toEqual([expect.objectContaining({ code: 'invalid' })])
      expect('polluted' in {}).toBe(false)
    },
  )

  test('text that any language needs is kept as it is', async () => {
    const collector = shared()
    const { token, deviceId } = await collector.enrol()
    const words = `'; DROP TABLE interaction; -- "\\ \u0001\u2028 ﷽ 👩‍👩‍👧 שלום \uFFFF`
    const event = interaction(deviceId, { followUp: words, queue: '%_\\' })
    expect(answerOf(await collector.send(token, [event])).stored).toBe(1)
    const { body } = await collector.call('GET', ROUTES.export, { token })
    expect(body).toEqual([event])
  })
})

describe('A body that can not be read is refused as a whole', () => {
  const shared = sharedCollector()

  test.each<[string, string | Uint8Array<ArrayBuffer>, Record<string, string>, number, string]>([
    ['not JSON', '[{', {}, 400, 'invalid-request'],
    ['empty', '', {}, 400, 'invalid-request'],
    ['no array', '{}', {}, 400, 'invalid-request'],
    ['not UTF-8', new Uint8Array([0x5b, 0x22, 0xff, 0x22, 0x5d]), {}, 400, 'invalid-request'],
    ['NaN', '[NaN]', {}, 400, 'invalid-request'],
    ['too many events', `[${'0,'.repeat(WIRE_LIMITS.batchEvents)}0]`, {}, 413, 'body-too-large'],
    ['too many bytes', `[${' '.repeat(WIRE_LIMITS.bodyBytes)}]`, {}, 413, 'body-too-large'],
    ['nested for ever', '['.repeat(1_000_000), {}, 400, 'invalid-request'],
    ['another type', '[]', { 'content-type': 'text/plain' }, 415, 'unsupported-media-type'],
    ['no JSON batch', '[]', { 'content-type': 'application/json' }, 415, 'unsupported-media-type'],
    [
      'another charset',
      '[]',
      { 'content-type': `${BATCH_MEDIA_TYPE}; charset=utf-16` },
      415,
      'unsupported-media-type',
    ],
    ['a type of nothing', '[]', { 'content-type': ';;;' }, 415, 'unsupported-media-type'],
    ['packed with what is not read here', '[]', { 'content-encoding': 'br' }, 415, 'unsupported-media-type'],
    ['packed twice', '[]', { 'content-encoding': 'gzip, gzip' }, 415, 'unsupported-media-type'],
    ['no gzip', '[]', { 'content-encoding': 'gzip' }, 400, 'invalid-request'],
    ['no zstd', '[]', { 'content-encoding': 'zstd' }, 400, 'invalid-request'],
    [
      'half a gzip',
      new Uint8Array(gzipSync('[1,2,3]').subarray(0, 20)),
      { 'content-encoding': 'gzip' },
      400,
      'invalid-request',
    ],
  ])('%s', async (_what, body, headers, status, code) => {
    const collector = shared()
    const { token } = await collector.enrol()
    const received = await collector.call('POST', ROUTES.events, {
      token,
      body,
      headers: { 'content-type': BATCH_MEDIA_TYPE, ...headers },
    })
    expect([received.status, codeOf(received)]).toEqual([status, code])
    expect((await collector.call('GET', '/healthz')).status).toBe(200)
  })

  test('a deep value inside an event is refused as an event', async () => {
    const collector = shared()
    const { token } = await collector.enrol()
    const deep = `[${'['.repeat(100_000)}${']'.repeat(100_000)}]`
    expect(answerOf(await collector.send(token, deep)).refused).toHaveLength(1)
  })
})
