/** What an agent may ask the collector for. */
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { z } from '../../../src/shared/zod.ts'
import { Bench, DAY, HOUR, MINUTE, SECOND } from './bench.ts'
import { deviceOf } from './connection-support.ts'
import { ModelCollector } from './model-collector.ts'

vi.setConfig({ testTimeout: 60_000 })

let collector: ModelCollector
let bench: Bench
beforeEach(() => {
  collector = new ModelCollector(() => bench.clock.now())
  bench = new Bench({ http: collector.http })
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
    const before = deviceOf(collector)
    bench.rate()
    const options = { collector: true, here: false, keepState: [] }
    expect(await bench.sync.erase(options)).toEqual({ ok: true })
    await bench.pass(60 * HOUR, MINUTE)
    expect(collector.everything).toEqual([])
    expect(deviceOf(collector)).not.toBe(before)
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
