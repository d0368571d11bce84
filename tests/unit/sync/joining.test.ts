/** Joining a team with a code, and the token that it gives. */
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { SYNC_STATE } from '../../../src/main/sync/document.ts'
import { z } from '../../../src/shared/zod.ts'
import { Bench, HOUR, MemorySecrets, MINUTE, SECOND } from './bench.ts'
import { deviceOf, managed, worksAgain } from './connection-support.ts'
import { ModelCollector, respond } from './model-collector.ts'

vi.setConfig({ testTimeout: 60_000 })

let collector: ModelCollector
let bench: Bench
beforeEach(() => {
  collector = new ModelCollector(() => bench.clock.now())
  bench = new Bench({ http: collector.http })
})

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
    worksAgain(collector)
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
    worksAgain(collector)
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
    expect(bench.log.join()).not.toContain(deviceOf(collector))
  })

  it('that only memory keeps is said so, is lost with a restart, and the next code makes the same device', async () => {
    bench = new Bench({ http: collector.http, secrets: new MemorySecrets(false) })
    await bench.enrolled()
    const id = bench.rate()
    await bench.pass(5 * SECOND)
    expect(bench.sync.view.tokenInMemoryOnly).toBe(true)
    const device = deviceOf(collector)
    await bench.restart({ secrets: new MemorySecrets(false) })
    bench.rate()
    await bench.pass(4 * HOUR, MINUTE)
    expect(bench.sync.view).toMatchObject({ connection: 'token-lost', pending: 1 })
    await bench.sync.enrol('https://collector.example', 'CODE')
    await bench.pass(5 * SECOND)
    expect(bench.sync.view).toMatchObject({ connection: 'enrolled', pending: 0 })
    expect(deviceOf(collector)).toBe(device)
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
