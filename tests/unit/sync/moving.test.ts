/** Other endpoints, other times: what a computer that has belonged to a team does elsewhere, or later. */
import { cpSync } from 'node:fs'

import { beforeEach, describe, expect, it, vi } from 'vitest'

import type { HttpClient } from '../../../src/main/sync/index.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { Bench, DAY, HOUR, MINUTE, SECOND } from './bench.ts'
import { deviceOf, managed } from './connection-support.ts'
import { ModelCollector } from './model-collector.ts'

vi.setConfig({ testTimeout: 60_000 })

let collector: ModelCollector
let bench: Bench
beforeEach(() => {
  collector = new ModelCollector(() => bench.clock.now())
  bench = new Bench({ http: collector.http })
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
    const device = deviceOf(collector)
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
    const held = [...collector.revisions(deviceOf(collector)).keys()]
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
