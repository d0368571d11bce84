/** What no widget sends: each gets a clear 4xx, nothing is stored, and the next one is served. */
import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { BATCH_MEDIA_TYPE, ROUTES } from '../../../src/shared/wire/limits.ts'
import { codeOf, interaction, rawExchange, sharedCollector, startTestCollector } from './support.ts'

const statusOf = (received: string) => received.split('\r\n')[0]

function expectRawProblem(received: string, status: number): void {
  expect(statusOf(received)).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(received).toContain('application/problem+json')
  expect(received.toLowerCase()).toContain('x-content-type-options: nosniff')
  expect(received.toLowerCase()).toContain('\r\ndate: ')
}

describe('An address that there is not', () => {
  const shared = sharedCollector()

  test.each([
    '/',
    '/v1',
    '/v1/',
    '/v1/events/',
    '/v1//events',
    '//v1/events',
    '/V1/EVENTS',
    '/v1/events;a=1',
    '/v1%2Fevents',
    '/v1/%2e%2e/v1/events',
    '/v1/events%00',
    '/v1/events%0d%0aX-Evil:1',
    '/v2/events',
    '/admin',
    '/.env',
    '/etc/passwd',
    '/%ff',
    '/%',
    '/__proto__',
    '/constructor',
  ])('%s is not found, with a token or without', async (path) => {
    const collector = shared()
    const { token, deviceId } = await collector.enrol()
    const event = JSON.stringify([interaction(deviceId)])
    const answer = await rawExchange(
      collector.port,
      `POST ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer ${token}\r\n` +
        `content-type: ${BATCH_MEDIA_TYPE}\r\ncontent-length: ${event.length}\r\n\r\n${event}`,
    )
    expectRawProblem(answer, 404)
    expect(await collector.recordCount()).toBe(0)
  })

  test.each(['/v1/../v1/policy', '/v1/./policy', 'http://elsewhere.example/v1/policy', '*', 'v1/policy'])(
    'a target %s is no way around',
    async (target) => {
      const answer = await rawExchange(
        shared().port,
        `GET ${target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`,
      )
      expect(statusOf(answer)).toMatch(/^HTTP\/1\.1 (400|401|404) /)
      expect(answer).toContain('application/problem+json')
    },
  )

  test.each(['GET', 'PUT', 'PATCH', 'DELETE'])(
    '%s on a route of another method says which',
    async (method) => {
      const received = await shared().call(method, ROUTES.events)
      expect([received.status, codeOf(received)]).toEqual([405, 'method-not-allowed'])
      expect(received.headers.get('allow')).toBe('POST, OPTIONS')
    },
  )

  test.each(['TRACE', 'PROPFIND', 'QUERY', 'BREW'])('%s is refused', async (method) => {
    const answer = await rawExchange(
      shared().port,
      `${method} ${ROUTES.events} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`,
    )
    expect(statusOf(answer)).toMatch(/^HTTP\/1\.1 4\d\d /)
  })

  test.each([
    ['application/json', '{'],
    [';;;', 'x'],
    ['text/plain', 'x'],
  ])('a body of type %s changes nothing about that', async (type, body) => {
    const collector = shared()
    const headers = { 'content-type': type }
    expect((await collector.call('POST', '/nowhere', { body, headers })).status).toBe(404)
    expect((await collector.call('PUT', ROUTES.events, { body, headers })).status).toBe(405)
  })

  test('a tunnel is refused', async () => {
    const answer = await rawExchange(shared().port, 'CONNECT x:443 HTTP/1.1\r\nhost: x\r\n\r\n')
    expect(statusOf(answer)).toBe('HTTP/1.1 405 Method Not Allowed')
    expectRawProblem(answer, 405)
  })

  test('an upgrade is not made', async () => {
    const answer = await rawExchange(
      shared().port,
      `GET ${ROUTES.policy} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`,
    )
    expect(statusOf(answer)).toBe('HTTP/1.1 401 Unauthorized')
    expectRawProblem(answer, 401)
  })

  test('OPTIONS says the methods, and nobody is invited from another origin', async () => {
    const received = await shared().call('OPTIONS', ROUTES.events, {
      headers: { origin: 'https://evil.example' },
    })
    expect([received.status, received.headers.get('allow')]).toEqual([204, 'POST, OPTIONS'])
    expect(Array.from(received.headers.keys()).filter((name) => name.startsWith('access-control'))).toEqual(
      [],
    )
  })

  test('HEAD is for probes', async () => {
    const collector = shared()
    expect((await collector.call('HEAD', '/healthz')).status).toBe(200)
    expect((await collector.call('HEAD', '/readyz')).status).toBe(200)
    expect((await collector.call('HEAD', ROUTES.export)).status).toBe(405)
  })
})

describe('What is not one request', () => {
  const shared = sharedCollector()
  const head = `POST ${ROUTES.events} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n`

  test.each<[string, string, number]>([
    ['two lengths', `${head}content-length: 5\r\ncontent-length: 6\r\n\r\n[]   `, 400],
    ['a length and chunks', `${head}content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`, 400],
    ['chunks that are not last', `${head}transfer-encoding: chunked, gzip\r\n\r\n0\r\n\r\n`, 400],
    ['a length below nothing', `${head}content-length: -1\r\n\r\n`, 400],
    ['a length in words', `${head}content-length: two\r\n\r\n`, 400],
    ['a space before the colon', `${head}content-length : 2\r\n\r\n[]`, 400],
    ['a folded header', `${head}x-a: 1\r\n 2\r\n\r\n`, 400],
    ['a line feed alone', `POST ${ROUTES.events} HTTP/1.1\nhost: x\n\n`, 400],
    ['a carriage return in a header', `${head}x-a: 1\r2\r\n\r\n`, 400],
    ['NUL in a header', `${head}x-a: 1\0\r\n\r\n`, 400],
    ['no HTTP', 'EHLO there\r\n\r\n', 400],
    ['TLS', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003', 400],
    ['another HTTP', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    ['no host', `GET ${ROUTES.policy} HTTP/1.1\r\nconnection: close\r\n\r\n`, 400],
    ['headers that are too large', `${head}x-a: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    ['too many headers', `${head}${'x-a: 1\r\n'.repeat(5_000)}\r\n`, 431],
    ['an address that is too long', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`, 431],
    ['a token that is too long', `${head}authorization: Bearer ${'a'.repeat(7_000)}\r\n\r\n`, 401],
  ])('%s', async (_what, bytes, status) => {
    const collector = shared()
    expectRawProblem(await rawExchange(collector.port, Buffer.from(bytes, 'latin1')), status)
    expect((await collector.call('GET', '/healthz')).status).toBe(200)
    expect(await collector.recordCount()).toBe(0)
  })

  test('a request hidden in the body of another is not answered', async () => {
    const collector = shared()
    const { token } = await collector.enrol()
    const hidden = `GET ${ROUTES.export} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n\r\n`
    const answer = await rawExchange(
      collector.port,
      `${head}content-length: 6\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`,
    )
    expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1)
    expectRawProblem(answer, 400)
  })

  test('a body without a token is not asked for', async () => {
    const collector = shared()
    const { token, deviceId } = await collector.enrol()
    const body = JSON.stringify([interaction(deviceId)])
    const ask = (authorization: string) =>
      `${head}${authorization}expect: 100-continue\r\ncontent-type: ${BATCH_MEDIA_TYPE}\r\ncontent-length: ${body.length}\r\n\r\n`
    expectRawProblem(await rawExchange(collector.port, ask('')), 401)
    const wanted = await rawExchange(collector.port, ask(`authorization: Bearer ${token}\r\n`) + body)
    expect(wanted).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK/)
  })
})

describe('A large body', () => {
  const shared = sharedCollector()

  test.each([3, 15, 64])('of %i MiB is refused, announced or in chunks', async (size) => {
    const collector = shared()
    const { token } = await collector.enrol()
    const body = new Uint8Array(size * 1024 * 1024).fill(32)
    const headers = { 'content-type': BATCH_MEDIA_TYPE }
    const announced = await rawExchange(
      collector.port,
      `POST ${ROUTES.events} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n` +
        `content-type: ${BATCH_MEDIA_TYPE}\r\ncontent-length: ${body.length}\r\n\r\n`,
      300,
    )
    expectRawProblem(announced, 413)
    if (size > 15) return
    const stream = new ReadableStream({
      start(controller) {
        for (let at = 0; at < body.length; at += 65_536) controller.enqueue(body.subarray(at, at + 65_536))
        controller.close()
      },
    })
    const inChunks = await collector.call('POST', ROUTES.events, { token, body: stream, headers })
    expect([inChunks.status, codeOf(inChunks)]).toEqual([413, 'body-too-large'])
    expect((await collector.send(token, [])).status).toBe(200)
  })

  test('is not read from somebody without a token, and the connection goes on', async () => {
    const collector = shared()
    const body = new Uint8Array(1024 * 1024).fill(32)
    const headers = { 'content-type': BATCH_MEDIA_TYPE }
    const received = await collector.call('POST', ROUTES.events, { body, headers })
    expect(received.status).toBe(401)
  })
})

describe('A slow client', () => {
  test('gets 408, for the headers as for the body, and takes nobody else’s place', async () => {
    const collector = await startTestCollector({ limits: { headersMs: 700, requestMs: 1_200 } })
    const { token } = await collector.enrol()
    const head = `POST ${ROUTES.events} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: ${BATCH_MEDIA_TYPE}\r\n`
    const slow = [
      rawExchange(collector.port, 'GET /healthz HTTP/1.1\r\nhost: x\r\n', 8_000),
      rawExchange(collector.port, `${head}content-length: 1000\r\n\r\n[`, 8_000),
      rawExchange(collector.port, `${head}transfer-encoding: chunked\r\n\r\n1\r\n[\r\n`, 8_000),
    ]
    expect((await collector.send(token, [])).status).toBe(200)
    for (const answer of await Promise.all(slow)) expectRawProblem(answer, 408)
    expect(await collector.recordCount()).toBe(0)
  })

  test('beyond the number of connections is turned away, and a place that is free again is taken', async () => {
    const collector = await startTestCollector({ limits: { connections: 2 } })
    const { socket: first, closed: firstClosed } = await hold(collector.port)
    const { socket: second } = await hold(collector.port)
    const third = await hold(collector.port)
    await third.closed
    first.destroy()
    await firstClosed
    await expect.poll(async () => rawExchange(collector.port, GET_HEALTH)).toMatch(/^HTTP\/1\.1 200/)
    second.destroy()
  })
})

describe('Bodies that are read at one time', () => {
  test('have a limit together, beyond which the collector is busy for a moment', async () => {
    const collector = await startTestCollector({ limits: { bodyBytesAtOnce: 100_000 } })
    const { token } = await collector.enrol()
    const head = `POST ${ROUTES.events} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: ${BATCH_MEDIA_TYPE}\r\n`
    const { socket } = await hold(collector.port)
    socket.write(`${head}content-length: 90000\r\n\r\n[${' '.repeat(80_000)}`)
    const tooMuch = `[${' '.repeat(50_000)}]`
    await expect
      .poll(async () => (await collector.send(token, tooMuch)).headers.get('retry-after'))
      .toMatch(/^\d+$/)
    socket.destroy()
    await expect.poll(async () => (await collector.send(token, tooMuch)).status).toBe(200)
  })
})

const GET_HEALTH = 'GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n'

/** A connection that is open and says nothing. */
async function hold(port: number) {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  socket.resume()
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()))
  return { socket, closed }
}
