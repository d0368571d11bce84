/** Customers' feedback over real HTTP: who may send it, what becomes of each row, and what a team's leads see of it. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkRow } from '../../../src/collector/feedback/check-row.ts'
import { ROUTES, TEAM_LIMITS } from '../../../src/shared/wire/limits.ts'
import { customersAnswerSchema, promotersAnswerSchema } from '../../../src/shared/wire/team.ts'
import { feedbackRowSchema } from '../../../src/shared/wire/feedback.ts'
import { testDatabases } from './databases.ts'
import {
  codeOf,
  interaction,
  recordId,
  startTestCollector,
  today,
  type CollectorSettings,
} from './support.ts'

const ON = { threshold: 5, retentionMonths: 12, customerComparison: { worksCouncilAgreedOn: '2026-01-01' } }

/** A collector on which feedback is taken, and somebody who sends it. */
async function scene(settings: CollectorSettings = {}) {
  const collector = await startTestCollector(settings)
  const { administration } = collector.store
  await administration.setPolicy(ON)
  const { token, id } = await administration.feedback.createToken('Survey tool')
  const send = (json: unknown, given: string | undefined = token) =>
    collector.call('POST', ROUTES.customerFeedback, { token: given, json })
  return { ...collector, administration, token, id, sendFeedback: send }
}

const ROW = { interactionId: 'call-1', scale: 'nps', score: 9 }

describe('POST /v1/customer-feedback', () => {
  test('says of every row what became of it, and takes the good ones', async () => {
    const { sendFeedback } = await scene()
    const rows = [
      ROW,
      { ...ROW, interactionId: 'call-2', date: today() },
      { ...ROW, interactionId: '' },
      { ...ROW, interactionId: 'x'.repeat(201) },
      { ...ROW, interactionId: 7 },
      { ...ROW, scale: 'stars' },
      { ...ROW, score: 11 },
      { ...ROW, score: '9' },
      { ...ROW, scale: 'csat-5', score: 0 },
      { ...ROW, date: '2026-02-30' },
      { ...ROW, date: '2999-01-01' },
      { ...ROW, date: '2001-01-01' },
      { ...ROW, name: 'Somebody' },
      'call-1',
      null,
      { ...ROW, interactionId: 'call-2', score: 2 },
    ]
    const { status, body } = await sendFeedback(rows)
    expect(status).toBe(200)
    expect(body).toMatchObject({ stored: 2, unchanged: 0 })
    expect(JSON.stringify(body)).not.toContain('Somebody')
    expect(body).toHaveProperty(
      'refused',
      [
        [1, ''],
        [2, '/interactionId'],
        [3, '/interactionId'],
        [4, '/interactionId'],
        [5, '/scale'],
        [6, '/score'],
        [7, '/score'],
        [8, '/score'],
        [9, '/date'],
        [10, '/date'],
        [11, '/date'],
        [12, ''],
        [13, ''],
        [14, ''],
      ].map(([index, at]) => ({ index, at, detail: expect.any(String) })),
    )
    expect((await sendFeedback([ROW])).body).toEqual({ stored: 0, unchanged: 1, refused: [] })
    expect((await sendFeedback([{ ...ROW, score: 1 }])).body).toEqual({
      stored: 1,
      unchanged: 0,
      refused: [],
    })
    expect((await sendFeedback([])).body).toEqual({ stored: 0, unchanged: 0, refused: [] })
  })

  test('takes a row exactly when the schema of the document does', () => {
    const rule = { today: 20_000, keptFrom: 19_700 }
    const rows = fc.record(
      {
        interactionId: fc.oneof(fc.string({ maxLength: 220 }), fc.constantFrom('a', 1, null)),
        scale: fc.constantFrom('nps', 'csat-5', 'csat-7', 'csat-10', 'NPS', 'other', 3),
        score: fc.oneof(fc.integer({ min: -2, max: 12 }), fc.constantFrom(1.5, '7', null)),
        date: fc.constantFrom('2024-10-01', '2024-02-30', '2024-10-01T10:00:00Z', 'yesterday', 5),
        other: fc.constant(1),
      },
      { requiredKeys: [] },
    )
    const agree = fc.check(
      fc.property(rows, (row) => {
        const verdict = checkRow(row, rule)
        // The schema knows neither which scores a scale has nor what can be read; everything else must agree.
        const isBeyondIt = !verdict.ok && /whole number|read|rounded/.test(verdict.detail)
        return isBeyondIt || verdict.ok === feedbackRowSchema.safeParse(row).success
      }),
      { numRuns: 500 },
    )
    expect(agree).toMatchObject({ failed: false })
  })

  test('takes ten thousand rows at once, and refuses more, and what is larger or something else', async () => {
    const { sendFeedback, call, token } = await scene()
    const rows = Array.from({ length: TEAM_LIMITS.feedbackRows }, (_, n) => ({
      ...ROW,
      interactionId: `i${n}`,
    }))
    expect((await sendFeedback(rows)).body).toMatchObject({ stored: TEAM_LIMITS.feedbackRows, refused: [] })
    expect(codeOf(await sendFeedback([...rows, ROW]))).toBe('body-too-large')
    expect(codeOf(await sendFeedback([{ ...ROW, interactionId: 'x'.repeat(5_000_000) }]))).toBe(
      'body-too-large',
    )
    expect(codeOf(await sendFeedback({ rows }))).toBe('invalid-request')
    const raw = (type: string, body: string) =>
      call('POST', ROUTES.customerFeedback, { token, headers: { 'content-type': type }, body })
    expect(codeOf(await raw('application/json', '[{"interactionId'))).toBe('invalid-request')
    expect(codeOf(await raw('text/csv', 'id,score\na,9'))).toBe('unsupported-media-type')
  })

  test('is refused as a whole, with the reason, while no policy has the comparison switched on', async () => {
    const { sendFeedback, administration, store } = await scene()
    await administration.setPolicy(null)
    const refused = await sendFeedback([ROW])
    expect([refused.status, codeOf(refused)]).toEqual([403, 'forbidden'])
    expect(refused.body).toHaveProperty('detail', expect.stringMatching(/works council/))
    const team = await administration.createTeam('One')
    await administration.setPolicy(ON, team.id)
    expect((await sendFeedback([ROW])).body).toMatchObject({ stored: 1 })
    expect(await store.feedback.rule()).toBeDefined()
  })

  test('is for feedback tokens only, and they open nothing else', async () => {
    const { sendFeedback, call, enrol, send, token, id, administration } = await scene()
    const device = await enrol('lead')
    for (const wrong of [
      '',
      device.token,
      device.claim,
      `${token}x`,
      token.replace('aff1', 'aft1'),
      'aff1.abc',
    ]) {
      const refused = await sendFeedback([ROW], wrong)
      expect([refused.status, codeOf(refused)]).toEqual([401, 'unauthorized'])
    }
    const inTeam = (path: string) => path.replace(':teamId', device.team.id).replace(':recordId', recordId())
    for (const [name, path] of Object.entries(ROUTES)) {
      if (name === 'customerFeedback' || name === 'enrolments') continue
      const answers = [
        await call('GET', inTeam(path), { token }),
        await call('POST', inTeam(path), { token, json: {} }),
      ]
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([401, 405])
    }
    expect((await send(token, [interaction(device.deviceId)])).status).toBe(401)
    await administration.feedback.revokeToken(id)
    expect(codeOf(await sendFeedback([ROW]))).toBe('revoked')
  })

  test('holds back a token that asks too often, and no other', async () => {
    const { sendFeedback, administration } = await scene({
      limits: { feedbackPerToken: { burst: 2, perSecond: 0.01 } },
    })
    const other = await administration.feedback.createToken('Desk')
    for (const expected of [200, 200, 429]) expect((await sendFeedback([ROW])).status).toBe(expected)
    expect((await sendFeedback([ROW], other.token)).status).toBe(200)
  })
})

const PLENTY = { burst: 1_000_000, perSecond: 1_000_000 }

describe.each(await testDatabases())('what leads see of customers, on $name', ({ makeStore, isMissing }) => {
  test.skipIf(isMissing)(
    'comes from devices and a survey tool over HTTP, when the quarter is closed',
    async () => {
      let now = Date.UTC(2027, 0, 2)
      const { call, enrol, send, store, sendFeedback, administration } = await scene({
        makeStore,
        now: () => now,
        limits: { requestsPerDevice: PLENTY, eventsPerDevice: PLENTY, wrongCodesPerAddress: PLENTY },
      })
      const lead = await enrol('lead')
      const { team } = lead
      const answers: object[] = []
      for (let person = 0; person < 5; person += 1) {
        const device = await enrol('agent', team.id)
        const events = Array.from({ length: 40 }, (_, n) => {
          const externalId = `p${person}-${n}`
          answers.push({ interactionId: externalId, scale: 'nps', score: (person + n * 3) % 11 })
          const workDay = `2026-${10 + (n % 3)}-${String((n % 28) + 1).padStart(2, '0')}`
          const rating = ((person + n) % 5) + 1
          return interaction(device.deviceId, { workDay, rating, externalIds: [externalId] })
        })
        expect((await send(device.token, events)).body).toMatchObject({ stored: 40 })
      }
      expect((await sendFeedback(answers)).body).toEqual({ stored: 200, unchanged: 0, refused: [] })
      const get = (path: string, token = lead.token) =>
        call('GET', path.replace(':teamId', team.id), { token })
      const customers = async () => customersAnswerSchema.parse((await get(ROUTES.customers)).body)
      const promoters = async () => promotersAnswerSchema.parse((await get(ROUTES.promoters)).body)

      expect(await customers()).toMatchObject({ worksCouncilAgreedOn: '2026-01-01', quarters: [] })
      expect(await promoters()).toMatchObject({ customers: { months: [], quarters: [] } })
      now = Date.UTC(2027, 0, 7)
      await store.administration.publishDue()
      const { quarters } = await customers()
      expect(quarters).toMatchObject([{ quarter: '2026-Q4', figures: { pairs: 200 } }])
      const shown = (await promoters()).customers
      expect(shown?.months.map(({ from }) => from)).toEqual(['2026-10-01', '2026-11-01', '2026-12-01'])
      const n = (all: NonNullable<typeof shown>['months']) =>
        all.reduce((sum, one) => sum + one.promoters + one.passives + one.detractors, 0)
      expect(n(shown?.quarters ?? [])).toBe(n(shown?.months ?? []))
      expect(Math.abs(n(shown?.quarters ?? []) - 200)).toBeLessThan(24)

      // For the leads of this team, and nobody else.
      const agent = await enrol('agent', team.id)
      const stranger = await enrol('lead')
      for (const path of [ROUTES.customers, ROUTES.promoters])
        for (const { token } of [agent, stranger]) expect((await get(path, token)).status).toBe(403)
      expect(
        (await call('GET', `${ROUTES.customers.replace(':teamId', team.id)}?queue=A`, { token: lead.token }))
          .status,
      ).toBe(400)

      await administration.setPolicy(null)
      expect(await customers()).toMatchObject({ worksCouncilAgreedOn: null, quarters: [] })
      expect((await promoters()).customers).toBeNull()
    },
  )
})
