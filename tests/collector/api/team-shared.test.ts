/** Follow-ups, stories and the spotlight: what was shared by the press of a button, as long as it is, and no more. */
import { describe, expect, test } from 'vitest'
import { enrolmentAnswerSchema, type EnrolmentAnswer } from '../../../src/shared/wire/answers.ts'
import { ROUTES, TEAM_LIMITS } from '../../../src/shared/wire/limits.ts'
import { followUpSchema } from '../../../src/shared/wire/team.ts'
import { testDatabases } from './databases.ts'
import { codeOf, interaction, recordId } from './support.ts'
import { at, idOf, MONDAY, sharedTeams, type TeamScene } from './team-support.ts'

const TUESDAY = '2026-11-03'
const DONE = { state: 'done', doneBy: 'Ada, late shift' } as const

/** An event of an interaction; its id and revision as they are told. */
const shared = (
  { deviceId }: EnrolmentAnswer,
  data: Parameters<typeof interaction>[1],
  id = recordId(),
  revision = 1,
) => interaction(deviceId, { workDay: MONDAY, ...data }, id, revision)

/** The same device in another team. */
async function move({ collector }: TeamScene, device: EnrolmentAnswer, teamId: string) {
  const json = { code: await collector.code('agent', 1, teamId), claim: device.claim }
  return enrolmentAnswerSchema.parse((await collector.call('POST', ROUTES.enrolments, { json })).body)
}

const idsOf = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id)

describe.each(await testDatabases())('$name', ({ makeStore, isMissing }) => {
  describe.skipIf(isMissing)('A follow-up', () => {
    const newTeam = sharedTeams({ makeStore })

    test('shows what the button said: never the rating, whether it was solved, nor whose it is', async () => {
      const { agents, send, get, followUps } = await newTeam({ agents: 1 })
      const [agent] = agents
      const event = shared(agent!, {
        channel: 'chat',
        queue: 'Billing',
        rating: 2,
        solved: false,
        reasons: ['systems', 'waiting'],
        followUp: 'promised to call',
        externalIds: ['acd:4711'],
      })
      await send(agent!, [event])
      expect(await followUps()).toEqual([
        {
          id: idOf(event),
          workDay: MONDAY,
          channel: 'chat',
          queue: 'Billing',
          externalIds: ['acd:4711'],
          reasons: ['systems', 'waiting'],
          words: 'promised to call',
          state: 'open',
          doneBy: null,
          on: null,
        },
      ])
      const { body, text } = await get(ROUTES.followUps)
      const fields = new Set(text.match(/"\w+":/g))
      for (const field of ['rating', 'solved', 'outcome', 'agent', 'device', 'revision', 'story'])
        expect(fields).not.toContain(`"${field}":`)
      expect(text).not.toContain(agent!.deviceId)
      expect(body).toMatchObject({ more: 0 })
    })

    test('of one who was not asked for is not in the list, whatever else was left', async () => {
      const { agents, send, followUps } = await newTeam({ agents: 2 })
      await send(agents[0]!, [shared(agents[0]!, { story: 'a good one' }), shared(agents[0]!, {})])
      await send(agents[1]!, [
        shared(agents[1]!, {
          followUp: '',
          outcome: 'skipped',
          rating: null,
          solved: null,
          reasons: [],
        }),
      ])
      expect(await followUps()).toMatchObject([{ words: '', reasons: [], externalIds: [] }])
    })

    test('is done, found not needed, or open again: its agent sees it, other agents don’t', async () => {
      const scene = await newTeam({ agents: 2 })
      const { agents, send, followUps, setFollowUp, ownFollowUps, goTo } = scene
      const [agent, other] = agents
      const events = [shared(agent!, { followUp: 'one' }), shared(agent!, { followUp: 'two' })]
      await send(agent!, events)
      const [one, two] = events.map(idOf)
      expect(await ownFollowUps(agent!)).toEqual([])
      goTo(TUESDAY)
      const answered = await setFollowUp(one!, { ...DONE, doneBy: ' Ada, late shift ' })
      expect(followUpSchema.parse(answered.body)).toMatchObject({
        id: one,
        words: 'one',
        ...DONE,
        on: TUESDAY,
      })
      await setFollowUp(two!, { state: 'not-needed', doneBy: null })
      expect(await ownFollowUps(agent!)).toEqual(
        expect.arrayContaining([
          { id: one, ...DONE, on: TUESDAY },
          { id: two, state: 'not-needed', doneBy: null, on: TUESDAY },
        ]),
      )
      expect(await ownFollowUps(other!)).toEqual([])
      const again = await setFollowUp(one!, { state: 'open', doneBy: 'Grace' })
      expect(again.body).toMatchObject({ state: 'open', doneBy: null, on: null })
      expect(idsOf(await ownFollowUps(agent!))).toEqual([two])
      expect(await followUps()).toMatchObject([{ id: one }, { id: two, state: 'not-needed' }])
    })

    test('is seen with its state on every computer of its agent', async () => {
      const { agents, collector, send, setFollowUp, ownFollowUps } = await newTeam({ agents: 1 })
      const [agent] = agents
      const made = await collector.call('POST', ROUTES.transferCodes, { token: agent!.token })
      const json = { code: String(JSON.parse(made.text).code) }
      const second = enrolmentAnswerSchema.parse(
        (await collector.call('POST', ROUTES.enrolments, { json })).body,
      )
      const event = shared(second, { followUp: '' })
      await send(second, [event])
      await setFollowUp(idOf(event), DONE)
      expect(await ownFollowUps(agent!)).toMatchObject([{ id: idOf(event), ...DONE }])
    })

    test('stands with the open ones first, then newest work day first', async () => {
      const { agents, send, followUps, setFollowUp } = await newTeam({ agents: 2 })
      const events = ['2026-10-30', MONDAY, '2026-10-29', '2026-10-31'].map((workDay, n) =>
        shared(agents[n % 2]!, { workDay, followUp: workDay }),
      )
      for (const [n, event] of events.entries()) await send(agents[n % 2]!, [event])
      await setFollowUp(idOf(events[1]!), DONE)
      await setFollowUp(idOf(events[2]!), DONE)
      expect((await followUps()).map(({ words }) => words)).toEqual([
        '2026-10-31',
        '2026-10-30',
        MONDAY,
        '2026-10-29',
      ])
    })

    test('beyond as many as are answered is counted, not listed', async () => {
      const { agents, send, get } = await newTeam({ agents: 1 })
      const events = Array.from({ length: TEAM_LIMITS.followUps + 3 }, () =>
        shared(agents[0]!, { followUp: '' }),
      )
      await send(agents[0]!, events.slice(0, 300))
      await send(agents[0]!, events.slice(300))
      const { body } = await get(ROUTES.followUps)
      expect(body).toMatchObject({ more: 3 })
      expect(Object(body).followUps).toHaveLength(TEAM_LIMITS.followUps)
    })

    test('that is taken back is gone from every list; asked for anew it has the state that it had', async () => {
      const { agents, send, followUps, setFollowUp, ownFollowUps } = await newTeam({ agents: 1 })
      const [agent] = agents
      const id = recordId()
      await send(agent!, [shared(agent!, { followUp: 'call' }, id)])
      await setFollowUp(id, DONE)
      await send(agent!, [shared(agent!, {}, id, 2)])
      expect(await followUps()).toEqual([])
      expect(await ownFollowUps(agent!)).toEqual([])
      const late = await setFollowUp(id, { state: 'not-needed', doneBy: null })
      expect([late.status, codeOf(late)]).toEqual([404, 'not-found'])
      await send(agent!, [shared(agent!, { followUp: 'call again' }, id, 3)])
      expect(await followUps()).toMatchObject([{ words: 'call again', ...DONE }])
    })

    test('that was never there, or is another team’s, can’t be settled', async () => {
      const scene = await newTeam({ agents: 1 })
      const { agents, send, setFollowUp, collector } = scene
      const other = await collector.enrol('lead')
      const foreign = interaction(other.deviceId, { workDay: MONDAY, followUp: 'ours' })
      await send(other, [foreign])
      const own = shared(agents[0]!, { story: 'only a story' })
      await send(agents[0]!, [own])
      for (const id of [recordId(), idOf(foreign), idOf(own)])
        expect(codeOf(await setFollowUp(id, DONE))).toBe('not-found')
      const theirs = await collector.call('GET', at(ROUTES.followUps, other.team.id), { token: other.token })
      expect(theirs.body).toMatchObject({ followUps: [{ id: idOf(foreign), state: 'open' }] })
    })

    test('under an id that somebody else chose too stays its agent’s: nobody sees another’s state', async () => {
      const { agents, send, setFollowUp, ownFollowUps } = await newTeam({ agents: 2 })
      const [agent, copier] = agents
      const id = recordId()
      await send(agent!, [shared(agent!, { followUp: 'mine', story: 'seen by all' }, id)])
      await setFollowUp(id, DONE)
      await send(copier!, [shared(copier!, { followUp: 'copied' }, id)])
      expect(await ownFollowUps(copier!)).toEqual([])
      expect(await ownFollowUps(agent!)).toMatchObject([{ id, ...DONE }])
    })
  })

  describe.skipIf(isMissing)('A story', () => {
    const newTeam = sharedTeams({ makeStore })

    test('shows its line and where it was, to every member, and nothing else', async () => {
      const { agents, send, get, stories } = await newTeam({ agents: 2 })
      const [agent, other] = agents
      const event = shared(agent!, { rating: 5, story: 'she thanked us all', externalIds: ['acd:1'] })
      await send(agent!, [event, shared(agent!, { followUp: 'not for everybody' })])
      const expected = {
        id: idOf(event),
        workDay: MONDAY,
        channel: 'voice',
        queue: 'Support',
        externalIds: ['acd:1'],
        story: 'she thanked us all',
      }
      expect(await stories('', other!.token)).toMatchObject({ stories: [expected], more: 0, spotlight: null })
      const { text } = await get(ROUTES.stories, other!.token)
      for (const word of ['"rating"', '"reasons"', 'not for everybody', agent!.deviceId])
        expect(text).not.toContain(word)
    })

    test('is found among all: page by page, none left out, none twice', async () => {
      const { agents, send, stories } = await newTeam({ agents: 1 })
      const days = ['2026-10-30', '2026-10-29', '2026-10-28', '2026-10-27']
      const events = days.flatMap((workDay, n) =>
        Array.from({ length: 40 + n }, () => shared(agents[0]!, { workDay, story: workDay })),
      )
      await send(agents[0]!, events)
      const seen: string[] = []
      let query = ''
      for (;;) {
        const page = await stories(query)
        seen.push(...idsOf(page.stories))
        expect(page.stories.map(({ workDay }) => workDay)).toEqual(
          page.stories.map(({ workDay }) => workDay).toSorted((a, b) => (a < b ? 1 : -1)),
        )
        expect(page.more).toBe(events.length - seen.length)
        if (page.more === 0) break
        query = `?before=${page.stories.at(-1)!.workDay}`
      }
      expect(seen.toSorted()).toEqual(events.map(idOf).toSorted())
    })

    test('in the spotlight is on every widget for a week, in place of the one before', async () => {
      const { agents, send, stories, setSpotlight, goTo, weekly } = await newTeam({ agents: 1 })
      const [agent] = agents
      const events = [shared(agent!, { story: 'first' }), shared(agent!, { story: 'second' })]
      await send(agent!, events)
      await setSpotlight(idOf(events[0]!))
      const { body } = await setSpotlight(idOf(events[1]!))
      expect(body).toMatchObject({
        spotlight: { story: { id: idOf(events[1]!), story: 'second' }, until: '2026-11-08' },
      })
      goTo('2026-11-08')
      expect((await stories('', agent!.token)).spotlight).toMatchObject({ story: { story: 'second' } })
      expect((await weekly(agent!.token)).spotlight).toMatchObject({ story: { story: 'second' } })
      goTo('2026-11-09')
      expect((await stories('', agent!.token)).spotlight).toBeNull()
    })

    test('leaves the spotlight when a lead ends it, and when its agent takes it back', async () => {
      const { agents, send, stories, setSpotlight } = await newTeam({ agents: 1 })
      const [agent] = agents
      const id = recordId()
      await send(agent!, [shared(agent!, { story: 'good' }, id)])
      await setSpotlight(id)
      expect((await setSpotlight(null)).body).toMatchObject({ spotlight: null })
      await setSpotlight(id)
      await send(agent!, [shared(agent!, {}, id, 2)])
      expect(await stories()).toMatchObject({ stories: [], spotlight: null })
      expect(codeOf(await setSpotlight(id))).toBe('not-found')
    })

    test('that isn’t there can’t be put into the spotlight, and the one that is in it stays', async () => {
      const { agents, send, stories, setSpotlight } = await newTeam({ agents: 1 })
      const story = shared(agents[0]!, { story: 'good' })
      const followUp = shared(agents[0]!, { followUp: 'no story' })
      await send(agents[0]!, [story, followUp])
      await setSpotlight(idOf(story))
      for (const id of [recordId(), idOf(followUp)]) expect(codeOf(await setSpotlight(id))).toBe('not-found')
      expect((await stories()).spotlight).toMatchObject({ story: { id: idOf(story) } })
    })
  })

  describe.skipIf(isMissing)('What was shared', () => {
    const newTeam = sharedTeams({ makeStore })

    /** A follow-up that was done, of an interaction whose story is in the spotlight. */
    async function settled(scene: TeamScene, agent: EnrolmentAnswer) {
      const event = shared(agent, { followUp: 'call', story: 'good' })
      await scene.send(agent, [event])
      await scene.setFollowUp(idOf(event), DONE)
      await scene.setSpotlight(idOf(event))
      return event
    }

    test('goes with an erasure, with what the team made of it', async () => {
      const scene = await newTeam({ agents: 2 })
      const { agents, collector, followUps, stories, ownFollowUps } = scene
      const [agent, other] = agents
      const event = await settled(scene, agent!)
      const erased = await collector.call('POST', ROUTES.erase, { token: agent!.token })
      const after = enrolmentAnswerSchema.parse(erased.body)
      expect(await followUps()).toEqual([])
      expect(await stories()).toMatchObject({ stories: [], spotlight: null })
      // Whoever brings the same id later finds nothing of what it was.
      await scene.send(other!, [shared(other!, { followUp: 'other', story: 'other' }, idOf(event))])
      expect(await followUps()).toMatchObject([{ state: 'open', doneBy: null }])
      expect((await stories()).spotlight).toBeNull()
      expect(await ownFollowUps(after)).toEqual([])
    })

    test('goes when retention drops its day', async () => {
      const scene = await newTeam({ agents: 1 })
      const { agents, store, followUps, stories, ownFollowUps, goTo, setSpotlight, setFollowUp } = scene
      const event = await settled(scene, agents[0]!)
      const policy = { threshold: 5, retentionMonths: 1, customerComparison: null }
      await store.administration.setPolicy(policy, scene.team.id)
      goTo('2026-12-08')
      await setSpotlight(idOf(event))
      await store.administration.applyRetention()
      expect(await followUps()).toEqual([])
      expect(await ownFollowUps(agents[0]!)).toEqual([])
      expect(await stories()).toMatchObject({ stories: [], spotlight: null })
      expect(codeOf(await setFollowUp(idOf(event), DONE))).toBe('not-found')
    })

    test('stays with the team of its work day when its computer goes to another team', async () => {
      const scene = await newTeam({ agents: 1 })
      const { agents, collector, followUps, stories, ownFollowUps } = scene
      const event = await settled(scene, agents[0]!)
      const next = await collector.enrol('lead')
      const moved = await move(scene, agents[0]!, next.team.id)
      expect(await followUps()).toMatchObject([{ id: idOf(event), ...DONE }])
      expect(await stories()).toMatchObject({ spotlight: { story: { id: idOf(event) } } })
      expect(await ownFollowUps(moved)).toMatchObject([{ id: idOf(event), ...DONE }])
      const theirs = await collector.call('GET', at(ROUTES.followUps, next.team.id), { token: next.token })
      expect(theirs.body).toMatchObject({ followUps: [] })
    })

    test('of a day that belongs to the new team goes along, as it was settled, and leaves the spotlight', async () => {
      const scene = await newTeam({ agents: 1 })
      const { agents, collector, send, setFollowUp, setSpotlight, followUps, stories, ownFollowUps } = scene
      const [agent] = agents
      // It is Tuesday already where this computer is.
      const event = shared(agent!, { workDay: TUESDAY, followUp: 'call', story: 'good' })
      await send(agent!, [event])
      await setFollowUp(idOf(event), DONE)
      await setSpotlight(idOf(event))
      const next = await collector.enrol('lead')
      const moved = await move(scene, agent!, next.team.id)
      expect(await followUps()).toEqual([])
      expect(await stories()).toMatchObject({ stories: [], spotlight: null })
      const theirs = await collector.call('GET', at(ROUTES.followUps, next.team.id), { token: next.token })
      expect(theirs.body).toMatchObject({ followUps: [{ id: idOf(event), ...DONE }] })
      expect(await ownFollowUps(moved)).toMatchObject([{ id: idOf(event), ...DONE }])
    })

    test('stays when its agent leaves the team', async () => {
      const scene = await newTeam({ agents: 1 })
      const event = await settled(scene, scene.agents[0]!)
      await scene.collector.call('POST', ROUTES.leave, { token: scene.agents[0]!.token })
      expect(await scene.followUps()).toMatchObject([{ id: idOf(event), ...DONE }])
      expect(await scene.stories()).toMatchObject({ spotlight: { story: { story: 'good' } } })
    })
  })
})
