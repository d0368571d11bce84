/** What the policy file decides. */
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { Bench, HOUR, MemorySecrets, MINUTE, SECOND } from './bench.ts'
import { managed, worksAgain } from './connection-support.ts'
import { ModelCollector } from './model-collector.ts'

vi.setConfig({ testTimeout: 60_000 })

let collector: ModelCollector
let bench: Bench
beforeEach(() => {
  collector = new ModelCollector(() => bench.clock.now())
  bench = new Bench({ http: collector.http })
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
    worksAgain(collector)
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
    worksAgain(collector)
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
