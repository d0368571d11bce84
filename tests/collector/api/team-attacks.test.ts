/** What somebody finds out about single people who asks everything that may be asked, over real HTTP: nothing. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { KINDS } from '../../../src/collector/publishing/contribution.ts'
import { createSqliteStore } from '../../../src/collector/store/sqlite/index.ts'
import { WINDOW_KINDS, type WindowKind } from '../../../src/shared/statistics/windows.ts'
import { dayNumber, dayText } from '../../../src/shared/calendar.ts'
import { enrolmentAnswerSchema, type EnrolmentAnswer } from '../../../src/shared/wire/answers.ts'
import { ROUTES } from '../../../src/shared/wire/limits.ts'
import { MEASURES, summaryAnswerSchema, type WindowAnswer } from '../../../src/shared/wire/summaries.ts'
import {
  followUpsAnswerSchema,
  ownFollowUpsAnswerSchema,
  promotersAnswerSchema,
  storiesAnswerSchema,
  weeklyAnswerSchema,
} from '../../../src/shared/wire/team.ts'
import { sourceOf, type WireEvent } from '../../../src/shared/wire/events.ts'
import { smileyEvent } from '../../support/wire-samples.ts'
import { Equations, figuresOf } from '../publishing/attacker.ts'
import { isolatedGroups } from '../publishing/linear-algebra.ts'
import { daysOf } from '../publishing/reference-parts.ts'
import { measureOf, refer } from '../publishing/reference.ts'
import { shapes } from '../publishing/shapes.ts'
import { randomWorld, type Shape } from '../publishing/world.ts'
import { liveIn, teamsOf } from '../store/publishing-world.ts'
import { interaction, recordId, startTestCollector, type StoreMaker } from './support.ts'
import { at, idOf, MONDAY, sharedTeam, teamScene, type TeamScene } from './team-support.ts'

const DAY_MS = 86_400_000
const after = (day: string, days: number) => dayText(dayNumber(day) + days)

/** The days of one week, Monday to Sunday. */
const WEEK = Array.from({ length: 7 }, (_, n) => after(MONDAY, n))
/** All of that week is closed, and much later all of the quarter. */
const WEEK_CLOSED = after(MONDAY, 11)
const QUARTER_CLOSED = '2027-01-05'

/** A smiley, happy and sad by turns, and two calls of each of some people. */
async function work(scene: TeamScene, people: readonly EnrolmentAnswer[], workDay: string, data = {}) {
  for (const [n, person] of people.entries())
    await scene.send(person, [
      smileyEvent(person.deviceId, workDay, n % 2 === 0 ? 'happy' : 'sad'),
      interaction(person.deviceId, { workDay, rating: 2 + (n % 3), solved: n % 2 === 0, ...data }),
      interaction(person.deviceId, { workDay, rating: 4, solved: n % 3 === 0, ...data }),
    ])
}

const find = (windows: readonly WindowAnswer[], from: string): WindowAnswer | undefined =>
  windows.find((window) => window.from === from)

/** Everything that a lead may ask of the time around November. */
async function everything({ get }: TeamScene, token?: string): Promise<string[]> {
  const texts: string[] = []
  for (const by of WINDOW_KINDS) {
    const { text } = await get(ROUTES.summary, token, `?by=${by}&from=2026-09-01&to=2027-01-31`)
    texts.push(text)
  }
  texts.push((await get(ROUTES.promoters, token)).text, (await get(ROUTES.customers, token)).text)
  return texts
}

/** How many answers of a measure are in a window. */
const numberOf = (window: WindowAnswer | undefined) => window?.smiley.cell?.n ?? 0

/** Enough people and days that there is something to tell; few looks, because each asks for everything. */
const busier = (shape: Shape): Shape => ({
  ...shape,
  people: shape.people + 4,
  days: Math.max(shape.days, 15),
  presence: Math.max(shape.presence, 0.7),
  looks: 0.03,
})

describe('Random teams, asked over HTTP', () => {
  test('tell no sum, with any factors, of fewer people than the threshold, whichever ranges are asked for', async () => {
    let figuresSeen = 0
    await fc.assert(
      fc.asyncProperty(shapes({ people: 9, days: 30 }), fc.nat(), async (shape, seed) => {
        const clock = { at: 0 }
        const cleaning: (() => void | Promise<void>)[] = []
        const plenty = { burst: 1e9, perSecond: 1e9 }
        const collector = await startTestCollector(
          { now: () => clock.at, limits: { requestsPerDevice: plenty } },
          (clean) => cleaning.push(clean),
        )
        const leads = new Map<number, EnrolmentAnswer>()
        const ask = async (teamNo: number, by: WindowKind, from: string, to: string) => {
          const teams = await collector.store.administration.teams()
          const lead = leads.get(teamNo) ?? (await collector.enrol('lead', teams[teamNo - 1]!.id))
          leads.set(teamNo, lead)
          const path = `${at(ROUTES.summary, lead.team.id)}?by=${by}&from=${from}&to=${to}`
          return summaryAnswerSchema.parse((await collector.call('GET', path, { token: lead.token })).body)
        }
        const overHttp: typeof collector.store = {
          ...collector.store,
          summary: async (teamNo, by, { from, to }) => {
            const whole = await ask(teamNo, by, from, to)
            // Another range has the same windows as far as it has them, never a part of one, never another sum.
            const [some, length] = [seed % 40, (seed >> 8) % 60]
            const part = await ask(teamNo, by, after(from, some), after(from, some + length))
            expect(part.windows).toEqual(
              whole.windows.filter(
                (window) => window.to >= after(from, some) && window.to <= after(from, some + length),
              ),
            )
            return whole
          },
        }
        try {
          const teams = teamsOf(randomWorld(busier(shape)))
          for (const { world, snapshots, closings } of await liveIn(overHttp, clock, teams)) {
            if (world.answers.length === 0) continue
            const reference = refer(world, closings)
            // What is told is what somebody counts who sees everything; else the attacker would look at something else.
            for (const { windows } of snapshots)
              for (const window of Object.values(windows).flat())
                for (const measure of MEASURES)
                  expect(window[measure]).toEqual(measureOf(reference, measure, ...daysOf(window)))
            const figures = figuresOf(snapshots, reference)
            figuresSeen += figures.length
            for (const kind of KINDS) {
              const isOwn = (measure: string) =>
                (measure === 'outcome' || measure === 'rating' ? 'interaction' : measure) === kind
              const { rows, columns } = new Equations(figures.filter(({ measure }) => isOwn(measure)))
              expect(isolatedGroups(rows, columns, shape.threshold - 1).found).toEqual([])
            }
          }
        } finally {
          for (const clean of cleaning.toReversed()) await clean()
        }
      }),
      { numRuns: 3 },
    )
    expect(figuresSeen).toBeGreaterThan(0)
  })
})

describe('Differences', () => {
  test('of days and their week are of enough people, or of nobody', async () => {
    const scene = await teamScene({ agents: 6 })
    const { agents, goTo, publish, summary } = scene
    const present = [6, 5, 4, 6, 3, 1, 0]
    for (const [n, day] of WEEK.entries()) await work(scene, agents.slice(0, present[n]), day)
    goTo(WEEK_CLOSED)
    await publish()
    const days = (await summary('day', MONDAY, WEEK[6]!)).windows
    expect(days.map(numberOf)).toEqual([6, 5, 0, 6, 0, 0, 0])
    const week = find((await summary('week', MONDAY, WEEK[6]!)).windows, MONDAY)
    // Wednesday's four, Friday's three and Saturday's one are six different people at most: together or not at all.
    expect([6 + 5 + 6, 6 + 5 + 6 + 4 + 3 + 1]).toContain(numberOf(week))
    for (const window of days.filter((one) => one.smiley.cell === null))
      for (const measure of MEASURES) expect(window[measure].cell).toBeNull()
  })

  test('of ranges don’t exist: a range has whole windows that end in it, and no others', async () => {
    const scene = await teamScene({ agents: 6 })
    const { agents, goTo, publish, summary } = scene
    for (const day of WEEK) await work(scene, agents, day)
    goTo(WEEK_CLOSED)
    await publish()
    const sunday = WEEK[6]!
    const whole = (await summary('week', MONDAY, sunday)).windows
    expect(whole).toHaveLength(1)
    for (const from of WEEK) expect((await summary('week', from, sunday)).windows).toEqual(whole)
    for (const to of WEEK.slice(0, 6)) expect((await summary('week', MONDAY, to)).windows).toEqual([])
    for (const by of ['month', 'quarter'] as const)
      expect((await summary(by, MONDAY, after(MONDAY, 20))).windows).toEqual([])
  })

  test('of channels and queues are of enough people: what few people had is told with others', async () => {
    const scene = await teamScene({ agents: 8 })
    const { agents, goTo, publish, summary } = scene
    for (const day of WEEK.slice(0, 5)) {
      await work(scene, agents.slice(0, 6), day, { queue: 'Support' })
      await work(scene, agents.slice(2), day, { queue: 'Billing' })
      // Two people alone have the third queue.
      await work(scene, agents.slice(0, 2), day, { queue: 'Works council', channel: 'chat' })
    }
    goTo(QUARTER_CLOSED)
    await publish()
    for (const by of ['month', 'quarter'] as const) {
      const [window] = (await summary(by, '2026-11-30', '2026-12-31')).windows
      expect(window?.outcome.cell?.n).toBeGreaterThan(0)
      const names = [...window!.queues, ...window!.channels].map(({ part }) => JSON.stringify(part))
      expect(names.join()).toContain('Support')
      expect(names.join()).not.toContain('Works council')
      expect(names.join()).not.toContain('chat')
    }
    const { text } = await scene.get(ROUTES.summary, undefined, `?by=day&from=${MONDAY}&to=${WEEK[6]!}`)
    expect(text).not.toMatch(/Support|Billing|voice/)
  })

  test('of two teams around somebody who moved tell nothing of the one who moved', async () => {
    const scene = await teamScene({ agents: 5 })
    const { agents, collector, goTo, publish, summary, store } = scene
    const next = await collector.enrol('lead')
    const four: EnrolmentAnswer[] = []
    for (let n = 0; n < 4; n += 1) four.push(await collector.enrol('agent', next.team.id))
    await work(scene, agents, MONDAY)
    await work(scene, four, MONDAY)
    const json = { code: await collector.code('agent', 1, next.team.id), claim: agents[4]!.claim }
    const moved = enrolmentAnswerSchema.parse(
      (await collector.call('POST', ROUTES.enrolments, { json })).body,
    )
    goTo(WEEK[2]!)
    await work(scene, agents.slice(0, 4), WEEK[2]!)
    await work(scene, [...four, moved], WEEK[2]!)
    goTo(QUARTER_CLOSED)
    await publish()
    const theirs = async (by: WindowKind, from: string, to: string) => {
      const path = `${at(ROUTES.summary, next.team.id)}?by=${by}&from=${from}&to=${to}`
      return summaryAnswerSchema.parse((await collector.call('GET', path, { token: next.token })).body)
        .windows
    }
    for (const [by, from, to] of [
      ['day', MONDAY, WEEK[6]!],
      ['week', MONDAY, WEEK[6]!],
      ['quarter', '2026-12-31', '2026-12-31'],
    ] as const) {
      // Five on Monday in one, five on Wednesday in the other; the days of four wait for ever.
      expect((await summary(by, from, to)).windows.reduce((sum, one) => sum + numberOf(one), 0)).toBe(5)
      expect((await theirs(by, from, to)).reduce((sum, one) => sum + numberOf(one), 0)).toBe(5)
    }
    expect(await store.administration.verifyRollups()).toEqual([])
  })
})

describe('Two refreshes', () => {
  test('around one click are byte for byte the same, before the day is closed and after', async () => {
    const scene = await teamScene({ agents: 7 })
    const { agents, goTo, publish, smile } = scene
    for (const day of WEEK.slice(0, 5)) await work(scene, agents.slice(0, 6), day)
    const empty = await everything(scene)
    await smile(agents[6]!, MONDAY, 'sad')
    expect(await everything(scene)).toEqual(empty)
    await publish()
    expect(await everything(scene)).toEqual(empty)
    goTo(WEEK_CLOSED)
    await publish()
    const closed = await everything(scene)
    expect(closed).not.toEqual(empty)
    await smile(agents[6]!, WEEK[1]!, 'sad')
    await publish()
    expect(await everything(scene)).toEqual(closed)
  })

  test('by another lead, and by the same one later, say the same of days that were closed', async () => {
    const scene = await teamScene({ agents: 6 })
    const { agents, collector, goTo, publish, team, summary } = scene
    for (const day of WEEK) await work(scene, agents, day)
    goTo(WEEK_CLOSED)
    await publish()
    const first = await everything(scene)
    const other = await collector.enrol('lead', team.id)
    expect(await everything(scene, other.token)).toEqual(first)
    const days = (await summary('day', MONDAY, WEEK[6]!)).windows
    for (const day of ['2026-11-20', '2026-12-04', QUARTER_CLOSED]) {
      goTo(day)
      await publish()
      expect((await summary('day', MONDAY, WEEK[6]!)).windows).toEqual(days)
    }
  })

  test('around an erasure and around the removal of a member say the same of what was closed', async () => {
    const scene = await teamScene({ agents: 6 })
    const { agents, collector, goTo, publish, store } = scene
    for (const day of WEEK.slice(0, 5)) await work(scene, agents, day)
    goTo(WEEK_CLOSED)
    await publish()
    const before = await everything(scene)
    await collector.call('POST', ROUTES.erase, { token: agents[0]!.token })
    expect(await everything(scene)).toEqual(before)
    await store.administration.revokeDevice(agents[1]!.deviceId)
    await publish()
    expect(await everything(scene)).toEqual(before)
    const refused = await collector.call('GET', at(ROUTES.weekly, scene.team.id), { token: agents[1]!.token })
    expect(refused.status).toBe(401)
  })

  test('around a team that shrinks below five: later days aren’t told, earlier ones stay', async () => {
    const scene = await teamScene({ agents: 5 })
    const { agents, goTo, publish, summary, store } = scene
    await work(scene, agents, MONDAY)
    await store.administration.revokeDevice(agents[4]!.deviceId)
    for (const day of WEEK.slice(1, 5)) await work(scene, agents.slice(0, 4), day)
    goTo(QUARTER_CLOSED)
    await publish()
    const days = (await summary('day', MONDAY, WEEK[6]!)).windows
    expect(days.map(numberOf)).toEqual([5, 0, 0, 0, 0, 0, 0])
    for (const by of ['week', 'month', 'quarter'] as const)
      for (const window of (await summary(by, MONDAY, '2026-12-31')).windows)
        expect([0, 5]).toContain(numberOf(window))
  })
})

/** Numbers of agents and devices that can be told from everything else in a text. */
const TELLING = 987_654_000
const tellingNumbers: StoreMaker = async (now, atEnd) => {
  const folder = mkdtempSync(join(tmpdir(), 'aftercall-test-'))
  atEnd(() => rmSync(folder, { recursive: true, force: true }))
  const store = await createSqliteStore({ folder, now, role: 'server' })
  const db = new Database(join(folder, 'collector.db'), { timeout: 5_000 })
  db.prepare("UPDATE meta SET value = ? WHERE key IN ('agent_no', 'device_no')").run(String(TELLING))
  db.close()
  return store
}

describe('An answer', () => {
  const shared = sharedTeam({ agents: 6, makeStore: tellingNumbers })

  test('has no field but those of its schema, no number or id of anybody, and no record that wasn’t shared', async () => {
    const scene = shared()
    const { agents, send, goTo, publish, get, setFollowUp, setSpotlight } = scene
    const secrets: string[] = []
    const shares: string[] = []
    for (const day of WEEK.slice(0, 5)) await work(scene, agents, day)
    for (const [n, agent] of agents.entries()) {
      const events: WireEvent[] = [
        interaction(agent.deviceId, { workDay: MONDAY, rating: 1, externalIds: undefined, queue: 'Quiet' }),
        smileyEvent(agent.deviceId, WEEK[5]!, 'sad'),
        {
          specversion: '1.0',
          id: `${recordId()}/1`,
          source: sourceOf(agent.deviceId),
          type: 'org.aftercall.pulse.v1',
          data: { quarter: '2026-Q4', deleted: false, score: n },
        },
      ]
      const told = [
        interaction(agent.deviceId, { workDay: MONDAY, rating: 3, followUp: 'call', reasons: ['time'] }),
        interaction(agent.deviceId, { workDay: MONDAY, rating: 5, story: 'good' }),
      ]
      secrets.push(...events.map(idOf))
      shares.push(...told.map(idOf))
      await send(agent, [...events, ...told])
    }
    await setFollowUp(shares[0]!, { state: 'done', doneBy: 'a lead' })
    await setSpotlight(shares[1]!)
    goTo(QUARTER_CLOSED)
    await publish()
    const answers = [
      ...(await Promise.all(
        WINDOW_KINDS.map(async (by) => {
          const received = await get(ROUTES.summary, undefined, `?by=${by}&from=2026-10-01&to=2026-12-31`)
          return { schema: summaryAnswerSchema, ...received }
        }),
      )),
      { schema: promotersAnswerSchema, ...(await get(ROUTES.promoters)) },
      { schema: followUpsAnswerSchema, ...(await get(ROUTES.followUps)) },
      { schema: storiesAnswerSchema, ...(await get(ROUTES.stories)) },
      { schema: weeklyAnswerSchema, ...(await get(ROUTES.weekly)) },
      { schema: ownFollowUpsAnswerSchema, ...(await get(ROUTES.ownFollowUps, agents[0]!.token)) },
    ]
    const forbidden = [
      String(TELLING).slice(0, 6),
      ...secrets,
      ...agents.map(({ deviceId }) => deviceId),
      scene.lead.deviceId,
    ]
    for (const { schema, status, text, body, headers } of answers) {
      expect(status).toBe(200)
      expect(headers.get('cache-control')).toBe('no-store')
      expect(schema.parse(body)).toEqual(body)
      for (const word of forbidden) expect(text).not.toContain(word)
    }
    // Each of them had something to tell.
    for (const { text } of answers) expect(text).toMatch(/"(from|quarter|doneBy|story)":"/)
    const [followUps, stories] = [answers.at(-4)!, answers.at(-3)!]
    for (const { text } of [followUps, stories])
      expect(text).not.toMatch(/rating|solved|outcome|smiley|score/)
    expect(stories.text).not.toMatch(/reasons|doneBy|call/)
    const own = ownFollowUpsAnswerSchema.parse(answers.at(-1)!.body).followUps
    expect(own.map(({ id }) => id)).toEqual([shares[0]])
  })
})

test('Nothing is said of a day before it is over for four days, whoever asks and with whatever clock', async () => {
  const scene = await teamScene({ agents: 6 })
  const { agents, goTo, publish, summary, weekly } = scene
  await work(scene, agents, MONDAY)
  for (const day of WEEK.slice(0, 5)) {
    goTo(day)
    await publish()
    expect((await summary('day', MONDAY, '2027-11-30')).windows.map(numberOf)).toEqual([])
  }
  goTo(WEEK[5]!)
  await publish()
  const { closedTo, windows } = await summary('day', MONDAY, '2027-11-30')
  expect([closedTo, windows.map(numberOf)]).toEqual([MONDAY, [6]])
  expect(await weekly()).toMatchObject({ week: expect.objectContaining({ to: '2026-11-01' }) })
  expect(Date.parse(closedTo!) + 5 * DAY_MS).toBeLessThanOrEqual(Date.parse(WEEK[5]!))
})
