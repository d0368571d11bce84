import { describe, expect, it } from 'vitest'
import { knock, openDoor } from './door.ts'

describe('a bad field is named (422)', () => {
  it.each<[string, unknown]>([
    ['ids', { ids: 'sip:1' }],
    ['ids/1', { ids: ['sip:1', 'no namespace'] }],
    ['ids/0', { ids: ['sip:with space'] }],
    ['ids/0', { ids: [`sip:${'x'.repeat(300)}`] }],
    ['ids', { ids: Array.from({ length: 9 }, (_, index) => `sip:${index}`) }],
    ['channel', { channel: 'telepathy' }],
    ['direction', { direction: 1 }],
    ['cause', { cause: '' }],
    ['answered', { answered: 'yes' }],
    ['phase', { phase: null }],
    ['endedAt', { endedAt: 'yesterday' }],
    ['endedAt', { endedAt: '2026-11-23T14:05:00' }],
    ['endedAt', { endedAt: 1_795_000_000 }],
    ['endedAt', { endedAt: Date.now() + 600_000 }],
    ['endedAt', { endedAt: Date.now() - 25 * 3_600_000 }],
    ['startedAt', { endedAt: Date.now() - 1_000, startedAt: Date.now() }],
    ['durationMs', { durationMs: -1 }],
    ['durationMs', { durationMs: 8 * 86_400_000 }],
    ['queue', { queue: '' }],
    ['queue', { queue: 'a\u0000b' }],
    ['queue', { queue: 'x'.repeat(101) }],
    ['peer', { peer: {} }],
    ['rating', { rating: 5 }],
  ])('%s in %j', async (field, body) => {
    const open = await openDoor()
    const answer = await knock(open, { body: JSON.stringify(body) })
    expect(answer.status).toBe(422)
    const problem: unknown = JSON.parse(answer.body)
    expect(problem).toMatchObject({ field, detail: expect.stringContaining(`"${field}"`) })
    expect(open.host.reports).toEqual([])
  })

  it.each(['__proto__', 'constructor', 'prototype', 'toString'])(
    '%s, and no prototype is touched',
    async (key) => {
      const open = await openDoor()
      const answer = await knock(open, { body: `{"${key}":{"polluted":true}}` })
      expect(answer.status).toBe(422)
      expect(JSON.parse(answer.body)).toMatchObject({ field: key })
      expect('polluted' in {}).toBe(false)
    },
  )

  it('without repeating what was sent', async () => {
    const open = await openDoor()
    const answer = await knock(open, { body: '{"peer":{"number":"+31201234567"}}' })
    expect(answer.body).not.toContain('31201234567')
  })

  it.each<[string, unknown]>([
    ['ids', {}],
    ['ids', { ids: [], live: true }],
    ['live', { ids: ['sip:1'], live: 'yes' }],
    ['channel', { ids: ['sip:1'], live: true, channel: 'voice' }],
  ])('on the live path: %s in %j', async (field, body) => {
    const open = await openDoor()
    const answer = await knock(open, { path: '/v1/interactions/live', body: JSON.stringify(body) })
    expect(answer.status).toBe(422)
    expect(JSON.parse(answer.body)).toMatchObject({ field })
    expect(open.host.lives).toEqual([])
  })
})
