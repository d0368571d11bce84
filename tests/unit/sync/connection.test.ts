/** Joining, being sent away, leaving, erasing; what the policy file decides; what a restart keeps. */
import { cpSync } from 'node:fs'

import { beforeEach, describe, expect, it, vi } from 'vitest'

import type { HttpClient } from '../../../src/main/sync/index.ts'
import { SYNC_STATE } from '../../../src/main/sync/document.ts'
import { z } from '../../../src/shared/zod.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { Bench, DAY, HOUR, MemorySecrets, MINUTE, SECOND } from './bench.ts'
import { ModelCollector, respond } from './model-collector.ts'

vi.setConfig({ testTimeout: 60_000 })

let collector: ModelCollector
let bench: Bench
beforeEach(() => {
  collector = new ModelCollector(() => bench.clock.now())
  bench = new Bench({ http: collector.http })
})

const works = () => {
  collector.fault = (_, answer) => answer()
}
const managed = (changes: object = {}) => ({
  sync: { endpoint: 'https://collector.example/', wire: 'aftercall' as const, code: 'CODE', ...changes },
})
const deviceOf = () => [...collector.devices.values()].at(-1)?.deviceId ?? ''

describe('a computer that is not enrolled', () => {
  it('asks nobody anything, whatever happens', async () => {
    await bench.start()
    bench.rate()
    bench.smile()
    bench.sync.woke()
    bench.sync.sendNow()
    await bench.sync.flush(1_000)
    await bench.pass(40 * HOUR, MINUTE)
    expect(collector.seen).toEqual([])
    expect(bench.sync.view).toMatchObject({ connection: 'none', endpoint: null, pending: 0, managed: false })
    expect(bench.sync.outgoing(10)).toEqual([])
    expect(await bench.sync.createTransferCode()).toEqual({ ok: false, code: 'not-enrolled' })
    expect(await bench.sync.exportFromCollector()).toEqual({ ok: false, code: 'not-enrolled' })
  })
})

describe('joining with a code', () => {
  it('sends everything from before, and says where and as what', async () => {
    await bench.start()
    const ids = [bench.rate(), bench.rate(1, '2025-01-07')]
    expect(await bench.sync.enrol(' COLLECTOR.example/ ', ' CODE ')).toEqual({ ok: true })
    await bench.pass(5 * SECOND)
    expect(collector.everything.map(({ id }) => id)).toEqual(ids.map((id) => `${id}/1`))
    expect(bench.sync.view).toEqual({
      connection: 'enrolled',
      endpoint: 'https://collector.example',
      team: 'Claims',
      role: 'agent',
      wire: 'aftercall',
      managed: false,
      pending: 0,
      waitingSince: null,
      refused: 0,
      lastSentAt: expect.any(Number),
      problem: null,
      clockAheadMs: null,
      tokenInMemoryOnly: false,
      policyCodeProblem: null,
      customerComparison: false,
    })
  })

  it.each([
    ['no address', 'http://', 'CODE', 'bad-address'],
    ['plain http over the network', 'http://collector.example', 'CODE', 'not-secure'],
    ['another code', 'https://collector.example', 'XXXX', 'code-unknown'],
    ['no code', 'https://collector.example', '  ', 'code-unknown'],
    ['a novel for a code', 'https://collector.example', 'x'.repeat(101), 'code-unknown'],
    ['a name that is not there', 'https://elsewhere.example', 'CODE', 'no-network'],
  ])('with %s changes nothing and says why', async (_, endpoint, code, problem) => {
    await bench.start()
    expect(await bench.sync.enrol(endpoint, code)).toEqual({ ok: false, code: problem })
    expect(bench.sync.view).toMatchObject({ connection: 'none', endpoint: null })
  })

  it.each([
    [() => collector.problem(403, 'code-expired'), 'code-expired'],
    [() => collector.problem(403, 'code-used-up'), 'code-used-up'],
    [() => collector.problem(429, 'too-many-requests', { 'retry-after': '60' }), 'too-many-tries'],
    [() => collector.problem(503, 'busy'), 'busy'],
    [() => respond(200, '<html>', {}), 'not-a-collector'],
    [() => respond(200, '{}', {}), 'bad-answer'],
  ])('that is refused says why (%#)', async (fault, code) => {
    await bench.enrolled()
    collector.fault = fault
    expect(await bench.sync.enrol('https://collector.example', 'CODE')).toEqual({ ok: false, code })
    expect(bench.sync.view.connection).toBe('enrolled')
    works()
    bench.rate()
    await bench.pass(5 * SECOND)
    expect(bench.store.pendingCount()).toBe(0)
  })

  it('does not wait for a request that hangs', async () => {
    await bench.enrolled()
    bench.rate()
    let isAsked = false
    collector.fault = () => {
      isAsked = true
      return new Promise(() => {})
    }
    bench.clock.pass(3 * SECOND)
    await vi.waitFor(() => expect(isAsked).toBe(true))
    works()
    expect(await bench.sync.enrol('https://collector.example', 'CODE')).toEqual({ ok: true })
    await bench.pass(5 * SECOND)
    expect(bench.store.pendingCount()).toBe(0)
  })
})

describe('the token', () => {
  it('is never in the database, nor the code, nor in the log', async () => {
    await bench.enrolled()
    bench.rate()
    await bench.pass(5 * SECOND)
    collector.setState('revoked')
    bench.rate()
    await bench.pass(5 * SECOND)
    const [token = ''] = collector.devices.keys()
    const said = JSON.stringify([bench.store.state.read(SYNC_STATE, z.unknown()), bench.log])
    expect(token).toMatch(/^token-/)
    expect(said).not.toContain(token)
    expect(said).not.toContain('"CODE"')
    expect(bench.log.join()).not.toContain('claim-')
    expect(bench.log.join()).not.toContain(deviceOf())
  })

  it('that only memory keeps is said so, is lost with a restart, and the next code makes the same device', async () => {
    bench = new Bench({ http: collector.http, secrets: new MemorySecrets(false) })
    await bench.enrolled()
    const id = bench.rate()
    await bench.pass(5 * SECOND)
    expect(bench.sync.view.tokenInMemoryOnly).toBe(true)
    const device = deviceOf()
    await bench.restart({ secrets: new MemorySecrets(false) })
    bench.rate()
    await bench.pass(4 * HOUR, MINUTE)
    expect(bench.sync.view).toMatchObject({ connection: 'token-lost', pending: 1 })
    await bench.sync.enrol('https://collector.example', 'CODE')
    await bench.pass(5 * SECOND)
    expect(bench.sync.view).toMatchObject({ connection: 'enrolled', pending: 0 })
    expect(deviceOf()).toBe(device)
    // Once, not twice.
    expect(
      collector.seen.flatMap(({ events }) => events).filter((event) => event.id === `${id}/1`),
    ).toHaveLength(1)
  })

  it('is shown to nobody but the endpoint it belongs to', async () => {
    await bench.enrolled()
    const [token = ''] = collector.devices.keys()
    const other = new ModelCollector(() => bench.clock.now(), 'https://other.example')
    await bench.restart({ http: other.http, machinePolicy: managed({ endpoint: 'https://other.example' }) })
    await bench.pass(5 * MINUTE)
    expect(bench.sync.view).toMatchObject({ connection: 'enrolled', endpoint: 'https://other.example' })
    expect(other.seen.length).toBeGreaterThan(0)
    expect(JSON.stringify(other.seen)).not.toContain(token)
    expect(JSON.stringify(other.seen)).not.toContain('claim-')
  })
})

describe('a data folder that was put back from before another enrolment', () => {
  it('does not show the newer token to the older endpoint; the next code there makes the same device', async () => {
    await bench.enrolled()
    bench.rate()
    await bench.pass(5 * SECOND)
    await bench.close()
    const before = temporaryFolder()
    cpSync(bench.folder, before, { recursive: true })
    await bench.restart()
    const other = new ModelCollector(() => bench.clock.now(), 'https://other.example')
    const http: HttpClient = (request) =>
      (request.url.startsWith(other.endpoint) ? other : collector).http(request)
    await bench.restart({ http })
    await bench.sync.enrol(other.endpoint, 'CODE')
    await bench.close()
    collector.seen.length = 0
    const [token = ''] = other.devices.keys()
    const restored = new Bench({ http, folder: before, secrets: bench.secrets, clock: bench.clock })
    await restored.start()
    restored.rate()
    await restored.pass(3 * HOUR, MINUTE)
    expect(restored.sync.view).toMatchObject({
      connection: 'token-lost',
      endpoint: 'https://collector.example',
      pending: 1,
    })
    expect(JSON.stringify(collector.seen)).not.toContain(token)
    await restored.sync.enrol('https://collector.example', 'CODE')
    await restored.pass(MINUTE)
    expect(collector.held.size).toBe(1)
    expect(collector.everything).toHaveLength(2)
  })
})

describe('a collector that sends this computer away', () => {
  it.each([
    ['revoked', 'revoked'],
    ['erased', 'erased'],
  ] as const)('%s: stops, keeps everything, says so, and does not ask again', async (state, connection) => {
    await bench.enrolled()
    bench.rate()
    collector.setState(state)
    await bench.pass(5 * SECOND)
    expect(bench.sync.view).toMatchObject({ connection, pending: 1, refused: 0 })
    const asked = collector.seen.length
    bench.rate()
    bench.smile()
    bench.sync.woke()
    await bench.pass(10 * HOUR, MINUTE)
    expect(collector.seen).toHaveLength(asked)
    await bench.restart()
    await bench.pass(10 * MINUTE)
    expect(bench.sync.view).toMatchObject({ connection, pending: 3 })
  })

  it('revoked: sends everything after the next enrolment, as the same device', async () => {
    await bench.enrolled()
    const first = bench.rate()
    await bench.pass(5 * SECOND)
    const device = deviceOf()
    collector.setState('revoked')
    const second = bench.rate()
    await bench.pass(5 * SECOND)
    await bench.sync.enrol('https://collector.example', 'CODE')
    await bench.pass(5 * SECOND)
    expect([...collector.revisions(device).keys()]).toEqual([first, second])
  })

  it('unknown: looks now and then, for a collector may be restored twice', async () => {
    await bench.enrolled()
    const { devices } = collector
    collector.devices = new Map()
    bench.rate()
    await bench.pass(5 * SECOND)
    expect(bench.sync.view.connection).toBe('unknown')
    const asked = collector.seen.length
    await bench.pass(6 * HOUR, MINUTE)
    expect(collector.seen.length - asked).toBeGreaterThanOrEqual(4)
    expect(collector.seen.length - asked).toBeLessThanOrEqual(13)
    collector.devices = devices
    await bench.pass(2 * HOUR, MINUTE)
    expect(bench.sync.view).toMatchObject({ connection: 'enrolled', pending: 0 })
  })

  it('erased from another computer: what was made before is never sent again, what is made after is', async () => {
    await bench.enrolled()
    const old = bench.rate()
    await bench.pass(5 * SECOND)
    const waiting = bench.rate()
    collector.setState('erased')
    collector.held.clear()
    await bench.pass(5 * SECOND)
    await bench.pass(MINUTE)
    await bench.sync.enrol('https://collector.example', 'CODE')
    const fresh = bench.rate()
    await bench.pass(60 * HOUR, MINUTE)
    const later = bench.rate()
    await bench.pass(60 * HOUR, MINUTE)
    const held = [...collector.revisions(deviceOf()).keys()]
    expect(held).toContain(later)
    expect(held).not.toContain(old)
    expect(held).not.toContain(waiting)
    expect(bench.store.interactions.ofWorkDay(DAY).map(({ id }) => id)).toEqual([old, waiting, fresh, later])
  })
})

describe('another endpoint', () => {
  it('gets everything, also what the first one had confirmed or refused', async () => {
    await bench.enrolled()
    const ids = [bench.rate(), bench.rate(), bench.rate(5, '2026-11-20')]
    collector.refuses = ({ id }) => (id.startsWith(ids[1] ?? '') ? 'invalid' : undefined)
    await bench.pass(5 * SECOND)
    const other = new ModelCollector(() => bench.clock.now(), 'https://other.example')
    await bench.restart({
      http: (request) => (request.url.startsWith(other.endpoint) ? other : collector).http(request),
    })
    expect(await bench.sync.enrol(other.endpoint, 'CODE')).toEqual({ ok: true })
    await bench.pass(5 * SECOND)
    expect(new Set(other.everything.map(({ id }) => id))).toEqual(new Set(ids.map((id) => `${id}/1`)))
    expect(bench.sync.view).toMatchObject({ endpoint: other.endpoint, refused: 0, pending: 0 })
    // And back again: the same device as before, nothing twice.
    collector.refuses = () => undefined
    await bench.sync.enrol(collector.endpoint, 'CODE')
    await bench.pass(5 * SECOND)
    expect(collector.held.size).toBe(1)
    expect(collector.everything).toHaveLength(3)
  })
})

describe('leaving', () => {
  it('forgets the endpoint here and takes leave there; records stay; coming back makes the same device', async () => {
    await bench.enrolled()
    const id = bench.rate()
    await bench.pass(5 * SECOND)
    await bench.sync.disconnect()
    expect(collector.count('/v1/me/leave')).toBe(1)
    expect(bench.sync.view).toMatchObject({ connection: 'none', endpoint: null, team: null })
    expect(bench.secrets).toMatchObject({ kept: undefined })
    const asked = collector.seen.length
    bench.rate()
    await bench.restart()
    await bench.pass(30 * HOUR, MINUTE)
    expect(collector.seen).toHaveLength(asked)
    expect(bench.store.interactions.get(id)?.rating).toBe(4)
    await bench.sync.enrol('https://collector.example', 'CODE')
    await bench.pass(5 * SECOND)
    expect(collector.held.size).toBe(1)
    expect(collector.everything).toHaveLength(2)
  })

  it('works without a network too', async () => {
    await bench.enrolled()
    collector.fault = () => {
      throw new Error('net::ERR_INTERNET_DISCONNECTED')
    }
    await bench.sync.disconnect()
    expect(bench.sync.view.connection).toBe('none')
  })

  it('is not for the agent where the policy file decides', async () => {
    bench = new Bench({ http: collector.http, machinePolicy: managed() })
    await bench.start()
    await bench.pass(2 * MINUTE)
    await bench.sync.disconnect()
    expect(bench.sync.view).toMatchObject({ connection: 'enrolled', managed: true })
    expect(collector.count('/v1/me/leave')).toBe(0)
  })
})

describe('the policy file', () => {
  it('enrols this computer without anybody', async () => {
    bench = new Bench({ http: collector.http, machinePolicy: managed() })
    await bench.start()
    bench.rate()
    await bench.pass(2 * MINUTE)
    expect(bench.sync.view).toMatchObject({ connection: 'enrolled', managed: true, pending: 0 })
    expect(collector.count('/v1/enrolments')).toBe(1)
    await bench.restart()
    await bench.pass(2 * MINUTE)
    expect(collector.count('/v1/enrolments')).toBe(1)
  })

  it('tries for ever while there is no network, with ever longer waits', async () => {
    let tries = 0
    collector.fault = () => {
      tries += 1
      throw new Error('net::ERR_INTERNET_DISCONNECTED')
    }
    bench = new Bench({ http: collector.http, machinePolicy: managed() })
    await bench.start()
    bench.rate()
    await bench.pass(24 * HOUR, MINUTE)
    expect(bench.sync.view).toMatchObject({ connection: 'none', problem: 'no-network', pending: 1 })
    expect(tries).toBeGreaterThan(90)
    expect(tries).toBeLessThan(250)
    works()
    await bench.pass(16 * MINUTE, SECOND)
    expect(bench.sync.view).toMatchObject({ connection: 'enrolled', pending: 0 })
  })

  it('with a code that is refused is tried now and then, not more', async () => {
    collector.codes.clear()
    bench = new Bench({ http: collector.http, machinePolicy: managed() })
    await bench.start()
    await bench.pass(24 * HOUR, MINUTE)
    expect(collector.count('/v1/enrolments')).toBeLessThanOrEqual(50)
    collector.codes.add('CODE')
    await bench.pass(2 * HOUR, MINUTE)
    expect(bench.sync.view.connection).toBe('enrolled')
  })

  it.each([
    ['code-unknown', 403],
    ['code-expired', 410],
    ['code-used-up', 403],
  ] as const)('says that its code is refused, and why: %s', async (problem, status) => {
    collector.fault = (request, answer) =>
      request.url.endsWith('/v1/enrolments') ? collector.problem(status, problem) : answer()
    bench = new Bench({ http: collector.http, machinePolicy: managed() })
    await bench.start()
    expect(bench.sync.view.policyCodeProblem).toBeNull()
    await bench.pass(2 * MINUTE)
    expect(bench.sync.view).toMatchObject({ connection: 'none', managed: true, policyCodeProblem: problem })
    expect(bench.log).toContain(`sync: the policy file's code is refused: ${problem}`)
    // A code that is typed is another one.
    expect(await bench.sync.enrol('https://collector.example', 'TYPED')).toMatchObject({ code: problem })
    collector.fault = () => {
      throw new Error('net::ERR_INTERNET_DISCONNECTED')
    }
    await bench.pass(3 * HOUR, MINUTE)
    expect(bench.sync.view.policyCodeProblem).toBe(problem)
    works()
    expect(await bench.sync.enrol('https://collector.example', 'CODE')).toEqual({ ok: true })
    expect(bench.sync.view.policyCodeProblem).toBeNull()
  })

  it('with too many computers at once is tried again, and its code is not blamed', async () => {
    collector.fault = () => collector.problem(429, 'too-many-requests')
    bench = new Bench({ http: collector.http, machinePolicy: managed() })
    await bench.start()
    bench.rate()
    await bench.pass(2 * MINUTE)
    expect(bench.sync.view).toMatchObject({ connection: 'none', problem: 'busy', policyCodeProblem: null })
  })

  it('does not undo a revocation with the same code; a new code in it does', async () => {
    bench = new Bench({ http: collector.http, machinePolicy: managed() })
    await bench.start()
    await bench.pass(2 * MINUTE)
    collector.setState('revoked')
    bench.rate()
    await bench.pass(30 * HOUR, MINUTE)
    await bench.restart()
    await bench.pass(HOUR, MINUTE)
    expect(bench.sync.view.connection).toBe('revoked')
    expect(collector.count('/v1/enrolments')).toBe(1)
    collector.codes.add('NEXT')
    await bench.restart({ machinePolicy: managed({ code: 'NEXT' }) })
    await bench.pass(2 * MINUTE)
    expect(bench.sync.view).toMatchObject({ connection: 'enrolled', pending: 0 })
    expect(collector.held.size).toBe(1)
  })

  it('enrols again by itself where the token was lost', async () => {
    const options = { http: collector.http, machinePolicy: managed(), secrets: new MemorySecrets(false) }
    bench = new Bench(options)
    await bench.start()
    await bench.pass(2 * MINUTE)
    bench.rate()
    await bench.pass(5 * SECOND)
    await bench.restart({ secrets: new MemorySecrets(false) })
    bench.rate()
    await bench.pass(2 * MINUTE)
    expect(bench.sync.view).toMatchObject({ connection: 'enrolled', pending: 0 })
    expect(collector.held.size).toBe(1)
  })

  it('decides about the endpoint: a code can be typed in for it, for no other', async () => {
    bench = new Bench({ http: collector.http, machinePolicy: managed({ code: undefined }) })
    await bench.start()
    await bench.pass(HOUR, MINUTE)
    expect(collector.seen).toEqual([])
    expect(bench.sync.view).toMatchObject({ connection: 'none', endpoint: 'https://collector.example' })
    expect(await bench.sync.enrol('https://other.example', 'CODE')).toEqual({
      ok: false,
      code: 'bad-address',
    })
    expect(await bench.sync.enrol('https://collector.example', 'CODE')).toEqual({ ok: true })
  })

  it('with an address that can not be used leaves everything as it was, and asks nobody', async () => {
    await bench.enrolled()
    await bench.restart({ machinePolicy: managed({ endpoint: 'http://collector.example' }) })
    bench.rate()
    expect(bench.sync.view.managed).toBe(true)
    expect(await bench.sync.enrol('https://collector.example', 'CODE')).toEqual({
      ok: false,
      code: 'bad-address',
    })
  })
})

describe('a clock that is wrong', () => {
  it.each([
    [9 * HOUR, 'ahead'],
    [-9 * HOUR, 'behind'],
  ])('by %d ms (%s) is said and nothing else', async (offset) => {
    collector.now = () => bench.clock.now() - offset
    await bench.enrolled()
    bench.rate()
    await bench.pass(5 * SECOND)
    expect(bench.sync.view).toMatchObject({ pending: 0, problem: null })
    expect(Math.abs((bench.sync.view.clockAheadMs ?? 0) - offset)).toBeLessThan(2_000)
    collector.now = () => bench.clock.now() + 9 * MINUTE
    bench.rate()
    await bench.pass(5 * SECOND)
    expect(bench.sync.view.clockAheadMs).toBeNull()
  })

  it('that jumps while something waits delays nothing', async () => {
    await bench.enrolled()
    bench.rate()
    bench.clock.jumpTo('2031-01-01T00:00')
    await bench.pass(5 * SECOND)
    bench.clock.jumpTo('2020-01-01T00:00')
    bench.rate()
    await bench.pass(5 * SECOND)
    expect(bench.store.pendingCount()).toBe(0)
  })
})

describe('what an agent may ask the collector for', () => {
  it('is a code for another computer, which becomes a device of the same agent', async () => {
    await bench.enrolled()
    const made = await bench.sync.createTransferCode()
    if (!made.ok) throw new Error(made.code)
    expect(made.expiresAt).toBe(Date.UTC(2026, 10, 23, 12, 15))
    const second = new Bench({ http: collector.http, clock: bench.clock })
    await second.start()
    expect(await second.sync.enrol('https://collector.example', made.code)).toEqual({ ok: true })
    bench.smile()
    second.smile()
    await bench.pass(5 * MINUTE)
    await second.pass(5 * MINUTE)
    expect(new Set([...collector.devices.values()].map(({ agent }) => agent)).size).toBe(1)
    expect(collector.held.size).toBe(2)
    expect(collector.everything.map(({ type }) => type)).toEqual([
      'org.aftercall.day.v1',
      'org.aftercall.day.v1',
    ])
  })

  it('is everything that it holds', async () => {
    await bench.enrolled()
    bench.rate()
    await bench.pass(5 * SECOND)
    const result = await bench.sync.exportFromCollector()
    if (!result.ok) throw new Error(result.code)
    expect(JSON.parse(new TextDecoder().decode(result.body))).toEqual(collector.everything)
    expect(result.mediaType).toBe('application/cloudevents-batch+json')
  })

  it('is that it forgets everything: this computer goes on as another device, and sends nothing of before', async () => {
    await bench.enrolled()
    const old = bench.rate()
    await bench.pass(5 * SECOND)
    const before = deviceOf()
    bench.rate()
    const options = { collector: true, here: false, keepState: [] }
    expect(await bench.sync.erase(options)).toEqual({ ok: true })
    await bench.pass(60 * HOUR, MINUTE)
    expect(collector.everything).toEqual([])
    expect(deviceOf()).not.toBe(before)
    const fresh = bench.rate()
    await bench.pass(60 * HOUR, MINUTE)
    expect(collector.everything.map(({ id }) => id)).toEqual([`${fresh}/1`])
    expect(bench.store.interactions.get(old)?.rating).toBe(4)
    // A change is the agent's new word, and goes.
    bench.store.interactions.rate(old, 1)
    bench.sync.recordsChanged()
    await bench.pass(60 * HOUR, MINUTE)
    expect(collector.everything).toHaveLength(2)
    expect(bench.store.pendingCount()).toBe(0)
  })

  it('and everything here with it', async () => {
    await bench.enrolled()
    bench.store.state.write('settings', { a: 1 })
    bench.store.state.write('pause', { b: 2 })
    bench.rate()
    await bench.pass(5 * SECOND)
    expect(await bench.sync.erase({ collector: true, here: true, keepState: ['settings'] })).toEqual({
      ok: true,
    })
    expect(bench.store.interactions.ofWorkDay(DAY)).toEqual([])
    expect(bench.store.state.read('settings', z.unknown())).toEqual({ a: 1 })
    expect(bench.store.state.read('pause', z.unknown())).toBeUndefined()
    await bench.restart()
    bench.rate()
    await bench.pass(2 * MINUTE)
    expect(bench.sync.view).toMatchObject({ connection: 'enrolled', pending: 0 })
    expect(collector.everything).toHaveLength(1)
  })

  it('erases nothing here when the collector can not be reached, unless it is left out', async () => {
    await bench.enrolled()
    bench.rate()
    collector.fault = () => {
      throw new Error('net::ERR_INTERNET_DISCONNECTED')
    }
    const all = { collector: true, here: true, keepState: [] }
    expect(await bench.sync.erase(all)).toEqual({ ok: false, code: 'no-network' })
    expect(bench.store.interactions.ofWorkDay(DAY)).toHaveLength(1)
    expect(await bench.sync.erase({ ...all, collector: false })).toEqual({ ok: true })
    expect(bench.store.interactions.ofWorkDay(DAY)).toEqual([])
    expect(bench.sync.view.connection).toBe('enrolled')
  })

  it('comes between two batches of a backlog, which then goes on', async () => {
    await bench.enrolled()
    bench.fill(1_200)
    let code: Promise<unknown> | undefined
    collector.fault = (request, answer) => {
      if (request.url.endsWith('/v1/events')) code ??= bench.sync.createTransferCode()
      return answer()
    }
    await bench.pass(3 * SECOND)
    expect(await code).toMatchObject({ ok: true })
    await bench.pass(SECOND)
    expect(
      collector.seen
        .map(({ route }) => route)
        .filter((route) => !route.endsWith('digest'))
        .slice(-4),
    ).toEqual(['/v1/events', '/v1/me/transfer-codes', '/v1/events', '/v1/events'])
    expect(bench.store.pendingCount()).toBe(0)
  })
})
