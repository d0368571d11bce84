/** What every proxy that the documentation shows must do, in front of real collectors. */
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { BATCH_MEDIA_TYPE, ROUTES, TEAM_LIMITS, WIRE_LIMITS } from '../../../src/shared/wire/limits.ts'
import { rating, today } from '../../collector/cli/devices.ts'
import { runJson } from '../../collector/cli/support.ts'
import { cutOff, lacksPostgres, oneCollector, twoCollectors } from './collectors.ts'
import type { StartProxy } from './proxies.ts'

const WRONG_CODE = '3-7QK2M-4XR9T-HJ0WD'
const COMPARISON = '{"customerComparison": {"worksCouncilAgreedOn": "2026-01-01"}}'

/** The same address in other words. */
const METRICS = [
  '/metrics',
  '/metrics?x',
  '//metrics',
  '/%6Detrics',
  '/v1/../metrics',
  '/METRICS',
  '/metrics/',
]

/** @param statusesInTrouble what a device may be answered while collectors are stopped and killed */
export function proxyPromises(startProxy: StartProxy, statusesInTrouble: readonly number[]): void {
  test('passes what devices say and ask: enrolment, events, digest, export', async () => {
    const { addresses, code, env } = await oneCollector()
    const { site } = await startProxy(addresses)
    const device = await site.enrol(code)
    const events = Array.from({ length: 400 }, () => rating(device.deviceId, today(1), 4))
    expect(await site.send(device, events)).toMatchObject({ status: 200, body: { stored: 400, stale: 0 } })
    const headers = { authorization: `Bearer ${device.token}` }
    const digest = await site.ask(ROUTES.digest, { headers })
    expect(digest.body.periods).toMatchObject([{ period: today(1), count: 400 }])
    const { status, text } = await site.ask(ROUTES.export, { headers })
    expect({ status, records: text.match(/"rating"/g)?.length }).toEqual({ status: 200, records: 400 })
    expect((await site.ask('/readyz')).status).toBe(200)
    expect(await runJson(['stats'], { env })).toMatchObject({ interactions: 400 })
  })

  test('passes the largest bodies, plain and compressed, and long headers, and refuses larger ones', async () => {
    const { addresses, code, env } = await oneCollector()
    const { site, log } = await startProxy(addresses)
    const device = await site.enrol(code)
    const { token } = await runJson(['feedback', 'token', 'create', 'Survey'], { env })
    await runJson(['policy', 'set', '-'], { env, stdin: COMPARISON })
    const batch = (bytes: number) =>
      Buffer.from(JSON.stringify([rating(device.deviceId, today(), 5)]).padEnd(bytes))
    const send = (body: Uint8Array, encoding = 'identity') => {
      const authorization = `Bearer ${device.token}`
      const headers = { 'content-type': BATCH_MEDIA_TYPE, 'content-encoding': encoding, authorization }
      return site.ask(ROUTES.events, { body, headers })
    }
    const stored = { status: 200, body: { stored: 1 } }
    const refused = { status: 413, body: { type: 'urn:aftercall:problem:body-too-large' } }
    const most = WIRE_LIMITS.bodyBytes
    expect(await send(batch(most))).toMatchObject(stored)
    // Level 0: on the wire as large as unpacked.
    expect(await send(gzipSync(batch(most - 1_000), { level: 0 }), 'gzip')).toMatchObject(stored)
    expect(await send(zstdCompressSync(batch(most)), 'zstd')).toMatchObject(stored)
    expect(await send(batch(most + 1))).toMatchObject(refused)
    expect(await send(zstdCompressSync(batch(most + 1)), 'zstd')).toMatchObject(refused)
    expect((await send(batch(5 * 1024 * 1024))).status).toBe(413)
    const feedback = await site.ask(ROUTES.customerFeedback, {
      body: '[]'.padEnd(TEAM_LIMITS.feedbackBytes),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    })
    expect(feedback.status).toBe(200)
    expect(log()).not.toContain('temporary file')
    const withHeader = async (length: number) =>
      (await site.ask('/healthz', { headers: { 'x-long': 'x'.repeat(length) } })).status
    expect(await withHeader(7_000)).toBe(200)
    for (const length of [8_200, 9_000, 40_000]) expect([400, 431]).toContain(await withHeader(length))
  })

  test.each([
    { whose: 'for this computer only', args: [] },
    { whose: 'for whoever has the token', args: ['--metrics-token', 'a-long-token'] },
  ])('tells nobody the metrics that are $whose, whatever the address looks like', async ({ args }) => {
    const { addresses } = await oneCollector(...args)
    const { site } = await startProxy(addresses)
    const headers = { authorization: 'Bearer a-long-token', 'x-forwarded-for': '127.0.0.1' }
    for (const path of METRICS) {
      const { status, text } = await site.ask(path, { headers })
      expect([403, 404]).toContain(status)
      expect(text).not.toContain('aftercall_')
    }
  })

  test('lets wrong codes be counted by the address of the client, which no client can choose', async () => {
    const { addresses, code } = await oneCollector()
    const { site } = await startProxy(addresses)
    const guess = (from: string, n: number) => {
      const other = `10.0.0.${n}`
      return site.tryCode(WRONG_CODE, {
        from,
        headers: { 'x-forwarded-for': other, forwarded: `for=${other}` },
      })
    }
    for (let n = 0; n < 10; n++) expect((await guess('127.0.0.2', n)).status).toBe(403)
    expect(await guess('127.0.0.2', 10)).toMatchObject({
      status: 429,
      retryAfter: expect.stringMatching(/^[1-6]$/),
    })
    expect((await guess('127.0.0.3', 11)).status).toBe(403)
    expect((await site.tryCode(code, { from: '127.0.0.3' })).status).toBe(200)
  })

  describe.skipIf(lacksPostgres)('in front of two collectors on one database', () => {
    test('asks the other one while one stops, starts again or is killed, and nothing is lost', async () => {
      const { servers, addresses, env, code, startAgain } = await twoCollectors()
      const { site, keptOpen } = await startProxy(addresses)
      const statuses = new Set<number>()
      let sent = 0
      const over = new AbortController()
      const work = async (on: typeof site) => {
        const device = await site.enrol(code)
        while (!over.signal.aborted) {
          const event = rating(device.deviceId, today(), 3)
          // As a device does: the same again until it was taken.
          for (let status = 0; status !== 200; await sleep(20)) {
            ;({ status } = await on.send(device, [event]))
            statuses.add(status)
          }
          sent += 1
        }
      }
      const working = [site, site, keptOpen, keptOpen].map(work)
      await sleep(400)
      expect(await servers[0].stop()).toBe(0)
      await sleep(200)
      await startAgain(0)
      await sleep(1_500)
      servers[1].child.kill('SIGKILL')
      await sleep(500)
      over.abort()
      await Promise.all(working)
      expect(statuses.difference(new Set([200, ...statusesInTrouble]))).toEqual(new Set())
      expect(await runJson(['stats'], { env })).toMatchObject({ interactions: sent })
      expect(await runJson(['verify'], { env })).toMatchObject({ ok: true })
    })

    test('passes "later" with its time, and by /readyz that nothing can be stored', async () => {
      const { addresses, env, code } = await twoCollectors()
      const { site } = await startProxy(addresses)
      const device = await site.enrol(code)
      const reconnect = await cutOff(env.AFTERCALL_DATABASE)
      expect(await site.send(device, [rating(device.deviceId, today(), 3)])).toMatchObject({
        status: 503,
        retryAfter: expect.stringMatching(/^[1-5]$/),
        body: { type: 'urn:aftercall:problem:busy' },
      })
      expect((await site.ask('/readyz')).status).toBe(503)
      await reconnect()
      expect((await site.send(device, [rating(device.deviceId, today(), 3)])).status).toBe(200)
      await expect.poll(async () => (await site.ask('/readyz')).status, { timeout: 5_000 }).toBe(200)
    })
  })
}
