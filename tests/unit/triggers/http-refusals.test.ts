import { describe, expect, it } from 'vitest'
import { CRM, knock, openDoor, sendRaw } from './door.ts'
import type { Knock, OpenDoor } from './door.ts'

type Change = Knock | ((open: OpenDoor) => Knock)
const web = (more: Record<string, string | undefined> = {}): Record<string, string | undefined> => ({
  origin: CRM.origin,
  authorization: `Bearer ${CRM.token}`,
  'sec-fetch-site': 'cross-site',
  ...more,
})

describe('the loopback door refuses', () => {
  it.each<[string, number, string, Change]>([
    ['a host name that points here by trickery', 421, 'wrong-host', { headers: { host: 'evil.example' } }],
    ['the right host name with another port', 421, 'wrong-host', { headers: { host: '127.0.0.1:1' } }],
    ['a host name without a port', 421, 'wrong-host', { headers: { host: '127.0.0.1' } }],
    ['no host name at all', 421, 'wrong-host', { headers: { host: undefined } }],
    [
      'two host names',
      421,
      'wrong-host',
      ({ port }) => ({ headers: { host: `127.0.0.1:${port}\r\nHost: 127.0.0.1:${port}` } }),
    ],
    [
      'a web page that is not on the list',
      403,
      'origin-not-allowed',
      { headers: web({ origin: 'https://evil.example' }) },
    ],
    [
      'a web page whose name only begins like a listed one',
      403,
      'origin-not-allowed',
      { headers: web({ origin: `${CRM.origin}.evil.example` }) },
    ],
    [
      'the http twin of a listed page',
      403,
      'origin-not-allowed',
      { headers: web({ origin: 'http://crm.example' }) },
    ],
    ['a sandboxed page', 403, 'origin-not-allowed', { headers: web({ origin: 'null' }) }],
    [
      'a page that lists two origins',
      403,
      'origin-not-allowed',
      { headers: web({ origin: `${CRM.origin}, ${CRM.origin}` }) },
    ],
    [
      'a browser that does not say which page',
      403,
      'browser-without-origin',
      { headers: { 'sec-fetch-site': 'same-origin' } },
    ],
    [
      'a link that was clicked',
      403,
      'browser-without-origin',
      { method: 'GET', headers: { 'sec-fetch-site': 'none' } },
    ],
    ['another path', 404, 'not-found', { path: '/' }],
    ['the right path with a query', 404, 'not-found', { path: '/v1/interactions/ended?x=1' }],
    [
      'a whole URL in place of a path',
      404,
      'not-found',
      { path: 'http://evil.example/v1/interactions/ended' },
    ],
    ['reading', 405, 'method-not-allowed', { method: 'GET' }],
    ['a preflight that comes from no web page', 405, 'method-not-allowed', { method: 'OPTIONS' }],
    ['deleting', 405, 'method-not-allowed', { method: 'DELETE' }],
    ['no token', 401, 'bad-token', { headers: { authorization: undefined } }],
    ['an empty token', 401, 'bad-token', { headers: { authorization: 'Bearer ' } }],
    [
      'a wrong token of the right length',
      401,
      'bad-token',
      { headers: { authorization: `Bearer ${'x'.repeat(43)}` } },
    ],
    [
      'a token that is only begun',
      401,
      'bad-token',
      ({ token }) => ({ headers: { authorization: `Bearer ${token.slice(0, 42)}` } }),
    ],
    [
      'a token and more',
      401,
      'bad-token',
      ({ token }) => ({ headers: { authorization: `Bearer ${token}x` } }),
    ],
    [
      'the token without its scheme',
      401,
      'bad-token',
      ({ token }) => ({ headers: { authorization: token } }),
    ],
    [
      'the token of programs from a web page',
      401,
      'bad-token',
      ({ token }) => ({ headers: web({ authorization: `Bearer ${token}` }) }),
    ],
    [
      "a web page's token from a program",
      401,
      'bad-token',
      { headers: { authorization: `Bearer ${CRM.token}` } },
    ],
    ['a form', 415, 'not-json', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
    [
      'text, which a page may send without asking first',
      415,
      'not-json',
      { headers: { 'content-type': 'text/plain' } },
    ],
    ['no content type', 415, 'not-json', { headers: { 'content-type': undefined } }],
    ['another charset', 415, 'not-json', { headers: { 'content-type': 'application/json; charset=latin1' } }],
    ['a compressed body', 415, 'not-json', { headers: { 'content-encoding': 'gzip' } }],
    ['a body over 8 KiB', 413, 'too-large', { body: JSON.stringify({ queue: 'x'.repeat(8_192) }) }],
    ['a body that announces gigabytes', 413, 'too-large', { headers: { 'content-length': '9999999999' } }],
    ['what is not JSON', 400, 'bad-json', { body: '{"ids":' }],
    ['an empty body', 400, 'bad-json', { body: '' }],
    ['a list', 422, 'bad-field', { body: '[]' }],
    ['nothing', 422, 'bad-field', { body: 'null' }],
  ])('%s (%i %s)', async (_, status, code, change) => {
    const open = await openDoor()
    const answer = await knock(open, typeof change === 'function' ? change(open) : change)
    expect(answer.status).toBe(status)
    expect(JSON.parse(answer.body)).toMatchObject({ type: `urn:aftercall:problem:${code}`, status })
    expect(answer.headers).toMatchObject({
      'content-type': 'application/problem+json',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      connection: 'close',
    })
    expect(open.host.reports).toEqual([])
  })

  it('a stranger without telling it anything about who is let in', async () => {
    const open = await openDoor()
    const answer = await knock(open, { headers: web({ origin: 'https://evil.example' }) })
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    expect(answer.body).not.toContain('crm.example')
  })

  it('in the order that tells a stranger least', async () => {
    const open = await openDoor()
    // Everything is wrong here; each step mends what was refused.
    const wrong = {
      host: 'evil.example',
      origin: 'https://evil.example',
      'sec-fetch-site': 'cross-site',
      authorization: undefined,
      'content-type': 'text/plain',
    }
    const mended: Record<string, string | undefined> = { ...wrong }
    const request: { method: string; path: string; body: string } = { method: 'PUT', path: '/x', body: '{' }
    const steps: [number, () => void][] = [
      [421, () => (mended['host'] = `localhost:${open.port}`)],
      [403, () => (mended['origin'] = undefined)],
      [403, () => (mended['sec-fetch-site'] = undefined)],
      [404, () => (request.path = '/v1/interactions/ended')],
      [405, () => (request.method = 'POST')],
      [401, () => (mended['authorization'] = `Bearer ${open.token}`)],
      [415, () => (mended['content-type'] = 'application/json')],
      [400, () => (request.body = '{"ids":1}')],
      [422, () => (request.body = '{}')],
      [202, () => {}],
    ]
    for (const [status, mend] of steps) {
      const answer = await knock(open, { ...request, headers: mended })
      expect(answer.status).toBe(status)
      mend()
    }
  })

  it('a flood with 429 and the time to wait, before it looks at the token', async () => {
    const open = await openDoor({ rate: { burst: 3, perSecond: 0.5 } })
    for (let turn = 0; turn < 3; turn += 1) expect((await knock(open)).status).toBe(202)
    const answer = await knock(open, { headers: { authorization: undefined } })
    expect(answer.status).toBe(429)
    expect(answer.headers['retry-after']).toBe('2')
  })

  it('strangers without counting them: they cannot use up the turns of others', async () => {
    const open = await openDoor({ rate: { burst: 1, perSecond: 0.1 } })
    for (let turn = 0; turn < 5; turn += 1)
      await knock(open, { headers: web({ origin: 'https://evil.example' }) })
    expect((await knock(open)).status).toBe(202)
  })

  it.each([
    ['what is not HTTP', 'HELO there\r\n\r\n', 400],
    ['a head over 8 KiB', `GET / HTTP/1.1\r\nx: ${'y'.repeat(10_000)}\r\n\r\n`, 431],
    ['HTTP/1.0 without a host name', 'POST /v1/interactions/ended HTTP/1.0\r\n\r\n', 421],
    [
      'two lengths in one request, which proxies read differently',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
  ])('%s', async (_, bytes, status) => {
    const open = await openDoor()
    const answer = await sendRaw(open.port, bytes)
    expect(answer.status).toBe(status)
    expect(answer.headers).toMatchObject({
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    })
  })

  it('a chunked body that grows over 8 KiB without announcing it', async () => {
    const open = await openDoor()
    const chunk = `1000\r\n${'x'.repeat(4_096)}\r\n`
    const head = [
      'POST /v1/interactions/ended HTTP/1.1',
      `Host: 127.0.0.1:${open.port}`,
      `Authorization: Bearer ${open.token}`,
      'Content-Type: application/json',
      'Transfer-Encoding: chunked',
    ].join('\r\n')
    const answer = await sendRaw(open.port, `${head}\r\n\r\n${chunk.repeat(3)}0\r\n\r\n`)
    expect(answer.status).toBe(413)
  })

  it('a body that is not UTF-8', async () => {
    const open = await openDoor()
    const head = [
      'POST /v1/interactions/ended HTTP/1.1',
      `Host: 127.0.0.1:${open.port}`,
      `Authorization: Bearer ${open.token}`,
      'Content-Type: application/json',
      'Content-Length: 13',
    ].join('\r\n')
    const body = Buffer.from([...Buffer.from('{"queue":"'), 0xff, ...Buffer.from('"}')])
    const answer = await sendRaw(open.port, Buffer.concat([Buffer.from(`${head}\r\n\r\n`), body]))
    expect(answer.status).toBe(400)
  })
})
