/** Who may do what: the table, over real HTTP. */
import { describe, expect, test } from 'vitest'
import { refuseRole } from '../../../src/collector/api/guard.ts'
import { enrolmentAnswerSchema, tokenAnswerSchema } from '../../../src/shared/wire/answers.ts'
import { BATCH_MEDIA_TYPE, ROUTES } from '../../../src/shared/wire/limits.ts'
import { codeOf, interaction, sharedCollector, type TestCollector } from './support.ts'

/** Every route of a device. */
const DEVICE_ROUTES = [
  ['POST', ROUTES.events],
  ['GET', ROUTES.digest],
  ['GET', ROUTES.policy],
  ['POST', ROUTES.token],
  ['POST', ROUTES.transferCodes],
  ['GET', ROUTES.export],
  ['POST', ROUTES.erase],
  ['POST', ROUTES.leave],
] as const

const request = (collector: TestCollector, method: string, path: string, token: string | undefined) =>
  collector.call(method, path, {
    token,
    ...(path === ROUTES.events && {
      body: JSON.stringify([interaction('00000000-0000-4000-8000-000000000000')]),
      headers: { 'content-type': BATCH_MEDIA_TYPE },
    }),
  })

/** A sound token but for its last character. */
const spoiled = (token: string) => `${token.slice(0, -1)}${token.endsWith('A') ? 'E' : 'A'}`

describe('A route of a device opens for the token of a device only', () => {
  const shared = sharedCollector()
  const tokens: readonly [string, (collector: TestCollector) => Promise<string | undefined>][] = [
    ['no token', async () => undefined],
    ['an empty token', async () => ''],
    ['something that is no token', async () => 'aft1.1.1.short'],
    ['a token with a quote', async () => `aft1.1.1.${"'".repeat(43)}`],
    ['a token of a device that there is not', async () => `aft1.zz.zz.${'A'.repeat(43)}`],
    ['a number that is too large', async () => `aft1.zzzzzzzzzzz.zzzzzzzzzzz.${'A'.repeat(43)}`],
    ['a claim', async (collector) => (await collector.enrol()).claim],
    ['a wrong token of a device', async (collector) => spoiled((await collector.enrol()).token)],
    [
      "another team's number",
      async (collector) => {
        const [one, other] = [await collector.enrol(), await collector.enrol()]
        const [, team] = other.token.split('.')
        return one.token.replace(/^aft1\.[^.]+/, `aft1.${team}`)
      },
    ],
  ]

  test.each(
    DEVICE_ROUTES.flatMap(([method, path]) =>
      tokens.map(([what, make]) => [method, path, what, make] as const),
    ),
  )('%s %s: %s', async (method, path, _what, make) => {
    const collector = shared()
    const token = await make(collector)
    const before = await collector.recordCount()
    const received = await request(collector, method, path, token)
    expect([received.status, codeOf(received)]).toEqual([401, 'unauthorized'])
    expect(await collector.recordCount()).toBe(before)
  })

  test.each(DEVICE_ROUTES)('%s %s: a revoked token', async (method, path) => {
    const collector = shared()
    const { token, deviceId } = await collector.enrol()
    await collector.store.administration.revokeDevice(deviceId)
    const received = await request(collector, method, path, token)
    expect([received.status, codeOf(received)]).toEqual([401, 'revoked'])
  })

  test.each(DEVICE_ROUTES)('%s %s: an erased device', async (method, path) => {
    const collector = shared()
    const { token } = await collector.enrol()
    await collector.call('POST', ROUTES.erase, { token })
    const received = await request(collector, method, path, token)
    expect([received.status, codeOf(received)]).toEqual([401, 'erased'])
  })

  test('a token in another place, or under another scheme, is none', async () => {
    const collector = shared()
    const { token } = await collector.enrol()
    const asQuery = await collector.call('GET', `${ROUTES.policy}?access_token=${token}`)
    const asBasic = await collector.call('GET', ROUTES.policy, {
      headers: { authorization: `Basic ${token}` },
    })
    const asCookie = await collector.call('GET', ROUTES.policy, { headers: { cookie: `token=${token}` } })
    expect([asQuery.status, asBasic.status, asCookie.status]).toEqual([401, 401, 401])
  })
})

describe('A token', () => {
  const shared = sharedCollector()

  test('that is revoked counts for nothing at once, although it was good a moment ago', async () => {
    const collector = shared()
    const { token, deviceId } = await collector.enrol()
    expect((await collector.send(token, [interaction(deviceId)])).status).toBe(200)
    const before = await collector.recordCount()
    await collector.store.administration.revokeDevice(deviceId)
    const received = await collector.send(token, [interaction(deviceId)])
    expect([received.status, codeOf(received)]).toEqual([401, 'revoked'])
    expect(await collector.recordCount()).toBe(before)
  })

  test('that was rotated ends, and the new one goes on', async () => {
    const collector = shared()
    const { token, deviceId } = await collector.enrol()
    await collector.send(token, [interaction(deviceId)])
    const rotated = tokenAnswerSchema.parse((await collector.call('POST', ROUTES.token, { token })).body)
    expect(codeOf(await collector.send(token, [interaction(deviceId)]))).toBe('unauthorized')
    expect((await collector.send(rotated.token, [interaction(deviceId)])).status).toBe(200)
  })

  test('lets nobody write or read for another device', async () => {
    const collector = shared()
    const [one, other] = [await collector.enrol(), await collector.enrol()]
    const secret = interaction(other.deviceId, { followUp: 'for my lead' })
    await collector.send(other.token, [secret])
    const forged = await collector.send(one.token, [
      interaction(other.deviceId, {}, secret.id.slice(0, 36), 9),
    ])
    expect(forged.body).toMatchObject({ stored: 0, refused: [{ code: 'wrong-source' }] })
    // Its own event under the other's record id is another record.
    await collector.send(one.token, [interaction(one.deviceId, {}, secret.id.slice(0, 36), 9)])
    const { body } = await collector.call('GET', ROUTES.export, { token: other.token })
    expect(body).toEqual([secret])
    expect((await collector.call('GET', ROUTES.export, { token: one.token })).text).not.toContain(
      'for my lead',
    )
  })

  test('of one computer of an agent ends when another leaves for all of them', async () => {
    const collector = shared()
    const first = await collector.enrol()
    const { body } = await collector.call('POST', ROUTES.transferCodes, { token: first.token })
    const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined
    const second = enrolmentAnswerSchema.parse(
      (await collector.call('POST', ROUTES.enrolments, { json: { code } })).body,
    )
    expect((await collector.call('POST', ROUTES.leave, { token: second.token })).status).toBe(204)
    expect(codeOf(await collector.send(first.token, []))).toBe('revoked')
  })
})

describe('What is for leads', () => {
  const device = { teamNo: 1, deviceNo: 1, agentNo: 1, deviceId: '' } as const

  test('is forbidden for agents, and a lead may do what an agent may', () => {
    expect(refuseRole({ ...device, role: 'agent' }, 'lead')).toMatchObject({ status: 403 })
    expect(refuseRole({ ...device, role: 'lead' }, 'lead')).toBeUndefined()
    expect(refuseRole({ ...device, role: 'lead' }, 'agent')).toBeUndefined()
    expect(refuseRole({ ...device, role: 'agent' }, 'agent')).toBeUndefined()
  })
})

describe('What looks like SQL or a header', () => {
  const shared = sharedCollector()

  test.each([
    ['GET', `${ROUTES.digest}?from=2026-11-20'%20OR%201=1--`, 400],
    ['GET', `${ROUTES.digest}?from=2026-11-20&from=2026-11-21`, 400],
    ['GET', `${ROUTES.digest}?from[]=2026-11-20&__proto__[x]=1`, 200],
    ['GET', `${ROUTES.digest}?from=%00`, 400],
    ['GET', `${ROUTES.digest}?from=2026-11-20%0d%0aX-Evil:%201`, 400],
  ])('%s %s is text to be checked', async (method, path, status) => {
    const collector = shared()
    const { token } = await collector.enrol()
    const received = await collector.call(method, path, { token })
    expect(received.status).toBe(status)
    expect(received.headers.has('x-evil')).toBe(false)
  })

  test.each([`' OR 1=1 --`, `1-7QK2M-4XR9T-HJ0WD'); DROP TABLE team; --`, '\u0000', '𝟛-7QK2M'])(
    'the code %j opens nothing',
    async (code) => {
      const collector = shared()
      const received = await collector.call('POST', ROUTES.enrolments, { json: { code } })
      expect([received.status, codeOf(received)]).toEqual([403, 'code-unknown'])
    },
  )

  test.each([
    ['no code', {}],
    ['a code of another type', { code: 1 }],
    ['a code that is too long', { code: 'A'.repeat(101) }],
    ['a name', { code: 'A', name: 'Ada' }],
    ['a claim that is none', { code: 'A', claim: 'x' }],
    ['an array', []],
    ['nothing', null],
  ])('an enrolment with %s is refused and its places are named', async (_what, json) => {
    const collector = shared()
    const received = await collector.call('POST', ROUTES.enrolments, { json })
    expect([received.status, codeOf(received)]).toEqual([400, 'invalid-request'])
    expect(received.body).toMatchObject({ errors: expect.any(Array) })
    expect(received.text).not.toContain('Ada')
  })

  test.each([ROUTES.token, ROUTES.erase, ROUTES.leave])('%s takes no body', async (path) => {
    const collector = shared()
    const { token } = await collector.enrol()
    expect((await collector.call('POST', path, { token, json: { everybody: true } })).status).toBe(400)
    expect((await collector.send(token, [])).status).toBe(200)
  })
})
