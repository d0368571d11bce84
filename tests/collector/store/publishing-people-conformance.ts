/** Who is forgotten, moves on, or comes back with a backup: what is published of them then. */
import { describe, expect, it } from 'vitest'

import { dayNumber, dayText } from '../../../src/shared/calendar.ts'
import { DEFAULT_POLICY } from '../../../src/shared/policy.ts'
import type { Bench } from './bench.ts'
import {
  closableAt,
  crewOf,
  dayOf,
  MONDAY,
  publishedRows,
  ratedIn,
  windows,
  work,
  type Crew,
} from './publishing-support.ts'
import { deviceOf, enrol, enrolSecond, interaction, pulse, recordId, send, type Enrolled } from './support.ts'

/** The last day of the month in which the tests begin. */
const MONTH_END = dayNumber('2026-11-30')
const QUARTER_END = dayNumber('2026-12-31')

export function describePeople(bench: Bench): void {
  const admin = () => bench.store.administration
  const closeTo = async (day: number) => {
    bench.clock.at = closableAt(day)
    return await admin().publishDue()
  }
  const erase = async (device: Enrolled) => {
    await bench.store.erase(await deviceOf(bench.store, device))
  }
  const agentNo = async (device: Enrolled) => (await deviceOf(bench.store, device)).agentNo
  const countedAgents = async () => {
    const rows = await bench.place.query('SELECT DISTINCT agent_no AS n FROM counted')
    return rows.map(({ n }) => Number(n)).sort((a, b) => a - b)
  }
  const one = (people: readonly Enrolled[], place = 0): Enrolled => {
    const device = people[place]
    if (device === undefined) throw new Error('There are not so many people.')
    return device
  }

  describe('who has everything erased', () => {
    it('is in nothing that is published later, and what was published stays as it was told', async () => {
      const { people, teamNo } = await crewOf(bench.store, 7)
      await work(bench.store, people, [MONDAY, MONDAY + 1])
      await closeTo(MONDAY)
      const told = await windows(bench.store, teamNo, 'day', MONDAY, MONDAY)
      const erased = await agentNo(one(people))
      expect(await countedAgents()).toContain(erased)
      await erase(one(people))
      expect(await countedAgents()).toHaveLength(6)
      expect(await countedAgents()).not.toContain(erased)
      await closeTo(MONTH_END)
      expect(await windows(bench.store, teamNo, 'day', MONDAY, MONDAY)).toEqual(told)
      expect(await ratedIn(bench.store, teamNo, 'day', MONDAY)).toBe(14)
      expect(await ratedIn(bench.store, teamNo, 'day', MONDAY + 1)).toBe(12)
      // Parts would no longer add up to the month, so there are none.
      expect(await windows(bench.store, teamNo, 'month', MONTH_END, MONTH_END)).toMatchObject([
        { rating: { cell: { n: 26 } }, channels: [], queues: [] },
      ])
    })

    it('leaves the others too few to be told', async () => {
      const { people, teamNo } = await crewOf(bench.store, 5)
      await work(bench.store, people, [MONDAY])
      await erase(one(people))
      await closeTo(QUARTER_END)
      for (const by of ['day', 'week', 'month', 'quarter'] as const)
        for (const window of await windows(bench.store, teamNo, by, MONDAY, QUARTER_END))
          expect(window).toMatchObject({ rating: { cell: null, left: 0 }, smiley: { cell: null } })
    })

    it('while days are being closed is in no list of who was counted', async () => {
      const crews: Crew[] = []
      for (let n = 0; n < 4; n += 1) crews.push(await crewOf(bench.store, 7))
      for (const { people } of crews) await work(bench.store, people, [MONDAY, MONDAY + 1])
      bench.clock.at = closableAt(MONDAY + 1)
      const erased = await Promise.all(crews.map(({ people }) => agentNo(one(people))))
      await Promise.all([admin().publishDue(), ...crews.map(({ people }) => erase(one(people)))])
      await admin().publishDue()
      const left = await countedAgents()
      for (const no of erased) expect(left).not.toContain(no)
      // Of a block that was told before the erasure seven are the sum, of another one six; nothing in between.
      for (const { teamNo } of crews)
        for (const day of [MONDAY, MONDAY + 1])
          expect(await ratedIn(bench.store, teamNo, 'day', day)).toBeOneOf([12, 14])
    })
  })

  describe('a computer that goes on as another agent’s', () => {
    const sevens = async () => {
      const crew = await crewOf(bench.store, 7)
      return { ...crew, first: one(crew.people), second: one(crew.people, 1) }
    }
    /** `first` becomes the same agent as `second`. */
    const join = async (first: Enrolled, second: Enrolled) => {
      const { code } = await bench.store.createTransferCode(await deviceOf(bench.store, second))
      const result = await bench.store.enrol(code, first.claim)
      if (!result.ok) throw new Error(result.code)
    }
    /** So many late ones that they are told with their week. */
    const comeLate = async (people: readonly Enrolled[]) => {
      for (const [n, device] of people.entries()) await send(bench.store, device, ...dayOf(n, MONDAY))
    }

    it('is not counted twice: what it left is in the block already', async () => {
      const { people, teamNo, first, second } = await sevens()
      await work(bench.store, people, [MONDAY])
      await closeTo(MONDAY)
      const former = await agentNo(first)
      await join(first, second)
      expect(await countedAgents()).toHaveLength(6)
      expect(await countedAgents()).not.toContain(former)
      await comeLate(people.slice(2))
      await closeTo(MONDAY + 6)
      // Seven on the day itself, and of the five late ones what is new: nothing of the two that are one now.
      expect(await ratedIn(bench.store, teamNo, 'day', MONDAY)).toBe(14)
      expect(await ratedIn(bench.store, teamNo, 'week', MONDAY + 6)).toBe(14 + 10)
      await closeTo(MONTH_END)
      const [month] = await windows(bench.store, teamNo, 'month', MONTH_END, MONTH_END)
      expect(month?.channels.map(({ part }) => part)).toEqual([
        { kind: 'named', name: 'voice' },
        { kind: 'named', name: 'chat' },
      ])
    })

    it('is not counted twice where its former agent keeps another computer', async () => {
      const { people, teamNo, first, second } = await sevens()
      const other = await enrolSecond(bench.store, first)
      await work(bench.store, people, [MONDAY])
      await send(bench.store, other, ...dayOf(3, MONDAY))
      await closeTo(MONDAY)
      expect(await ratedIn(bench.store, teamNo, 'day', MONDAY)).toBe(16)
      await join(other, second)
      expect(await countedAgents()).toHaveLength(7)
      await comeLate(people.slice(2))
      await closeTo(MONDAY + 6)
      expect(await ratedIn(bench.store, teamNo, 'week', MONDAY + 6)).toBe(16 + 10)
      await closeTo(MONTH_END)
      const [month] = await windows(bench.store, teamNo, 'month', MONTH_END, MONTH_END)
      expect(month?.rating.cell?.n).toBe(26)
      expect(month?.channels.length).toBeGreaterThan(0)
    })

    it('tells nothing more of days of which nobody knows what of them was told', async () => {
      const { people, teamNo, first, second } = await sevens()
      const other = await enrolSecond(bench.store, first)
      await work(bench.store, people, [MONDAY])
      await closeTo(MONDAY)
      // Late answers of both computers, not told yet.
      await send(bench.store, first, ...dayOf(1, MONDAY))
      await send(bench.store, other, ...dayOf(2, MONDAY))
      await join(other, second)
      await comeLate(people.slice(2))
      await closeTo(MONDAY + 6)
      expect(await ratedIn(bench.store, teamNo, 'week', MONDAY + 6)).toBe(14 + 10)
      // What comes after that is new again.
      for (const device of people) await send(bench.store, device, ...dayOf(5, MONDAY))
      await closeTo(MONTH_END)
      expect(await ratedIn(bench.store, teamNo, 'month', MONTH_END)).toBe(14 + 10 + 14)
    })
  })

  describe('after a restore', () => {
    it('nothing more is told of days that are over for long enough, whatever comes again', async () => {
      const { people, teamNo } = await crewOf(bench.store, 6)
      await work(bench.store, people, [MONDAY])
      await closeTo(MONDAY)
      const backup = await windows(bench.store, teamNo, 'day', MONDAY, MONDAY)
      bench.clock.at = closableAt(MONDAY + 3)
      await admin().markRestored([])
      // What the devices held of the days since, and something new of a day that was told.
      await work(bench.store, people, [MONDAY, MONDAY + 1, MONDAY + 2, MONDAY + 3, MONDAY + 4])
      await closeTo(MONTH_END)
      const days = await windows(bench.store, teamNo, 'day', MONDAY, MONDAY + 4)
      expect(days.slice(0, 1)).toEqual(backup)
      expect(days.map(({ rating }) => rating.cell?.n ?? null)).toEqual([12, null, null, null, 12])
      expect(days.map(({ rating }) => rating.left)).toEqual([0, 0, 0, 0, 0])
      expect(await ratedIn(bench.store, teamNo, 'week', MONDAY + 6)).toBe(24)
      expect(await ratedIn(bench.store, teamNo, 'month', MONTH_END)).toBe(24)
    })

    it('a team that had told nothing begins with the days that follow', async () => {
      const { people, teamNo } = await crewOf(bench.store, 6)
      bench.clock.at = closableAt(MONDAY)
      await admin().markRestored([])
      await work(bench.store, people, [MONDAY, MONDAY + 1])
      await closeTo(MONDAY + 1)
      const days = await windows(bench.store, teamNo, 'day', MONDAY, MONDAY + 1)
      expect(days.map(({ rating }) => rating.cell?.n ?? null)).toEqual([null, 12])
    })

    it('a quarter that had ended by then is told nothing of, and the next one is', async () => {
      const { people, teamNo } = await crewOf(bench.store, 6)
      for (const [n, device] of people.entries())
        await send(bench.store, device, pulse(n), pulse(10 - n, undefined, { quarter: '2027-Q1' }))
      bench.clock.at = closableAt(QUARTER_END)
      await admin().markRestored([])
      await closeTo(dayNumber('2027-03-31'))
      expect(await bench.store.pulses(teamNo)).toMatchObject([{ quarter: '2027-Q1', cell: { n: 6 } }])
    })
  })

  describe('retention', () => {
    it('keeps what was published, and not longer who was counted', async () => {
      const { people, teamNo } = await crewOf(bench.store, 6)
      const first = dayNumber('2026-10-05')
      bench.clock.at = closableAt(first)
      await work(bench.store, people, [first])
      await closeTo(first)
      const told = await publishedRows(bench.place)
      expect(told).toContain('"agent_no"')
      await admin().setPolicy({ ...DEFAULT_POLICY, retentionMonths: 1 })
      bench.clock.at = Date.UTC(2026, 10, 23)
      await admin().applyRetention()
      expect(await countedAgents()).toEqual([])
      expect(await ratedIn(bench.store, teamNo, 'day', first)).toBe(12)
      // What comes for a day that isn't kept any more is told nowhere.
      await work(bench.store, people, [first])
      await closeTo(QUARTER_END)
      expect(await ratedIn(bench.store, teamNo, 'quarter', QUARTER_END)).toBe(12)
    })
  })

  describe('a pulse', () => {
    const answer = async (people: readonly Enrolled[], scores: readonly number[]) => {
      for (const [n, score] of scores.entries()) await send(bench.store, one(people, n), pulse(score))
    }

    it('is told when its quarter is closed, the last answer of each person', async () => {
      const { people, teamNo } = await crewOf(bench.store, 7)
      const id = recordId()
      await send(bench.store, one(people), pulse(0, { id }))
      await send(bench.store, one(people), pulse(9, { id, revision: 2 }))
      const second = await enrolSecond(bench.store, one(people, 1))
      await send(bench.store, one(people, 1), pulse(10))
      await send(bench.store, second, pulse(6))
      await answer(people.slice(2), [8, 7, 0, 10])
      await closeTo(QUARTER_END - 1)
      expect(await bench.store.pulses(teamNo)).toEqual([])
      expect(await closeTo(QUARTER_END)).toMatchObject({ pulses: 1 })
      const told = [
        {
          quarter: '2026-Q4',
          cell: { n: 6, counts: [2, 2, 2], alike: [0, 0, 0], alikeBlocks: [0, 0, 0] },
        },
      ]
      expect(await bench.store.pulses(teamNo)).toEqual(told)
      // Late ones, changed ones and erased ones count nowhere.
      await answer(people, [10, 10, 10, 10, 10, 10, 10])
      await erase(one(people, 3))
      await closeTo(QUARTER_END + 40)
      expect(await bench.store.pulses(teamNo)).toEqual(told)
    })

    it.each([
      ['all promoters', [9, 10, 9, 10, 10], [5, 0, 0]],
      ['all but one', [9, 10, 9, 3, 10], [5, 0, 0]],
      ['one promoter among detractors', [0, 1, 2, 10, 4], [0, 0, 5]],
    ])('almost alike is told as almost alike: %s', async (_, scores, alike) => {
      const { people, teamNo } = await crewOf(bench.store, 5)
      await answer(people, scores)
      await closeTo(QUARTER_END)
      expect(await bench.store.pulses(teamNo)).toEqual([
        {
          quarter: '2026-Q4',
          cell: { n: 5, counts: [0, 0, 0], alike, alikeBlocks: alike.map((count) => (count > 0 ? 1 : 0)) },
        },
      ])
    })

    it('of too few people is said to be there, and nothing of it', async () => {
      const { people, teamNo } = await crewOf(bench.store, 6)
      await answer(people, [9, 3, 7, 8])
      await send(bench.store, one(people, 4), pulse(null))
      await closeTo(QUARTER_END)
      expect(await bench.store.pulses(teamNo)).toEqual([{ quarter: '2026-Q4', cell: null }])
      expect(JSON.stringify(await bench.place.query('SELECT * FROM published_pulse'))).toContain(
        '"counts":null',
      )
    })

    it('belongs to the team that a person is in at the end of the quarter', async () => {
      const { people, teamNo } = await crewOf(bench.store, 6)
      const { team: other, teamNo: otherNo, people: others } = await crewOf(bench.store, 4)
      await answer(people, [9, 8, 0, 9, 8, 0])
      await answer(others, [9, 8, 0, 9])
      await enrol(bench.store, other, { claim: one(people).claim })
      await closeTo(QUARTER_END)
      expect(await bench.store.pulses(teamNo)).toMatchObject([{ cell: { counts: [1, 2, 2] } }])
      expect(await bench.store.pulses(otherNo)).toMatchObject([{ cell: { counts: [3, 1, 1] } }])
    })

    it('is closed in a team that has left nothing but pulses', async () => {
      const { people, teamNo } = await crewOf(bench.store, 5)
      await answer(people, [9, 8, 0, 9, 8])
      await closeTo(QUARTER_END)
      expect(await bench.store.pulses(teamNo)).toMatchObject([{ cell: { n: 5 } }])
      expect(await bench.store.summary(teamNo, 'quarter', span())).toMatchObject({
        closedTo: dayText(QUARTER_END),
      })
    })
  })

  function span() {
    return { from: dayText(MONDAY), to: dayText(QUARTER_END) }
  }

  describe('what is published', () => {
    it('names nobody, no record and no time', async () => {
      const { people } = await crewOf(bench.store, 6)
      const id = recordId()
      await work(bench.store, people, [MONDAY])
      await send(
        bench.store,
        one(people),
        interaction({ followUp: 'Call Mrs Smith', story: 'A story' }, { id }),
      )
      await closeTo(QUARTER_END)
      const rows = await publishedRows(bench.place)
      expect(rows).toContain('published_block')
      for (const secret of [id, 'Smith', 'story', one(people).deviceId, 'agent_no'])
        expect(rows).not.toContain(secret)
    })
  })
}
