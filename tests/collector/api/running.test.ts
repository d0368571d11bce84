/** What whoever runs the collector relies on. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { StoreError, type CollectorStore } from '../../../src/collector/store/store.ts'
import { enrolmentAnswerSchema, tokenAnswerSchema } from '../../../src/shared/wire/answers.ts'
import { BATCH_MEDIA_TYPE, ROUTES } from '../../../src/shared/wire/limits.ts'
import { codeOf, interaction, rawExchange, sharedCollector, startTestCollector } from './support.ts'

/** The store, with a gate before its ingest. */
function gated() {
  const { promise: opened, resolve: open } = Promise.withResolvers<void>()
  const { promise: reached, resolve: reach } = Promise.withResolvers<void>()
  const wrap = (store: CollectorStore): CollectorStore => ({
    ...store,
    async ingest(credential, events) {
      reach()
      await opened
      return store.ingest(credential, events)
    },
  })
  return { wrap, open, reached }
}

const failing =
  (error: () => Error) =>
  (store: CollectorStore): CollectorStore => ({
    ...store,
    async ingest() {
      throw error()
    },
    async check() {
      throw error()
    },
  })

describe('A stop', () => {
  test('answers what it has taken, refuses what comes then, and says that it is not ready', async () => {
    const gate = gated()
    const collector = await startTestCollector({ wrap: gate.wrap })
    const { token, deviceId } = await collector.enrol()
    const event = JSON.stringify([interaction(deviceId)])
    const other = JSON.stringify([interaction(deviceId)])
    // One batch is being stored, of another a part has come, and the head of a third request isn't complete.
    const stored = speak(collector.port, `${batchHead(token, event.length)}\r\n${event}`)
    await gate.reached
    const begun = speak(collector.port, `${batchHead(token, event.length)}expect: 100-continue\r\n\r\n`)
    await begun.says('100 Continue')
    begun.socket.write(other.slice(0, 10))
    const probe = speak(
      collector.port,
      'GET /readyz HTTP/1.1\r\nhost: x\r\n\r\nGET /readyz HTTP/1.1\r\nhost: x\r\n',
    )
    await probe.says('"ready"')

    const closed = collector.app.close()
    await expect.poll(() => isRefused(collector.port)).toBe(true)
    probe.socket.write('\r\n')
    await probe.says('503 Service Unavailable')
    begun.socket.write(other.slice(10))
    gate.open()
    expect(await stored.all).toMatch(/^HTTP\/1\.1 200 OK[^]*"stored":1/)
    expect(await begun.all).toMatch(/200 OK[^]*"stored":1/)
    expect((await probe.all).toLowerCase()).toContain('\r\nconnection: close')
    await closed
  })

  test('ends by its deadline, whoever holds on', async () => {
    const collector = await startTestCollector({ limits: { stopMs: 300 } })
    const { token } = await collector.enrol()
    const stuck = speak(collector.port, `${batchHead(token, 99)}expect: 100-continue\r\n\r\n`)
    await stuck.says('100 Continue')
    await collector.app.close()
    expect(await stuck.all).not.toContain('200 OK')
  })
})

function batchHead(token: string, length: number): string {
  return `POST ${ROUTES.events} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: ${BATCH_MEDIA_TYPE}\r\ncontent-length: ${length}\r\n`
}

/** A connection that has sent something. */
function speak(port: number, bytes: string) {
  const socket = connect(port, '127.0.0.1')
  let received = ''
  socket.on('error', () => {}).on('data', (chunk) => (received += chunk.toString()))
  socket.write(bytes)
  const all = new Promise<string>((resolve) => socket.on('close', () => resolve(received)))
  const says = async (text: string) => {
    await expect.poll(() => received, { timeout: 10_000 }).toContain(text)
  }
  return { socket, all, says }
}

async function isRefused(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  return new Promise((resolve) => {
    socket.on('connect', () => {
      socket.destroy()
      resolve(false)
    })
    socket.on('error', () => resolve(true))
  })
}

describe('A store that refuses', () => {
  test.each([
    ['busy', 503, 'busy'],
    ['unreachable', 503, 'busy'],
    ['locked', 503, 'busy'],
    ['closed', 503, 'busy'],
    ['disk-full', 507, 'storage'],
    ['read-only', 507, 'storage'],
    ['corrupt', 507, 'storage'],
    ['io', 507, 'storage'],
  ] as const)(
    '%s is answered with %i and when to come again, without a word of the store',
    async (code, status, problem) => {
      const collector = await startTestCollector({
        wrap: failing(() => new StoreError(code, 'The file secret-place.db on db.internal.example refuses.')),
      })
      const { token, deviceId } = await collector.enrol()
      const received = await collector.send(token, [interaction(deviceId)])
      expect([received.status, codeOf(received)]).toEqual([status, problem])
      expect(Number(received.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(received.text).not.toMatch(/secret-place|db\.internal/)
      const ready = await collector.call('GET', '/readyz')
      expect([ready.status, codeOf(ready)]).toEqual([503, 'busy'])
      expect((await collector.call('GET', '/healthz')).status).toBe(200)
    },
  )

  test('and comes again at another moment for everybody', async () => {
    const moments = [0, 0.5, 1]
    const collector = await startTestCollector({
      wrap: failing(() => new StoreError('busy', 'Too much.')),
      random: () => moments.shift() ?? 0,
    })
    const { token } = await collector.enrol()
    const waits = []
    for (let time = 0; time < 3; time += 1)
      waits.push((await collector.send(token, [])).headers.get('retry-after'))
    expect(new Set(waits).size).toBe(3)
  })

  test('in a way that nobody expected is 500, and the log alone knows why', async () => {
    const collector = await startTestCollector({
      wrap: failing(() =>
        Object.assign(new Error('duplicate key (Ada)'), { detail: 'Key (follow_up)=(call Ada)' }),
      ),
    })
    const { token, deviceId } = await collector.enrol()
    const received = await collector.send(token, [interaction(deviceId, { followUp: 'call Ada' })])
    expect([received.status, codeOf(received)]).toEqual([500, 'internal'])
    expect(received.text).not.toMatch(/Ada|duplicate|\bat /)
    const [, id = ''] = /request ([\w-]+)\./.exec(received.text) ?? []
    const lines = collector.log.filter((line) => line.includes(id))
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain('duplicate key')
    expect(lines[0]).not.toContain('call Ada')
  })
})

describe('The log', () => {
  test('has no token, no code, no body, and no address unless it is asked for detail', async () => {
    const collector = await startTestCollector({ wrap: failing(() => new Error('broken')) })
    const { token, claim, deviceId } = await collector.enrol()
    await collector.send(token, [interaction(deviceId, { followUp: 'call Ada' })])
    await collector.call('POST', ROUTES.enrolments, { json: { code: 'SECRET-CODE' } })
    await collector.call('GET', `${ROUTES.policy}?token=${token}`)
    await rawExchange(collector.port, `nonsense ${token}\r\n\r\n`)
    const lines = collector.log.join('')
    expect(lines).toContain('broken')
    for (const secret of [token, claim, deviceId, 'Ada', 'SECRET', '127.0.0.1'])
      expect(lines).not.toContain(secret)
  })

  test('asked for detail names route, status and address, and still no secret', async () => {
    const collector = await startTestCollector({ logLevel: 'debug' })
    const { token } = await collector.enrol()
    await collector.send(token, [])
    const lines = collector.log.join('')
    expect(lines).toContain(`"route":"${ROUTES.events}","status":200`)
    expect(lines).toContain('127.0.0.1')
    expect(lines).not.toContain(token)
  })
})

describe('Metrics', () => {
  test('count requests and events, and name no device, agent or team', async () => {
    const collector = await startTestCollector()
    const { token, deviceId, team } = await collector.enrol()
    const event = interaction(deviceId)
    await collector.send(token, [event, event, interaction(deviceId), null])
    await collector.send(undefined, [])
    await collector.call('GET', '/nowhere')
    const { text } = await collector.call('GET', '/metrics')
    expect(text).toContain('aftercall_events_stored_total 2')
    expect(text).toContain('aftercall_events_stale_total 1')
    expect(text).toContain('aftercall_events_refused_total{code="invalid"} 1')
    expect(text).toContain('aftercall_http_requests_total{route="/v1/events",status="200"} 1')
    expect(text).toContain('aftercall_http_requests_total{route="/v1/events",status="401"} 1')
    expect(text).toContain('aftercall_http_requests_total{route="other",status="404"} 1')
    expect(text).toMatch(/aftercall_http_request_duration_seconds_count\{route="\/v1\/events"\} 2/)
    expect(text).toContain('aftercall_events_waiting 0')
    expect(text).toMatch(/aftercall_http_connections [1-9]/)
    expect(text).toContain('process_resident_memory_bytes')
    for (const name of [deviceId, team.id, team.name, token]) expect(text).not.toContain(name)
  })

  test('are for this computer only, and not for what a proxy brings', async () => {
    const collector = await startTestCollector()
    for (const name of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip']) {
      const received = await collector.call('GET', '/metrics', { headers: { [name]: '127.0.0.1' } })
      expect([received.status, codeOf(received)]).toEqual([403, 'forbidden'])
    }
    const trusting = await startTestCollector({ trustProxy: ['127.0.0.1'] })
    const received = await trusting.call('GET', '/metrics', { headers: { 'x-forwarded-for': '192.0.2.7' } })
    expect(received.status).toBe(403)
  })

  test('are for whoever has their token, where there is one', async () => {
    const collector = await startTestCollector({ metricsToken: 'a long metrics token' })
    const { token } = await collector.enrol()
    const asked = (authorization?: string) =>
      collector.call('GET', '/metrics', {
        headers: { ...(authorization !== undefined && { authorization }) },
      })
    expect((await asked()).status).toBe(401)
    expect((await asked(`Bearer ${token}`)).status).toBe(401)
    expect((await asked('Bearer a long metrics token')).status).toBe(200)
  })
})

describe('Limits', () => {
  test('a device that sends too often waits, and others don’t', async () => {
    let now = Date.now()
    const collector = await startTestCollector({
      now: () => now,
      limits: { eventsPerDevice: { burst: 3, perSecond: 1 }, requestsPerDevice: { burst: 5, perSecond: 1 } },
    })
    const [one, other] = [await collector.enrol(), await collector.enrol()]
    const statuses = []
    for (let time = 0; time < 5; time += 1) statuses.push((await collector.send(one.token, [])).status)
    expect(statuses).toEqual([200, 200, 200, 429, 429])
    expect((await collector.send(other.token, [])).status).toBe(200)
    expect((await collector.call('GET', ROUTES.policy, { token: one.token })).status).toBe(200)
    now += 2_000
    expect((await collector.send(one.token, [])).status).toBe(200)
    for (let time = 0; time < 5; time += 1) await collector.call('GET', ROUTES.policy, { token: other.token })
    const received = await collector.call('GET', ROUTES.policy, { token: other.token })
    expect([received.status, codeOf(received), received.headers.get('retry-after')]).toEqual([
      429,
      'too-many-requests',
      '1',
    ])
  })

  test('nobody uses up the budget of a device without its token', async () => {
    const collector = await startTestCollector({
      limits: { eventsPerDevice: { burst: 2, perSecond: 0.001 } },
    })
    const { token } = await collector.enrol()
    const [version, team, device] = token.split('.')
    const forged = `${version}.${team}.${device}.${'A'.repeat(43)}`
    await collector.send(token, [])
    for (let time = 0; time < 5; time += 1) expect((await collector.send(forged, [])).status).toBe(401)
    expect((await collector.send(token, [])).status).toBe(200)
    expect((await collector.send(token, [])).status).toBe(429)
  })

  test('a new token, or a new start after an erasure, is no new budget', async () => {
    const collector = await startTestCollector({
      limits: { requestsPerDevice: { burst: 22, perSecond: 0.001 } },
    })
    const { token } = await collector.enrol()
    const rotated = tokenAnswerSchema.parse((await collector.call('POST', ROUTES.token, { token })).body)
    const erased = await collector.call('POST', ROUTES.erase, { token: rotated.token })
    const after = enrolmentAnswerSchema.parse(erased.body)
    const again = tokenAnswerSchema.parse(
      (await collector.call('POST', ROUTES.token, { token: after.token })).body,
    )
    expect((await collector.call('POST', ROUTES.token, { token: again.token })).status).toBe(429)
    expect((await collector.call('POST', ROUTES.erase, { token: again.token })).status).toBe(429)
    expect((await collector.send(again.token, [])).status).toBe(200)
  })

  test('a device that drains 100,000 records is never slowed', async () => {
    const collector = await startTestCollector()
    const { token } = await collector.enrol()
    const statuses = new Set<number>()
    for (let batch = 0; batch < 200; batch += 1) statuses.add((await collector.send(token, [])).status)
    expect(Array.from(statuses)).toEqual([200])
  })

  test('codes are guessed slowly from one address, and good ones don’t count', async () => {
    let now = Date.now()
    const collector = await startTestCollector({
      now: () => now,
      trustProxy: ['127.0.0.1'],
      limits: { wrongCodesPerAddress: { burst: 3, perSecond: 0.1 } },
    })
    const enrol = async (address: string, code: string) =>
      (
        await collector.call('POST', ROUTES.enrolments, {
          json: { code },
          headers: { 'x-forwarded-for': address },
        })
      ).status
    const good = await collector.code('agent', 10)
    for (let time = 0; time < 5; time += 1) expect(await enrol('2001:db8:1:2::1', good)).toBe(200)
    for (let time = 1; time <= 3; time += 1) expect(await enrol(`2001:db8:1:2::${time}`, 'WRONG')).toBe(403)
    expect(await enrol('2001:db8:1:2:ffff::9', 'WRONG')).toBe(429)
    expect(await enrol('2001:db8:1:2::1', good)).toBe(429)
    expect(await enrol('2001:db8:1:3::1', 'WRONG')).toBe(403)
    now += 11_000
    expect(await enrol('2001:db8:1:2::1', good)).toBe(200)
  })

  test('and from all addresses together', async () => {
    const collector = await startTestCollector({
      trustProxy: ['127.0.0.1'],
      limits: { wrongCodes: { burst: 4, perSecond: 0.001 } },
    })
    const statuses = []
    for (let address = 1; address <= 6; address += 1)
      statuses.push(
        (
          await collector.call('POST', ROUTES.enrolments, {
            json: { code: 'WRONG' },
            headers: { 'x-forwarded-for': `192.0.2.${address}` },
          })
        ).status,
      )
    expect(statuses).toEqual([403, 403, 403, 403, 429, 429])
  })

  test('an address is believed only from a proxy that is trusted', async () => {
    const collector = await startTestCollector({
      limits: { wrongCodesPerAddress: { burst: 2, perSecond: 0.001 } },
    })
    const statuses = []
    for (let address = 1; address <= 3; address += 1)
      statuses.push(
        (
          await collector.call('POST', ROUTES.enrolments, {
            json: { code: 'WRONG' },
            headers: { 'x-forwarded-for': `192.0.2.${address}` },
          })
        ).status,
      )
    expect(statuses).toEqual([403, 403, 429])
  })
})

describe('Answers', () => {
  const shared = sharedCollector()

  test('of some size come compressed to whoever takes that, and are the same', async () => {
    const collector = shared()
    const { token, deviceId } = await collector.enrol()
    const events = Array.from({ length: 300 }, () => interaction(deviceId))
    await collector.send(token, events)
    const plain = await collector.call('GET', ROUTES.export, {
      token,
      headers: { 'accept-encoding': 'identity' },
    })
    expect(plain.headers.get('content-encoding')).toBeNull()
    expect(plain.body).toHaveLength(300)
    for (const encoding of ['gzip', 'zstd']) {
      const packed = await collector.call('GET', ROUTES.export, {
        token,
        headers: { 'accept-encoding': `${encoding}, br` },
      })
      expect(packed.headers.get('content-encoding')).toBe(encoding)
      expect(packed.headers.get('vary')).toBe('accept-encoding')
      expect(packed.text).toBe(plain.text)
    }
    const refused = await collector.call('GET', '/openapi.json', {
      headers: { 'accept-encoding': 'zstd;q=0, gzip;q=0.0' },
    })
    expect(refused.headers.get('content-encoding')).toBeNull()
  })

  test('a client that goes while it reads an export leaves nothing open', async () => {
    const collector = shared()
    const { token, deviceId } = await collector.enrol()
    for (let batch = 0; batch < 8; batch += 1)
      await collector.send(
        token,
        Array.from({ length: 500 }, () => interaction(deviceId, { followUp: 'x'.repeat(400) })),
      )
    const socket = connect(collector.port, '127.0.0.1')
    socket.write(`GET ${ROUTES.export} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n\r\n`)
    await once(socket, 'data')
    socket.destroy()
    expect((await collector.send(token, [interaction(deviceId)])).status).toBe(200)
    expect(collector.log.filter((line) => line.includes('"level":"error"'))).toEqual([])
  })
})
