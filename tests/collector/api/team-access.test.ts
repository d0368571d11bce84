/** Who may ask what of which team. */
import { describe, expect, test } from 'vitest'
import { enrolmentAnswerSchema } from '../../../src/shared/wire/answers.ts'
import { ROUTES, TEAM_LIMITS } from '../../../src/shared/wire/limits.ts'
import { codeOf, interaction, startTestCollector } from './support.ts'
import { at, idOf, MONDAY, sharedTeam, teamScene, type TeamScene } from './team-support.ts'

const LEADS = [
  ['GET', ROUTES.summary],
  ['GET', ROUTES.followUps],
  ['POST', ROUTES.followUp],
  ['POST', ROUTES.spotlight],
  ['GET', ROUTES.promoters],
  ['GET', ROUTES.customers],
] as const
const MEMBERS = [
  ['GET', ROUTES.weekly],
  ['GET', ROUTES.stories],
] as const
const TEAM_ROUTES = [...LEADS, ...MEMBERS]

const NOBODYS = '0d6f6c0e-6e7f-4a3e-9a53-3a2d5f6b7c81'
const QUERY = `?by=day&from=${MONDAY}&to=${MONDAY}`

/** A request that is good but for the one who asks. */
function ask(
  { collector }: TeamScene,
  method: string,
  path: string,
  teamId: string,
  token: string | undefined,
) {
  const json = path === ROUTES.followUp ? { state: 'done', doneBy: null } : { story: null }
  return collector.call(method, at(path, teamId, NOBODYS) + (path === ROUTES.summary ? QUERY : ''), {
    token,
    ...(method === 'POST' && { json }),
  })
}

/** Of a lead whose team there is: anything but a refusal of who asks. */
const IS_LET_IN = (path: string) => (path === ROUTES.followUp ? 404 : 200)

describe('A team’s route', () => {
  const shared = sharedTeam({ agents: 1 })

  describe.each(TEAM_ROUTES)('%s %s', (method, path) => {
    const isForLeads = LEADS.some(([, one]) => one === path)

    test('answers a lead of the team, and members where it is for them', async () => {
      const scene = shared()
      const { team, lead, agents } = scene
      expect((await ask(scene, method, path, team.id, lead.token)).status).toBe(IS_LET_IN(path))
      expect((await ask(scene, method, path, team.id.toUpperCase(), lead.token)).status).toBe(IS_LET_IN(path))
      const member = await ask(scene, method, path, team.id, agents[0]!.token)
      expect([member.status, codeOf(member)]).toEqual(isForLeads ? [403, 'forbidden'] : [200, ''])
    })

    test('refuses the lead of another team, and says nothing about which teams there are', async () => {
      const scene = shared()
      const other = await scene.collector.enrol('lead')
      const refusals = [
        await ask(scene, method, path, scene.team.id, other.token),
        await ask(scene, method, path, NOBODYS, other.token),
        await ask(scene, method, path, other.team.id, scene.agents[0]!.token),
        ...(isForLeads ? [await ask(scene, method, path, scene.team.id, scene.agents[0]!.token)] : []),
      ]
      for (const { status, text, headers } of refusals) {
        expect([status, text]).toEqual([403, refusals[0]!.text])
        expect(headers.get('content-length')).toBe(refusals[0]!.headers.get('content-length'))
      }
      expect(codeOf(refusals[0]!)).toBe('forbidden')
    })

    test('is closed without a token, and for tokens that were revoked, erased or left behind', async () => {
      const scene = shared()
      const { collector, team, store } = scene
      const [revoked, erased, left] = [
        await collector.enrol('lead', team.id),
        await collector.enrol('lead', team.id),
        await collector.enrol('lead', team.id),
      ]
      await store.administration.revokeDevice(revoked.deviceId)
      await collector.call('POST', ROUTES.erase, { token: erased.token })
      await collector.call('POST', ROUTES.leave, { token: left.token })
      for (const [token, code] of [
        [undefined, 'unauthorized'],
        [scene.lead.claim, 'unauthorized'],
        [revoked.token, 'revoked'],
        [erased.token, 'erased'],
        [left.token, 'revoked'],
      ] as const) {
        const received = await ask(scene, method, path, team.id, token)
        expect([received.status, codeOf(received)]).toEqual([401, code])
      }
    })

    test('opens for the team that a computer has moved to, and closes for the one it comes from', async () => {
      const scene = shared()
      const { collector, team } = scene
      const lead = await collector.enrol('lead', team.id)
      const next = await collector.enrol('lead')
      const code = await collector.code('lead', 1, next.team.id)
      const moved = await collector.call('POST', ROUTES.enrolments, { json: { code, claim: lead.claim } })
      const { token } = enrolmentAnswerSchema.parse(moved.body)
      expect((await ask(scene, method, path, next.team.id, token)).status).toBe(IS_LET_IN(path))
      expect((await ask(scene, method, path, team.id, token)).status).toBe(403)
      expect((await ask(scene, method, path, team.id, lead.token)).status).toBe(401)
    })

    test('knows no team that is no UUID', async () => {
      const scene = shared()
      for (const id of [
        '1',
        'x'.repeat(36),
        `${scene.team.id}0`,
        '%00',
        '..%2f..',
        "'%20OR%201=1--",
        'a'.repeat(500),
      ]) {
        const received = await ask(scene, method, path, id, scene.lead.token)
        expect([id, received.status, codeOf(received)]).toEqual([id, 404, 'not-found'])
      }
    })

    test('takes no parameter that it doesn’t know, and none twice', async () => {
      const scene = shared()
      const { collector, lead, team } = scene
      const known = path === ROUTES.summary ? 'by' : path === ROUTES.stories ? 'before' : undefined
      for (const query of [
        '?agent=1',
        '?channel=voice',
        '?queue=',
        '?__proto__=1',
        ...(known === undefined ? [] : [`?${known}=day&${known}=day`]),
      ]) {
        const received = await collector.call(method, at(path, team.id, NOBODYS) + query, {
          token: lead.token,
          ...(method === 'POST' && { json: { state: 'done', doneBy: null } }),
        })
        expect([query, received.status, codeOf(received)]).toEqual([query, 400, 'invalid-request'])
        expect(received.body).toMatchObject({ errors: [{ at: query.includes('&') ? known : '' }] })
      }
    })

    test('answers another method with the one that works, and OPTIONS', async () => {
      const scene = shared()
      const other = await scene.collector.call(method === 'GET' ? 'POST' : 'GET', at(path, NOBODYS, NOBODYS))
      expect([other.status, other.headers.get('allow')]).toEqual([405, `${method}, OPTIONS`])
      const options = await scene.collector.call('OPTIONS', at(path, NOBODYS, NOBODYS))
      expect([options.status, options.headers.get('allow')]).toEqual([204, `${method}, OPTIONS`])
    })
  })
})

test('Every route of a team takes from the budget of the computer that asks', async () => {
  const scene = await teamScene({ limits: { requestsPerDevice: { burst: 4, perSecond: 1 } } })
  for (const [method, path] of TEAM_ROUTES) {
    const { token } = await scene.collector.enrol('lead', scene.team.id)
    const statuses: number[] = []
    for (let n = 0; n < 5; n += 1)
      statuses.push((await ask(scene, method, path, scene.team.id, token)).status)
    expect([path, statuses[0], statuses.at(-1)]).toEqual([path, IS_LET_IN(path), 429])
  }
})

test('What became of the own follow-ups is for whoever has a token, with nothing to choose', async () => {
  const { collector, agents, get, store } = await teamScene({ agents: 1 })
  const { token, deviceId } = agents[0]!
  expect(await get(ROUTES.ownFollowUps, token)).toMatchObject({ status: 200, body: { followUps: [] } })
  expect(codeOf(await get(ROUTES.ownFollowUps, token, '?agent=1'))).toBe('invalid-request')
  expect(codeOf(await collector.call('GET', ROUTES.ownFollowUps))).toBe('unauthorized')
  await store.administration.revokeDevice(deviceId)
  expect(codeOf(await get(ROUTES.ownFollowUps, token))).toBe('revoked')
})

describe('A summary is asked for', () => {
  const shared = sharedTeam()

  test.each([
    ['by', '?from=2026-11-02&to=2026-11-06'],
    ['by', '?by=hour&from=2026-11-02&to=2026-11-06'],
    ['by', '?by=&from=2026-11-02&to=2026-11-06'],
    ['from', '?by=day&to=2026-11-06'],
    ['from', '?by=day&from=2026-11-31&to=2026-12-06'],
    ['from', '?by=day&from=2026-11-07&to=2026-11-06'],
    ['from', "?by=day&from=2026-11-02'--&to=2026-11-06"],
    ['to', '?by=day&from=2026-11-02'],
    ['to', '?by=day&from=2026-11-02&to=2026-11-06T00:00:00Z'],
    ['to', '?by=day&from=0001-01-01&to=9999-12-31'],
    ['to', '?by=quarter&from=0001-01-01&to=9999-12-31'],
    ['to', '?by=day&from=2025-01-01&to=2026-02-05'],
  ])('with good words only: %s of %s is refused by name', async (where, query) => {
    const { get } = shared()
    const received = await get(ROUTES.summary, undefined, query)
    expect([received.status, codeOf(received)]).toEqual([400, 'invalid-request'])
    expect(received.body).toMatchObject({ errors: [{ at: where }] })
  })

  test('of at most so many windows at a time, closed or not', async () => {
    const { get } = shared()
    const whole = await get(ROUTES.summary, undefined, '?by=day&from=2025-01-01&to=2026-02-04')
    expect(whole.status).toBe(200)
    const more = await get(ROUTES.summary, undefined, '?by=week&from=2020-01-01&to=2040-01-01')
    expect(more.text).toContain(String(TEAM_LIMITS.windows))
  })
})

describe('The state of a follow-up', () => {
  const shared = sharedTeam({ agents: 1 })

  test.each([
    ['no state', { doneBy: null }, '/state'],
    ['another state', { state: 'lost', doneBy: null }, '/state'],
    ['nobody named at all', { state: 'done' }, '/doneBy'],
    ['words without a letter', { state: 'done', doneBy: '  ' }, '/doneBy'],
    ['too many words', { state: 'done', doneBy: 'x'.repeat(TEAM_LIMITS.doneBy + 1) }, '/doneBy'],
    ['two lines', { state: 'done', doneBy: 'Ada\nGrace' }, '/doneBy'],
    ['a character that no database takes', { state: 'done', doneBy: 'Ada\u0000' }, '/doneBy'],
    ['half a character', { state: 'done', doneBy: '\ud800' }, '/doneBy'],
    ['something else', { state: 'done', doneBy: null, rating: 5 }, ''],
    ['an array', [], ''],
  ])('with %s is refused, and the place is named', async (_what, json, where) => {
    const { agents, send, setFollowUp, followUps } = shared()
    const event = interaction(agents[0]!.deviceId, { workDay: MONDAY, followUp: '' })
    await send(agents[0]!, [event])
    const received = await setFollowUp(idOf(event), json)
    expect([received.status, codeOf(received)]).toEqual([400, 'invalid-request'])
    expect(received.body).toMatchObject({ errors: [{ at: where }] })
    expect(received.text).not.toContain('Ada')
    expect((await followUps()).map(({ state }) => state)).not.toContain('done')
  })

  test('is JSON, small, and of a record', async () => {
    const { collector, lead, team } = shared()
    const path = at(ROUTES.followUp, team.id, NOBODYS)
    const { token } = lead
    const post = (body: string, type = 'application/json', where = path) =>
      collector.call('POST', where, { token, body, headers: { 'content-type': type } })
    expect((await post('{}', 'text/plain')).status).toBe(415)
    expect((await post('{')).status).toBe(400)
    expect((await post(JSON.stringify({ state: 'done', doneBy: 'x'.repeat(5_000) }))).status).toBe(413)
    const noId = await post('{"state":"done","doneBy":null}', undefined, at(ROUTES.followUp, team.id, '1'))
    expect([noId.status, codeOf(noId)]).toEqual([404, 'not-found'])
  })
})

test('A route without names in its path is found as before, and nothing beside it', async () => {
  const collector = await startTestCollector()
  for (const path of [
    '/v1/teams',
    '/v1/teams/',
    `/v1/teams/${NOBODYS}`,
    `/v1/teams/${NOBODYS}/`,
    `/v1/teams/${NOBODYS}/summary/`,
    '/openapiXjson',
  ])
    expect([path, (await collector.call('GET', path)).status]).toEqual([path, 404])
})
