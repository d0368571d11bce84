/** The team's board against the real collector, over real HTTP: what a lead and an agent see, and when it is asked for. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it, vi } from 'vitest'

import { z } from '../../../src/shared/zod.ts'
import { HOUR, MINUTE } from '../../unit/sync/bench.ts'
import { contentsOf } from '../../unit/store/support.ts'
import { Desk, teamDesk } from './team-desk.ts'

vi.setConfig({ testTimeout: 30_000 })

const DAY_MS = 24 * HOUR

/** Something else answers than the collector. */
const body = (status: number, text: string) =>
  Promise.resolve({
    status,
    headers: { get: (name: string) => (name === 'content-type' ? 'application/json' : null) },
    body: () => Promise.resolve(new TextEncoder().encode(text)),
  })

describe('what a team sees', () => {
  it('a lead works through follow-ups, and the agent sees that it was taken up', async () => {
    const { lead, agent } = await teamDesk()
    const id = await agent.shares({ followUp: 'Please call back' })
    await lead.boards.refresh()
    expect(lead.boards.view()).toMatchObject({ hasTeam: true, isFetching: false, problem: null })
    expect(lead.boards.view().board?.lead?.followUps.followUps).toMatchObject([
      { id, words: 'Please call back', state: 'open', doneBy: null },
    ])
    const change = await lead.boards.changeFollowUp(id, { state: 'done', doneBy: 'Sam' })
    expect(change).toMatchObject({ done: true })
    expect(lead.boards.view().board?.lead?.followUps.followUps).toMatchObject([{ id, state: 'done' }])
    expect(agent.boards.ownFollowUps()).toEqual({})
    await agent.boards.refresh()
    expect(agent.boards.ownFollowUps()).toEqual({
      [id]: {
        workDay: '2026-11-23',
        channel: 'voice',
        queue: null,
        words: 'Please call back',
        state: 'done',
        doneBy: 'Sam',
        on: '2026-11-23',
      },
    })
    // Taken back here, it is nobody's business any more.
    agent.bench.store.interactions.answer(id, { followUp: null })
    expect(agent.boards.ownFollowUps()).toEqual({})
  })

  it('who joins while the window is open sees the team without asking', async () => {
    const { clock, collector, team } = await teamDesk()
    const desk = new Desk(clock)
    await desk.bench.start()
    desk.isOpen = true
    void desk.boards.opened()
    expect(desk.boards.view()).toMatchObject({ hasTeam: false, board: null })
    await desk.join(collector.url, await team.code('lead'))
    await desk.settled()
    expect(desk.boards.view()).toMatchObject({ hasTeam: true, problem: null, board: { lead: {} } })
  })

  it('who has lost the token and joins again sees the team at once, however often they looked before', async () => {
    const { collector, team, agent } = await teamDesk()
    await agent.bench.secrets.clear()
    await agent.restart()
    agent.boards.glanced()
    await agent.opens()
    expect(agent.boards.view()).toMatchObject({ hasTeam: true, problem: 'not-enrolled', board: null })
    const result = await agent.bench.sync.enrol(collector.url, await team.code('agent'))
    expect(result).toMatchObject({ ok: true })
    agent.boards.syncChanged()
    await agent.settled()
    expect(agent.boards.view()).toMatchObject({ problem: null, board: { role: 'agent' } })
  })

  it('a story in the spotlight is on every widget of the team until its last day is over', async () => {
    const { clock, lead, agent } = await teamDesk()
    const id = await agent.shares({ story: 'She laughed at the end' })
    await lead.boards.refresh()
    expect(await lead.boards.changeSpotlight(id)).toMatchObject({ done: true })
    expect(lead.boards.spotlight()?.story).toMatchObject({ id, story: 'She laughed at the end' })
    expect(lead.boards.view().board?.weekly.spotlight?.story.id).toBe(id)
    await agent.boards.refresh()
    const { until = '' } = agent.boards.spotlight() ?? {}
    expect(until > '2026-11-23').toBe(true)
    clock.jumpTo(`${until}T23:59`)
    expect(agent.boards.spotlight()?.story.id).toBe(id)
    clock.jumpTo(`${until}T23:59`)
    clock.pass(2 * HOUR)
    expect(agent.boards.spotlight()).toBeNull()
    expect(await lead.boards.changeSpotlight(null)).toMatchObject({ done: true })
    expect(lead.boards.view().board?.stories.spotlight).toBeNull()
  })

  it('what an agent has taken back is gone, and the list is asked for anew', async () => {
    const { lead, agent } = await teamDesk()
    const id = await agent.shares({ followUp: 'Please call back' })
    await lead.boards.refresh()
    agent.bench.store.interactions.answer(id, { followUp: null })
    agent.bench.sync.recordsChanged()
    await agent.pass()
    expect(await lead.boards.changeFollowUp(id, { state: 'done', doneBy: null })).toEqual({
      done: false,
      problem: 'gone',
    })
    await lead.settled()
    expect(lead.boards.view().board?.lead?.followUps.followUps).toEqual([])
  })

  it('an agent gets no lead’s part and can change nothing', async () => {
    const { lead, agent } = await teamDesk()
    const id = await agent.shares({ followUp: 'Please call back', story: 'A good one' })
    await agent.boards.refresh()
    expect(agent.boards.view().board).toMatchObject({ role: 'agent', lead: null })
    expect(agent.asked.some((one) => /summary|promoters|customers|teams\/[^/]+\/follow-ups/.test(one))).toBe(
      false,
    )
    expect(await agent.boards.changeFollowUp(id, { state: 'done', doneBy: null })).toMatchObject({
      done: false,
    })
    expect(await agent.boards.changeSpotlight(id)).toMatchObject({ done: false })
    await lead.boards.refresh()
    expect(lead.boards.view().board?.stories.spotlight).toBeNull()
  })
})

describe('what is kept', () => {
  it('is there at once after a restart without a network, with its age and the problem', async () => {
    const { clock, lead, agent } = await teamDesk()
    const id = await agent.shares({ followUp: 'Please call back', story: 'A good one' })
    await lead.boards.refresh()
    await lead.boards.changeSpotlight(id)
    const fetchedAt = lead.boards.view().board?.fetchedAt
    lead.isOnline = false
    await lead.restart()
    clock.pass(2 * HOUR)
    expect(lead.boards.spotlight()?.story.id).toBe(id)
    await lead.opens()
    expect(lead.boards.view()).toMatchObject({
      hasTeam: true,
      problem: 'no-network',
      board: { fetchedAt, lead: { followUps: { followUps: [{ id }] } } },
    })
    lead.isOnline = true
    clock.pass(5 * MINUTE)
    await lead.tick()
    expect(lead.boards.view()).toMatchObject({ problem: null, board: { fetchedAt: clock.now() } })
  })

  it('of another version of the program is shown if it still fits, and nothing if it doesn’t', async () => {
    const { lead, agent } = await teamDesk()
    await agent.shares({ story: 'A good one' })
    await lead.boards.refresh()
    lead.program = '2.0.0'
    lead.isOnline = false
    await lead.restart()
    expect(lead.boards.view().board?.stories.stories).toMatchObject([{ story: 'A good one' }])
    const { state } = lead.bench.store
    const kept = state.read('team-board/stories/0', z.looseObject({}))
    state.write('team-board/stories/0', { ...kept, text: '"none"' })
    lead.program = '3.0.0'
    await lead.restart()
    expect(lead.boards.view()).toMatchObject({ board: null, hasTeam: true })
    expect(lead.boards.spotlight()).toBeNull()
  })

  it('is forgotten when the computer leaves the team, also on the disk', async () => {
    const { lead, agent } = await teamDesk()
    await agent.shares({ followUp: 'Xylophone', story: 'Marimba' })
    await lead.boards.refresh()
    const traces = () =>
      [...contentsOf(lead.bench.folder).values()].some(
        (one) => one.includes('Xylophone') || one.includes('Marimba'),
      )
    expect(traces()).toBe(true)
    await lead.bench.sync.disconnect()
    lead.boards.syncChanged()
    expect(lead.boards.view()).toMatchObject({ board: null, hasTeam: false })
    expect(lead.boards.spotlight()).toBeNull()
    await lead.bench.close()
    expect(traces()).toBe(false)
  })

  it('is in no backup: what colleagues wrote isn’t kept for weeks', async () => {
    const { lead, agent } = await teamDesk()
    await agent.shares({ story: 'Marimba' })
    await lead.boards.refresh()
    const { path } = await lead.bench.store.backUp()
    expect(readFileSync(path).includes('Marimba')).toBe(false)
    expect(readFileSync(join(lead.bench.folder, 'aftercall.db')).length).toBeGreaterThan(0)
  })

  it('of a lead who has become an agent has no lead’s part any more, at once', async () => {
    const { collector, team, lead, agent } = await teamDesk()
    await agent.shares({ followUp: 'Xylophone' })
    await lead.boards.refresh()
    expect(lead.boards.view().board?.lead).not.toBeNull()
    await lead.join(collector.url, await team.code('agent'))
    expect(lead.bench.sync.membership).toMatchObject({ role: 'agent' })
    expect(lead.boards.view().board).toMatchObject({ role: 'agent', lead: null })
    await lead.bench.close()
    expect([...contentsOf(lead.bench.folder).values()].some((one) => one.includes('Xylophone'))).toBe(false)
  })

  it('of one team isn’t shown in another', async () => {
    const { collector, lead, agent } = await teamDesk()
    await agent.shares({ story: 'A good one' })
    await lead.boards.refresh()
    const other = await collector.team('Sales')
    await lead.join(collector.url, await other.code('lead'))
    expect(lead.boards.view()).toMatchObject({ board: null, hasTeam: true })
    await lead.opens()
    expect(lead.boards.view().board).toMatchObject({
      weekly: { team: { name: 'Sales' } },
      stories: { stories: [] },
    })
  })

  it('of an older version, whose team has no id yet, is asked for as soon as that is known', async () => {
    const { lead, agent } = await teamDesk()
    await agent.shares({ story: 'A good one' })
    const { state } = lead.bench.store
    const { teamId: _, ...old } = state.read('sync', z.record(z.string(), z.unknown())) ?? {}
    await lead.bench.sync.stop()
    state.write('sync', old)
    await lead.restart()
    expect(lead.boards.view()).toMatchObject({ board: null, hasTeam: true })
    await lead.opens()
    expect(lead.boards.view().board?.stories.stories).toMatchObject([{ story: 'A good one' }])
  })
})

describe('when it is asked for', () => {
  it('when the window opens, not again within a minute, and once an hour while it is open', async () => {
    const { clock, lead } = await teamDesk()
    await lead.opens()
    expect(lead.count('/weekly')).toBe(1)
    await lead.opens()
    clock.pass(50 * 1000)
    await lead.opens()
    expect(lead.count('/weekly')).toBe(1)
    for (let minute = 0; minute < 59; minute += 1) {
      clock.pass(MINUTE)
      await lead.tick()
    }
    expect(lead.count('/weekly')).toBe(1)
    clock.pass(MINUTE)
    await lead.tick()
    expect(lead.count('/weekly')).toBe(2)
  })

  it('once a day where no window is open, not all at nine o’clock', async () => {
    const { clock, agent } = await teamDesk()
    await agent.tick()
    expect(agent.count('/weekly')).toBe(0)
    clock.pass(10 * MINUTE)
    await agent.tick()
    expect(agent.count('/weekly')).toBe(1)
    for (let hour = 0; hour < 23; hour += 1) {
      clock.pass(HOUR)
      await agent.tick()
    }
    expect(agent.count('/weekly')).toBe(1)
    clock.pass(HOUR)
    await agent.tick()
    expect(agent.count('/weekly')).toBe(2)
  })

  it('when the agent looks at what became of own follow-ups, once an hour', async () => {
    const { clock, agent } = await teamDesk()
    const glances = async (times: number) => {
      for (let n = 0; n < times; n += 1) {
        agent.boards.glanced()
        await agent.settled()
      }
    }
    await glances(3)
    expect(agent.count('/weekly')).toBe(1)
    clock.pass(59 * MINUTE)
    await glances(1)
    expect(agent.count('/weekly')).toBe(1)
    clock.pass(MINUTE)
    await glances(2)
    expect(agent.count('/weekly')).toBe(2)
  })

  it('after a failure once an hour, and while somebody looks every five minutes', async () => {
    const { clock, agent } = await teamDesk()
    agent.fault = (url) => (url.endsWith('/weekly') ? body(503, '') : undefined)
    clock.pass(DAY_MS)
    for (let minute = 0; minute < 61; minute += 1) {
      await agent.tick()
      clock.pass(MINUTE)
    }
    expect(agent.boards.view()).toMatchObject({ board: null, problem: 'busy' })
    expect(agent.count('/weekly')).toBe(2)
    await agent.opens()
    for (let minute = 0; minute < 11; minute += 1) {
      clock.pass(MINUTE)
      await agent.tick()
    }
    expect(agent.count('/weekly')).toBe(5)
  })

  it('once, however many ask at the same time', async () => {
    const { lead } = await teamDesk()
    await Promise.all([lead.boards.refresh(), lead.boards.refresh(), lead.opens()])
    expect(lead.count('/weekly')).toBe(1)
  })

  it('anew after the collector was restored', async () => {
    const { clock, collector, lead } = await teamDesk()
    const backup = await collector.backUp()
    await lead.opens()
    await collector.restore(backup)
    await lead.pass(30 * HOUR)
    lead.asked.length = 0
    clock.pass(HOUR)
    await lead.tick()
    expect(lead.count('/weekly')).toBe(1)
    expect(lead.boards.view().board?.weekly.epoch).toBe(lead.bench.sync.membership?.epoch)
  })

  it('lets what waits be sent between two questions', async () => {
    const { lead } = await teamDesk()
    lead.bench.fill(3_000)
    const before = lead.asked.length
    const fetched = lead.boards.refresh()
    lead.bench.sync.sendNow()
    await lead.pass()
    await fetched
    await lead.pass()
    const asked = lead.asked.slice(before).map((one) => one.split('/').at(-1))
    expect(asked.lastIndexOf('events')).toBeGreaterThan(asked.indexOf('weekly'))
    expect(lead.bench.sync.view.pending).toBe(0)
    expect(lead.boards.view().board?.lead).not.toBeNull()
  })

  it('is given up when the computer leaves, without a board of a team that it isn’t in', async () => {
    const { lead } = await teamDesk()
    const fetched = lead.boards.refresh()
    await lead.bench.sync.disconnect()
    lead.boards.syncChanged()
    await fetched
    expect(lead.boards.view()).toMatchObject({ board: null, hasTeam: false })
  })
})

describe('answers that are none', () => {
  it.each([
    ['a log-in page', 200, '<html>', 'not-a-collector'],
    ['another document', 200, '{"stories":"all"}', 'bad-answer'],
    ['a busy collector', 503, '', 'busy'],
  ] as const)('%s leaves what was there, with the problem beside it', async (_, status, text, problem) => {
    const { clock, lead, agent } = await teamDesk()
    await agent.shares({ story: 'A good one' })
    await lead.boards.refresh()
    lead.fault = (url) => (url.endsWith('/stories') ? body(status, text) : undefined)
    clock.pass(MINUTE)
    await lead.boards.refresh()
    expect(lead.boards.view()).toMatchObject({
      problem,
      board: { stories: { stories: [{ story: 'A good one' }] } },
    })
  })

  it('an endless answer is refused before it fills the memory', async () => {
    const { lead } = await teamDesk()
    lead.fault = (url) => (url.endsWith('/stories') ? body(200, ' '.repeat(9 * 1024 * 1024)) : undefined)
    await lead.boards.refresh()
    expect(lead.boards.view()).toMatchObject({ board: null, problem: 'not-a-collector' })
    expect(lead.bench.sync.view.connection).toBe('enrolled')
  })

  it('a device that was revoked has no team to look at', async () => {
    const { collector, lead, agent } = await teamDesk()
    await agent.shares({ story: 'A good one' })
    await lead.boards.refresh()
    const { deviceId } = lead.bench.sync.leaving
    await collector.administer((administration) => administration.revokeDevice(deviceId ?? ''))
    await lead.boards.refresh()
    lead.boards.syncChanged()
    expect(lead.boards.view()).toMatchObject({ board: null, hasTeam: false })
  })
})
