/** A device's life with its collector, over HTTP and on both databases. */
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  digestAnswerSchema,
  enrolmentAnswerSchema,
  eventsAnswerSchema,
  policyAnswerSchema,
  tokenAnswerSchema,
  transferCodeAnswerSchema,
} from '../../../src/shared/wire/answers.ts'
import { digestText } from '../../../src/shared/wire/digest.ts'
import { EVENT_TYPES, sourceOf } from '../../../src/shared/wire/events.ts'
import { ROUTES } from '../../../src/shared/wire/limits.ts'
import { testDatabases } from './databases.ts'
import { codeOf, interaction, recordId, startTestCollector, today } from './support.ts'

const databases = await testDatabases()
const DAY_MS = 86_400_000
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10)

for (const { name, makeStore, isMissing } of databases)
  describe.skipIf(isMissing)(`A device on ${name}`, () => {
    test('enrols, learns its team and policy, sends, compares, exports, rotates, leaves', async () => {
      const collector = await startTestCollector({ makeStore })
      const enrolled = await collector.enrol('lead')
      expect(enrolled).toMatchObject({
        epoch: 1,
        role: 'lead',
        policy: { threshold: 5, retentionMonths: 12 },
      })
      const policy = policyAnswerSchema.parse(
        (await collector.call('GET', ROUTES.policy, { token: enrolled.token })).body,
      )
      expect(policy).toMatchObject({
        storeId: enrolled.storeId,
        team: enrolled.team,
        policy: enrolled.policy,
      })

      const { deviceId } = enrolled
      const events = [
        interaction(deviceId, { followUp: 'call back', externalIds: ['ext:4711'] }),
        interaction(deviceId, { workDay: daysAgo(3) }),
        interaction(deviceId, { workDay: daysAgo(3) }, recordId(), 7),
        {
          specversion: '1.0',
          id: `${recordId()}/1`,
          source: sourceOf(deviceId),
          type: EVENT_TYPES.pulse,
          data: { quarter: '2026-Q4', deleted: false, score: 0 },
        },
      ]
      const sent = eventsAnswerSchema.parse((await collector.send(enrolled.token, events)).body)
      expect(sent.stored).toBe(4)

      const digest = digestAnswerSchema.parse(
        (await collector.call('GET', ROUTES.digest, { token: enrolled.token })).body,
      )
      const ofThen = events
        .slice(1, 3)
        .map(({ id }) => ({ id: id.slice(0, 36), revision: Number(id.slice(37)) }))
      expect(digest.periods.map(({ period, count }) => [period, count])).toEqual([
        [daysAgo(3), 2],
        [today(), 1],
        ['2026-Q4', 1],
      ])
      expect(digest.periods[0]?.hash).toBe(
        createHash('sha256').update(digestText(ofThen)).digest('hex').slice(0, 32),
      )
      const later = await collector.call('GET', `${ROUTES.digest}?from=${daysAgo(1)}`, {
        token: enrolled.token,
      })
      expect(digestAnswerSchema.parse(later.body).periods.map(({ period }) => period)).not.toContain(
        daysAgo(3),
      )

      const exported = await collector.call('GET', ROUTES.export, { token: enrolled.token })
      expect(exported.body).toEqual(expect.arrayContaining(events))
      expect(exported.body).toHaveLength(events.length)

      const { token } = tokenAnswerSchema.parse(
        (await collector.call('POST', ROUTES.token, { token: enrolled.token })).body,
      )
      expect((await collector.call('POST', ROUTES.leave, { token })).status).toBe(204)
      expect(codeOf(await collector.send(token, []))).toBe('revoked')
      expect(await collector.recordCount()).toBe(4)
    })

    test('that is enrolled again with its claim stays the same device', async () => {
      const collector = await startTestCollector({ makeStore })
      const first = await collector.enrol()
      const event = interaction(first.deviceId)
      await collector.send(first.token, [event])
      const code = await collector.code('agent', 1, first.team.id)
      const again = await collector.call('POST', ROUTES.enrolments, { json: { code, claim: first.claim } })
      const { deviceId, token } = enrolmentAnswerSchema.parse(again.body)
      expect(deviceId).toBe(first.deviceId)
      expect((await collector.send(token, [event])).body).toMatchObject({ stored: 0, stale: 1 })
      const stranger = `afc1.1.1.${'A'.repeat(43)}`
      const other = await collector.call('POST', ROUTES.enrolments, {
        json: { code: await collector.code('agent', 1, first.team.id), claim: stranger },
      })
      expect(enrolmentAnswerSchema.parse(other.body).deviceId).not.toBe(first.deviceId)
    })

    test('gives another computer of its agent a code that works once', async () => {
      const collector = await startTestCollector({ makeStore })
      const first = await collector.enrol()
      const event = interaction(first.deviceId)
      await collector.send(first.token, [event])
      const made = await collector.call('POST', ROUTES.transferCodes, { token: first.token })
      const { code, expiresAt } = transferCodeAnswerSchema.parse(made.body)
      expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now())
      const typed = ` ${code.toLowerCase().replaceAll('-', ' ')} `
      const second = enrolmentAnswerSchema.parse(
        (await collector.call('POST', ROUTES.enrolments, { json: { code: typed } })).body,
      )
      expect(second.deviceId).not.toBe(first.deviceId)
      expect((await collector.call('GET', ROUTES.export, { token: second.token })).body).toEqual([event])
      const third = await collector.call('POST', ROUTES.enrolments, { json: { code } })
      expect([third.status, codeOf(third)]).toEqual([403, 'code-used-up'])
    })

    test('that erases its agent goes on as another one, and the old one is refused for ever', async () => {
      const collector = await startTestCollector({ makeStore })
      const before = await collector.enrol()
      const event = interaction(before.deviceId, { story: 'a good one' })
      await collector.send(before.token, [event])
      const answer = await collector.call('POST', ROUTES.erase, { token: before.token })
      const after = enrolmentAnswerSchema.parse(answer.body)
      expect(after.deviceId).not.toBe(before.deviceId)
      expect(after.team).toEqual(before.team)
      expect(await collector.recordCount()).toBe(0)
      expect(codeOf(await collector.send(before.token, [event]))).toBe('erased')
      const asOther = eventsAnswerSchema.parse((await collector.send(after.token, [event])).body)
      expect(asOther.refused).toEqual([expect.objectContaining({ code: 'wrong-source' })])
      expect((await collector.call('GET', ROUTES.export, { token: after.token })).body).toEqual([])
    })

    test('of an expired code or of a retired team does not come in', async () => {
      let now = Date.now()
      const collector = await startTestCollector({ makeStore, now: () => now })
      const expired = await collector.code()
      const { team } = await collector.enrol()
      const code = await collector.code('agent', 1, team.id)
      await collector.store.administration.retireTeam(team.id)
      const late = await collector.call('POST', ROUTES.enrolments, { json: { code } })
      expect(late.status).toBe(403)
      now += DAY_MS
      const received = await collector.call('POST', ROUTES.enrolments, { json: { code: expired } })
      expect([received.status, codeOf(received)]).toEqual([403, 'code-expired'])
    })

    test('is told when the collector holds nothing any more from before a day', async () => {
      const collector = await startTestCollector({ makeStore })
      const { token, deviceId } = await collector.enrol()
      await collector.store.administration.setPolicy({
        threshold: 5,
        retentionMonths: 1,
        customerComparison: null,
      })
      const old = await collector.send(token, [interaction(deviceId, { workDay: daysAgo(100) })])
      expect(old.body).toMatchObject({ stored: 0, stale: 1, newer: [], refused: [] })
      const { since } = digestAnswerSchema.parse((await collector.call('GET', ROUTES.digest, { token })).body)
      expect(since > daysAgo(32) && since < daysAgo(27)).toBe(true)
    })

    test('is told the same when a longer policy follows: what was dropped isn’t taken once more', async () => {
      const collector = await startTestCollector({ makeStore })
      const { token } = await collector.enrol()
      const { administration } = collector.store
      const digest = async () =>
        digestAnswerSchema.parse((await collector.call('GET', ROUTES.digest, { token })).body).since
      const policy = { threshold: 5, customerComparison: null }
      await administration.setPolicy({ ...policy, retentionMonths: 1 })
      await administration.applyRetention()
      const before = await digest()
      await administration.setPolicy({ ...policy, retentionMonths: 12 })
      expect(await digest()).toBe(before)
    })

    test('can write any text and any number that the protocol allows, and gets it back', async () => {
      const collector = await startTestCollector({ makeStore })
      const { token, deviceId } = await collector.enrol()
      const words = `'; DROP TABLE interaction; -- "\\ \u0001\u2028 ﷽ 👩‍👩‍👧 שלום \uFFFF`
      const event = interaction(
        deviceId,
        { followUp: words, queue: '%_\\', workDay: '9999-12-31' },
        recordId(),
        2_147_483_647,
      )
      const [zero] = [
        JSON.stringify({
          specversion: '1.0',
          id: `${recordId()}/1`,
          source: sourceOf(deviceId),
          type: EVENT_TYPES.pulse,
          data: { quarter: '2026-Q3', deleted: false, score: 0 },
        }),
      ]
      // JSON has a zero below zero.
      const batch = `[${JSON.stringify(event)},${zero.replace('"score":0', '"score":-0')}]`
      expect((await collector.send(token, batch)).body).toMatchObject({ stored: 2 })
      expect((await collector.send(token, `[${JSON.stringify(event)},${zero}]`)).body).toMatchObject({
        stale: 2,
        refused: [],
      })
      const { body } = await collector.call('GET', ROUTES.export, { token })
      expect(body).toEqual(expect.arrayContaining([event, JSON.parse(zero)]))
    })
  })
