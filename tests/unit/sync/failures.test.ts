/** Whatever goes wrong: the timer is set again, nothing counts as sent, and in the end everything arrives once. */
import fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { StoreError } from '../../../src/main/store/index.ts'
import type { HttpResponse, SecretStore } from '../../../src/main/sync/index.ts'
import { Bench, DAY, HOUR, MINUTE, SECOND, MemorySecrets, seeded } from './bench.ts'
import { ModelCollector, respond } from './model-collector.ts'

// Every write waits for the disk, which on a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 })

let collector: ModelCollector
let bench: Bench
beforeEach(async () => {
  collector = new ModelCollector(() => bench.clock.now())
  bench = new Bench({ http: collector.http })
  await bench.enrolled()
  collector.seen.length = 0
})

const works = () => {
  collector.fault = (_, answer) => answer()
}
const throwing = (error: unknown) => (): never => {
  throw error
}
/** An answer whose every part can be replaced. */
const broken = (changes: Partial<HttpResponse>): HttpResponse => ({ ...respond(200, '{}', {}), ...changes })

describe('a try that fails is followed by another one, whatever has failed', () => {
  it.each<[string, ModelCollector['fault'], string]>([
    ['there is no network', throwing(new Error('net::ERR_INTERNET_DISCONNECTED')), 'no-network'],
    ['nobody listens', throwing(Object.assign(new Error('no'), { code: 'ECONNREFUSED' })), 'unreachable'],
    ['the certificate is bad', throwing(new Error('net::ERR_CERT_DATE_INVALID')), 'certificate'],
    ['something that is no error is thrown', throwing(undefined), 'unreachable'],
    ['a symbol is thrown', throwing(Symbol('odd')), 'unreachable'],
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what a client must not do
    ['there is no response', () => undefined as unknown as HttpResponse, 'unreachable'],
    [
      'the body breaks off',
      () => broken({ body: () => Promise.reject(new Error('net::ERR_FAILED')) }),
      'unreachable',
    ],
    ['reading the body throws', () => broken({ body: throwing(new Error('x')) }), 'unreachable'],
    ['the headers throw', () => broken({ headers: { get: throwing(new Error('x')) } }), 'unreachable'],
    [
      'the body is endless',
      () => broken({ body: () => Promise.resolve(new Uint8Array(5 * 1024 * 1024)) }),
      'not-a-collector',
    ],
    ['a log-in page answers', () => respond(200, '<html>Welcome to Hotel</html>', {}), 'not-a-collector'],
    ['a redirect answers', () => respond(302, '', { location: 'https://login.example' }), 'not-a-collector'],
    ['a web server answers', () => respond(404, 'Not found', {}), 'not-a-collector'],
    ['a proxy wants a password', () => respond(407, '', {}), 'not-a-collector'],
    ['somebody else says 401', () => respond(401, 'who are you?', {}), 'not-a-collector'],
    ['the answer is empty', () => respond(200, '', {}), 'not-a-collector'],
    [
      'the answer is no text',
      () => broken({ body: () => Promise.resolve(new Uint8Array([0xff])) }),
      'not-a-collector',
    ],
    ['the answer is of another protocol', () => respond(200, '{"ok":true}', {}), 'bad-answer'],
    [
      'the answer accounts for nothing',
      () => collector.json({ stored: 0, stale: 0, newer: [], refused: [] }),
      'bad-answer',
    ],
    [
      'the answer accounts for too much',
      () => collector.json({ stored: 9, stale: 0, newer: [], refused: [] }),
      'bad-answer',
    ],
    ['the collector is busy', () => collector.problem(503, 'busy'), 'busy'],
    ['the collector has no space', () => collector.problem(507, 'storage'), 'busy'],
    ['a gateway finds nobody', () => respond(502, 'Bad Gateway', {}), 'busy'],
    ['the request was too slow', () => collector.problem(408, 'request-timeout'), 'busy'],
    ['it is one too many', () => collector.problem(429, 'too-many-requests'), 'busy'],
    ['the collector finds the request wrong', () => collector.problem(400, 'invalid-request'), 'bad-answer'],
  ])('%s', async (_, fault, problem) => {
    const id = bench.rate()
    collector.fault = fault
    await bench.pass(5 * SECOND)
    expect(bench.sync.view).toMatchObject({ problem, pending: 1, refused: 0, connection: 'enrolled' })
    await bench.pass(HOUR, 10 * SECOND)
    expect(bench.store.pendingCount()).toBe(1)
    works()
    await bench.pass(16 * MINUTE, SECOND)
    expect(bench.sync.view).toMatchObject({ problem: null, pending: 0 })
    expect(collector.everything).toMatchObject([{ id: `${id}/1` }])
  })

  it('an answer that never comes is given up after half a minute, and the request called off', async () => {
    bench.rate()
    let signal: AbortSignal | undefined
    collector.fault = (request) => {
      signal = request.signal
      return new Promise(() => {})
    }
    bench.clock.pass(3 * SECOND)
    await vi.waitFor(() => expect(signal).toBeDefined())
    bench.clock.pass(29 * SECOND)
    expect(signal?.aborted).toBe(false)
    bench.clock.pass(2 * SECOND)
    await bench.sync.idle()
    expect(signal?.aborted).toBe(true)
    expect(bench.sync.view.problem).toBe('unreachable')
    works()
    await bench.pass(MINUTE)
    expect(bench.store.pendingCount()).toBe(0)
  })

  it('the store refuses', async () => {
    let isFull = false
    const full = throwing(new StoreError('disk-full', 'x', 'There is no space left.'))
    const other = new Bench({
      http: collector.http,
      clock: bench.clock,
      storeOf: (store) => ({
        ...store,
        markSynced: (confirmed) => (isFull ? full() : store.markSynced(confirmed)),
        pendingCount: () => (isFull ? full() : store.pendingCount()),
        state: {
          ...store.state,
          write: (key, value) => (isFull ? full() : store.state.write(key, value)),
        },
      }),
    })
    await other.enrolled()
    other.rate()
    isFull = true
    await other.pass(HOUR, 10 * SECOND)
    expect(other.store.pendingCount()).toBe(1)
    isFull = false
    await other.pass(16 * MINUTE)
    expect(other.store.pendingCount()).toBe(0)
    expect(other.sync.view.problem).toBeNull()
  })

  it('whoever listens to the news or keeps the log throws', async () => {
    const odd = new Bench({ http: collector.http, clock: bench.clock })
    await odd.enrolled()
    odd.log.push = throwing(new Error('log'))
    Object.defineProperty(odd, 'changes', { get: () => 0, set: throwing(new Error('changed')) })
    collector.fault = throwing(new Error('net::ERR_FAILED'))
    odd.rate()
    await odd.pass(MINUTE)
    works()
    await odd.pass(16 * MINUTE)
    expect(odd.store.pendingCount()).toBe(0)
  })
})

describe('a collector that says when to come back', () => {
  it.each([
    ['in seconds', () => '600'],
    [
      'as a date of its own clock, which is hours off',
      () => new Date(collector.now() + 600_000).toUTCString(),
    ],
  ])('%s is obeyed, by wakings too, but not by a person who asks', async (_, header) => {
    collector.now = () => bench.clock.now() + 5 * HOUR
    bench.rate()
    let asked = 0
    collector.fault = () => {
      asked += 1
      return collector.problem(503, 'busy', { 'retry-after': header() })
    }
    await bench.pass(5 * SECOND)
    expect([asked, bench.sync.view.problem]).toEqual([1, 'busy'])
    bench.sync.woke()
    bench.rate()
    bench.smile()
    await bench.pass(9 * MINUTE)
    expect(asked).toBe(1)
    await bench.pass(2 * MINUTE)
    expect(asked).toBe(2)
    works()
    bench.sync.sendNow()
    await bench.pass(SECOND)
    expect(bench.store.pendingCount()).toBe(0)
  })

  it('in a year is asked again after an hour', async () => {
    bench.rate()
    collector.fault = () => collector.problem(503, 'busy', { 'retry-after': '31536000' })
    await bench.pass(5 * SECOND)
    works()
    await bench.pass(61 * MINUTE, 10 * SECOND)
    expect(bench.store.pendingCount()).toBe(0)
  })
})

describe('while tries fail', () => {
  it('new ratings do not make more of them, waking up does, but not in a burst', async () => {
    let tries = 0
    collector.fault = () => {
      tries += 1
      throw new Error('net::ERR_FAILED')
    }
    bench.rate()
    await bench.pass(2 * HOUR, 10 * SECOND)
    const before = tries
    for (let n = 0; n < 5; n += 1) {
      bench.rate()
      await bench.pass(10 * SECOND)
    }
    expect(tries - before).toBeLessThanOrEqual(1)
    const quiet = tries
    for (let n = 0; n < 3; n += 1) {
      bench.sync.woke()
      await bench.pass(100, 100)
    }
    await bench.pass(6 * SECOND)
    expect(tries - quiet).toBeGreaterThanOrEqual(1)
    expect(tries - quiet).toBeLessThanOrEqual(2)
  })

  it('since when something waits is known, over a restart too', async () => {
    collector.fault = throwing(new Error('net::ERR_INTERNET_DISCONNECTED'))
    const at = bench.clock.now()
    bench.rate()
    expect(bench.sync.view).toMatchObject({ pending: 1, waitingSince: at })
    await bench.pass(MINUTE)
    await bench.restart()
    await bench.pass(2 * MINUTE)
    expect(bench.sync.view).toMatchObject({ pending: 1, waitingSince: at, problem: 'no-network' })
    works()
    await bench.pass(16 * MINUTE)
    expect(bench.sync.view).toMatchObject({ pending: 0, waitingSince: null })
    const later = bench.clock.now()
    bench.rate()
    expect(bench.sync.view.waitingSince).toBe(later)
  })

  it('a policy that can not be had does not hold up what waits', async () => {
    collector.fault = (request, answer) =>
      request.url.endsWith('/policy') ? respond(500, 'no', {}) : answer()
    bench.rate()
    await bench.restart()
    await bench.pass(MINUTE)
    expect(bench.store.pendingCount()).toBe(0)
  })
})

describe('a collector that never gets anywhere', () => {
  it('is not asked in a tight loop: every record is forked, for ever', async () => {
    bench.rate()
    collector.refuses = () => 'forked'
    await bench.pass(HOUR, 10 * SECOND)
    expect(collector.count('/v1/events')).toBeLessThan(120)
    expect(bench.sync.view).toMatchObject({ pending: 1, problem: 'bad-answer' })
    collector.refuses = () => undefined
    await bench.pass(16 * MINUTE)
    expect(bench.store.pendingCount()).toBe(0)
  })

  it('is not asked in a tight loop: its store is another one with every answer', async () => {
    let n = 0
    collector.fault = (_, answer) => {
      n += 1
      collector.storeId = `9d6f0f0e-6f66-4b9e-8f10-${String(n).padStart(12, '0')}`
      return answer()
    }
    bench.rate()
    await bench.pass(HOUR, 10 * SECOND)
    expect(n).toBeLessThan(50)
    expect(bench.store.pendingCount()).toBe(0)
  })
})

describe('a month of everything going wrong at random', () => {
  it('ends with every record there in its highest revision, and nothing was marked without an answer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const random = seeded(seed)
        const model = new ModelCollector(() => one.clock.now())
        const one = new Bench({ http: model.http, random })
        await one.enrolled()
        let isWrong = true
        model.fault = (_, answer) => (isWrong ? misbehave(model, random, answer) : answer())
        const ids: string[] = []
        for (let day = 0; day < 30; day += 1) {
          const workDay = Temporal.PlainDate.from(DAY).add({ days: day }).toString()
          for (let n = 0; n < 3; n += 1) {
            act(one, random, ids, workDay)
            await one.pass(random() * 8 * HOUR, 2 * MINUTE)
            assertNothingUnconfirmed(one, model)
          }
          if (random() < 0.1) await one.restart()
        }
        isWrong = false
        one.sync.sendNow()
        await one.pass(2 * 40 * HOUR, 10 * MINUTE)
        expect(one.store.pendingCount()).toBe(0)
        const [device] = model.devices.values()
        const held = model.revisions(device?.deviceId ?? '')
        const here = new Map(ids.map((id) => [id, one.store.interactions.get(id)?.revision]))
        for (const [id, revision] of here) expect([id, held.get(id)]).toEqual([id, revision])
        await one.close()
      }),
      { numRuns: 12 },
    )
  })

  function act(one: Bench, random: () => number, ids: string[], workDay: string): void {
    const known = ids[Math.floor(random() * ids.length)]
    const kind = random()
    if (known === undefined || kind < 0.6) ids.push(one.rate(kind < 0.3 ? 2 : 5, workDay))
    else if (one.store.interactions.get(known)?.deleted === true) return
    else if (kind < 0.75) one.store.interactions.rate(known, 1)
    else if (kind < 0.9) one.store.interactions.withdraw(known)
    else one.store.interactions.remove(known)
    one.sync.recordsChanged()
  }

  /** Everything that a network and the machines in it do. */
  function misbehave(model: ModelCollector, random: () => number, answer: () => HttpResponse) {
    const kind = Math.floor(random() * 10)
    switch (kind) {
      case 0:
        throw new Error('net::ERR_INTERNET_DISCONNECTED')
      case 1:
        // Cut after the commit, before the answer.
        answer()
        throw new Error('net::ERR_CONNECTION_RESET')
      case 2:
        return respond(502, 'Bad Gateway', {})
      case 3:
        return model.problem(503, 'busy', { 'retry-after': String(Math.floor(random() * 100)) })
      case 4:
        return respond(200, '<html>', {})
      case 5: {
        // Cut within the answer.
        const whole = answer()
        return { ...whole, body: async () => (await whole.body()).subarray(0, 40) }
      }
      case 6:
        // Of another batch; of one that was as long nobody could tell.
        return model.json({ stored: 500, stale: 1, newer: [], refused: [] })
      default:
        return answer()
    }
  }

  function assertNothingUnconfirmed(one: Bench, model: ModelCollector): void {
    const [device] = model.devices.values()
    const held = model.revisions(device?.deviceId ?? '')
    for (const period of one.store.heldPeriods())
      for (const { id, revision } of one.store.holdings(period))
        expect([id, held.get(id) ?? 0]).toEqual([id, Math.max(revision, held.get(id) ?? 0)])
  }
})

describe('a key store that does not answer', () => {
  it('holds up nothing for ever, and counts when it comes', async () => {
    const kept = new MemorySecrets()
    const slow: SecretStore = {
      persistent: true,
      load: () => kept.load(),
      save: (s) => kept.save(s),
      clear: () => kept.clear(),
    }
    const other = new Bench({ http: collector.http, clock: bench.clock, secrets: kept })
    await other.enrolled()
    const { promise, resolve } = Promise.withResolvers<string | undefined>()
    slow.load = () => promise
    await other.close()
    const again = new Bench({ http: collector.http, clock: bench.clock, secrets: slow, folder: other.folder })
    const started = again.start()
    again.rate()
    again.clock.pass(31 * SECOND)
    await started
    expect(again.sync.view.connection).toBe('token-lost')
    resolve(kept.kept)
    await again.pass(2 * HOUR, MINUTE)
    expect(again.sync.view.connection).toBe('enrolled')
    expect(again.store.pendingCount()).toBe(0)
  })
})
