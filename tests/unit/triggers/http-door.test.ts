import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { CRM, hold, knock, openDoor, parseAnswer } from './door.ts'

describe('the loopback door takes', () => {
  it('a report with nothing but its arrival: 202 with an empty body', async () => {
    const open = await openDoor()
    open.host.at = 1_795_000_000_000
    const answer = await knock(open)
    expect(answer).toMatchObject({ status: 202, body: '' })
    expect(answer.headers['content-length']).toBe('0')
    expect(open.host.reports).toEqual([
      {
        ids: [],
        channel: 'unknown',
        direction: 'unknown',
        cause: 'unknown',
        answered: undefined,
        phase: 'hangup',
        endedAt: 1_795_000_000_000,
      },
    ])
  })

  it('a full report, times in either form', async () => {
    const open = await openDoor()
    open.host.at = Date.UTC(2026, 10, 23, 14, 6)
    const report = {
      ids: ['sip:a84b4c@host', 'ext:4711'],
      channel: 'voice',
      direction: 'inbound',
      cause: 'agent',
      answered: true,
      phase: 'wrapup-end',
      durationMs: 60_000.4,
      queue: ' Support ',
      peer: '+31201234567',
    }
    const body = { ...report, startedAt: Date.UTC(2026, 10, 23, 14, 4), endedAt: '2026-11-23T15:05:00+01:00' }
    expect((await knock(open, { body: JSON.stringify(body) })).status).toBe(202)
    expect(open.host.reports).toEqual([
      {
        ...report,
        durationMs: 60_000,
        queue: 'Support',
        startedAt: Date.UTC(2026, 10, 23, 14, 4),
        endedAt: Date.UTC(2026, 10, 23, 14, 5),
      },
    ])
  })

  it('an end that a clock a little ahead puts into the future, as now', async () => {
    const open = await openDoor()
    open.host.at = 1_795_000_000_000
    await knock(open, { body: JSON.stringify({ endedAt: 1_795_000_200_000, startedAt: 1_795_000_100_000 }) })
    expect(open.host.reports).toMatchObject([{ endedAt: 1_795_000_000_000, startedAt: 1_795_000_000_000 }])
  })

  it('what is live and what no longer is', async () => {
    const open = await openDoor()
    for (const live of [true, false])
      await knock(open, { path: '/v1/interactions/live', body: JSON.stringify({ ids: ['sip:1'], live }) })
    expect(open.host.lives).toEqual([
      { ids: ['sip:1'], up: true },
      { ids: ['sip:1'], up: false },
    ])
  })

  it('a listed web page: preflight and report answer with exactly its origin', async () => {
    const open = await openDoor()
    const preflight = await knock(open, {
      method: 'OPTIONS',
      headers: {
        origin: CRM.origin,
        'sec-fetch-site': 'cross-site',
        authorization: undefined,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization, content-type',
        'access-control-request-private-network': 'true',
      },
    })
    expect(preflight).toMatchObject({ status: 204, body: '' })
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': CRM.origin,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'authorization, content-type',
      'access-control-allow-private-network': 'true',
      vary: 'Origin',
    })
    expect(preflight.headers).not.toHaveProperty('access-control-allow-credentials')
    const headers = {
      origin: CRM.origin,
      'sec-fetch-site': 'cross-site',
      authorization: `Bearer ${CRM.token}`,
    }
    const answer = await knock(open, { headers })
    expect(answer.status).toBe(202)
    expect(answer.headers).toMatchObject({ 'access-control-allow-origin': CRM.origin, vary: 'Origin' })
    // A page can read why it was refused, too.
    const refused = await knock(open, { headers, body: '{"x":1}' })
    expect(refused).toMatchObject({ status: 422, headers: { 'access-control-allow-origin': CRM.origin } })
  })

  it('a body that waits to be asked for, only after the head was found good', async () => {
    const open = await openDoor()
    const head = (token: string): string =>
      [
        'POST /v1/interactions/ended HTTP/1.1',
        `Host: 127.0.0.1:${open.port}`,
        `Authorization: Bearer ${token}`,
        'Content-Type: application/json',
        'Content-Length: 2',
        'Expect: 100-continue',
        '\r\n',
      ].join('\r\n')
    const refused = hold(open.port, head('wrong'))
    expect(parseAnswer(await refused.closed).status).toBe(401)
    const asked = hold(open.port, head(open.token))
    await sleep(100)
    asked.socket.write('{}')
    const text = await asked.closed
    expect(text).toContain('100 Continue')
    expect(text).toContain('202 Accepted')
  })

  it('one request a connection: what is pipelined behind it is not carried out', async () => {
    const open = await openDoor()
    const request = [
      'POST /v1/interactions/ended HTTP/1.1',
      `Host: 127.0.0.1:${open.port}`,
      `Authorization: Bearer ${open.token}`,
      'Content-Type: application/json',
      'Content-Length: 2',
      '',
      '{}',
    ].join('\r\n')
    await hold(open.port, request + request).closed
    expect(open.host.reports).toHaveLength(1)
  })
})

describe('a caller that stalls', { timeout: 15_000 }, () => {
  it.each([
    ['says nothing', ''],
    ['never ends its head', 'POST /v1/interactions/ended HTTP/1.1\r\nx: '],
  ])('and %s is let go after 2 s', async (_, bytes) => {
    const open = await openDoor()
    const begin = performance.now()
    expect(await hold(open.port, bytes).closed).toContain('408')
    expect(performance.now() - begin).toBeGreaterThan(1_900)
    expect(performance.now() - begin).toBeLessThan(2_900)
  })

  it('and drips its head byte by byte is let go after 2 s all the same', async () => {
    const open = await openDoor()
    const begin = performance.now()
    const drip = hold(open.port, 'POST /v1/interactions/ended HTTP/1.1\r\n')
    const timer = setInterval(() => drip.socket.write('x'), 100)
    await drip.closed
    clearInterval(timer)
    expect(performance.now() - begin).toBeLessThan(2_900)
  })

  it('and never ends its body is let go after 3 s', async () => {
    const open = await openDoor()
    const head = [
      'POST /v1/interactions/ended HTTP/1.1',
      `Host: 127.0.0.1:${open.port}`,
      `Authorization: Bearer ${open.token}`,
      'Content-Type: application/json',
      'Content-Length: 100',
      '',
      '{',
    ].join('\r\n')
    const begin = performance.now()
    expect(await hold(open.port, head).closed).toContain('408')
    expect(performance.now() - begin).toBeGreaterThan(2_900)
    expect(performance.now() - begin).toBeLessThan(3_900)
    expect(open.host.reports).toEqual([])
  })

  it('cannot take more than 32 connections, and the door opens again when they are gone', async () => {
    const open = await openDoor()
    const held = Array.from({ length: 32 }, () => hold(open.port, 'POST / HTTP/1.1\r\n'))
    await sleep(200)
    expect(await hold(open.port, 'GET / HTTP/1.1\r\n\r\n').closed).toBe('')
    await Promise.all(held.map(({ closed }) => closed))
    expect((await knock(open)).status).toBe(202)
  })
})
