/** Any receiver of CloudEvents batches as the endpoint: the policy file's `wire: cloudevents`. */
import { beforeEach, describe, expect, it, vi } from 'vitest'

import type { HttpRequest, HttpResponse } from '../../../src/main/sync/index.ts'
import { z } from '../../../src/shared/zod.ts'
import { Bench, DAY, HOUR, MINUTE, SECOND } from './bench.ts'
import { respond } from './model-collector.ts'

vi.setConfig({ testTimeout: 60_000 })

const ADDRESS = 'https://events.example/in/?team=7'
const machinePolicy = { sync: { endpoint: ADDRESS, wire: 'cloudevents' as const, token: 'secret' } }

const eventSchema = z.object({
  id: z.string(),
  source: z.string(),
  data: z.object({ rating: z.number().nullish() }),
})
type Event = z.infer<typeof eventSchema>
let requests: HttpRequest[]
let taken: Event[]
let answer: (events: readonly Event[]) => HttpResponse
let bench: Bench

const http = async (request: HttpRequest): Promise<HttpResponse> => {
  requests.push(request)
  await new Promise((resolve) => setImmediate(resolve))
  const events = z.array(eventSchema).parse(JSON.parse(new TextDecoder().decode(request.body)))
  const response = answer(events)
  if (response.status < 300) taken.push(...events)
  return response
}

beforeEach(async () => {
  requests = []
  taken = []
  answer = () => respond(202, '', {})
  bench = new Bench({ http, machinePolicy })
  await bench.start()
  await bench.pass(MINUTE)
})

describe('a plain receiver', () => {
  it('gets batches at exactly its address, with its token, as they are, and is asked for nothing else', async () => {
    const ids = [bench.rate(), bench.rate()]
    await bench.pass(40 * HOUR, MINUTE)
    expect(requests).toHaveLength(1)
    expect(requests[0]).toMatchObject({
      url: ADDRESS,
      method: 'POST',
      headers: { authorization: 'Bearer secret', 'content-type': 'application/cloudevents-batch+json' },
    })
    expect(requests[0]?.headers['content-encoding']).toBeUndefined()
    expect(taken.map(({ id }) => id)).toEqual(ids.map((id) => `${id}/1`))
    expect(bench.sync.view).toMatchObject({
      connection: 'enrolled',
      wire: 'cloudevents',
      managed: true,
      endpoint: ADDRESS,
      team: null,
      pending: 0,
    })
  })

  it('knows this computer by one random id, over restarts', async () => {
    bench.rate()
    await bench.pass(5 * SECOND)
    await bench.restart()
    bench.rate()
    await bench.pass(2 * MINUTE)
    expect(new Set(taken.map(({ source }) => source)).size).toBe(1)
    expect(taken[0]?.source).toMatch(/^urn:aftercall:device:[0-9a-f]{8}-[0-9a-f]{4}-4/)
  })

  it('takes a backlog in batches within the limits', async () => {
    bench.fill(1_100)
    await bench.pass(5 * SECOND)
    expect(requests).toHaveLength(3)
    expect(taken).toHaveLength(1_100)
  })

  it('that can take less at once gets less', async () => {
    answer = (events) => (events.length > 60 ? respond(413, '', {}) : respond(200, '', {}))
    bench.fill(500)
    await bench.pass(5 * SECOND)
    expect(new Set(taken.map(({ id }) => id)).size).toBe(500)
    expect(bench.sync.view).toMatchObject({ pending: 0, refused: 0 })
    expect(requests.filter(({ body }) => (body?.length ?? 0) > 100_000).length).toBeLessThanOrEqual(2)
  })

  it('that refuses one event gets all others, and the one is shown', async () => {
    const bad = bench.rate(1)
    for (let n = 0; n < 20; n += 1) bench.rate(4)
    const alsoBad = bench.rate(1)
    answer = (events) => respond(events.some(({ data }) => data.rating === 1) ? 400 : 200, 'no', {})
    await bench.pass(5 * SECOND)
    expect(taken).toHaveLength(20)
    expect(bench.sync.view).toMatchObject({ pending: 0, refused: 2, problem: null })
    expect(bench.sync.refusedRecords(9).map(({ id }) => id)).toEqual([bad, alsoBad])
    const asked = requests.length
    await bench.pass(24 * HOUR, MINUTE)
    expect(requests).toHaveLength(asked)
    bench.store.interactions.rate(bad, 5)
    bench.sync.recordsChanged()
    await bench.pass(5 * SECOND)
    expect(bench.sync.view).toMatchObject({ pending: 0, refused: 1 })
  })

  it('that refuses everything is broken, not the events: none is given up, and it is not flooded', async () => {
    bench.fill(300)
    answer = () => respond(400, 'no', {})
    await bench.pass(HOUR, 10 * SECOND)
    expect(bench.sync.view).toMatchObject({ pending: 300, refused: 0, problem: 'bad-answer' })
    expect(requests.length).toBeLessThan(40 * 20)
    answer = () => respond(200, '', {})
    await bench.pass(16 * MINUTE)
    expect(taken).toHaveLength(300)
  })

  it.each([
    [401, 'not-a-collector'],
    [404, 'not-a-collector'],
    [302, 'not-a-collector'],
    [415, 'not-a-collector'],
    [429, 'busy'],
    [500, 'busy'],
  ])('that answers %d is tried again for ever (%s)', async (status, problem) => {
    bench.rate()
    answer = () => respond(status, '', {})
    await bench.pass(HOUR, 10 * SECOND)
    expect(bench.sync.view).toMatchObject({ connection: 'enrolled', pending: 1, refused: 0, problem })
    answer = () => respond(200, '', {})
    await bench.pass(16 * MINUTE)
    expect(taken).toHaveLength(1)
  })

  it('is obeyed when it says when to come back', async () => {
    bench.rate()
    answer = () => respond(503, '', { 'retry-after': '600' })
    await bench.pass(9 * MINUTE)
    expect(requests).toHaveLength(1)
  })

  it('that is replaced by another one leaves that one with everything, also after a restart in between', async () => {
    bench.fill(20, [DAY, '2026-11-20'])
    bench.store.pulses.answer('2026-Q4', 3)
    await bench.pass(5 * SECOND)
    const first = taken.splice(0)
    await bench.restart({ machinePolicy: { sync: { endpoint: 'https://b.example/', wire: 'cloudevents' } } })
    await bench.restart({ machinePolicy: { sync: { endpoint: 'https://b.example/', wire: 'cloudevents' } } })
    await bench.pass(2 * MINUTE)
    expect(taken.map(({ id }) => id).sort()).toEqual(first.map(({ id }) => id).sort())
    expect(taken[0]?.source).not.toBe(first[0]?.source)
    expect(requests.at(-1)?.headers['authorization']).toBeUndefined()
    const asked = requests.length
    await bench.restart({ machinePolicy: { sync: { endpoint: 'https://b.example/', wire: 'cloudevents' } } })
    await bench.pass(2 * MINUTE)
    expect(requests).toHaveLength(asked)
  })

  it('that is taken out of the policy file gets nothing more', async () => {
    bench.rate()
    await bench.pass(5 * SECOND)
    await bench.restart({ machinePolicy: {} })
    bench.rate()
    await bench.pass(HOUR, MINUTE)
    expect(requests).toHaveLength(1)
    expect(bench.sync.view).toMatchObject({
      connection: 'none',
      endpoint: null,
      wire: 'aftercall',
      managed: false,
    })
  })

  it('is not asked over plain http', async () => {
    await bench.restart({
      machinePolicy: { sync: { endpoint: 'http://events.example/', wire: 'cloudevents' } },
    })
    bench.rate()
    await bench.pass(HOUR, MINUTE)
    expect(requests).toEqual([])
  })

  it('is not what a person can join with a code', async () => {
    expect(await bench.sync.enrol('https://events.example', 'CODE')).toEqual({
      ok: false,
      code: 'bad-address',
    })
    expect(requests).toEqual([])
  })
})
