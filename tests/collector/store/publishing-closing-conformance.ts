/** When days are closed, and that what is closed stays as it is. */
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'

import { dayText } from '../../../src/shared/calendar.ts'
import { DEFAULT_POLICY } from '../../../src/shared/policy.ts'
import type { Bench } from './bench.ts'
import { closableAt, crewOf, MONDAY, publishedRows, ratedIn, windows, work } from './publishing-support.ts'
import { createTeam, deviceOf, enrol, send, interaction } from './support.ts'

export function describeClosing(bench: Bench): void {
  const admin = () => bench.store.administration

  describe('a work day', () => {
    it('is closed at midnight four days after it ended, not a millisecond earlier', async () => {
      const { people, teamNo } = await crewOf(bench.store, 6)
      await work(bench.store, people, [MONDAY])
      bench.clock.at = closableAt(MONDAY) - 1
      await admin().publishDue()
      expect(await windows(bench.store, teamNo, 'day', MONDAY, MONDAY)).toEqual([])
      bench.clock.at += 1
      expect(await admin().publishDue()).toEqual({
        teams: 1,
        closedTo: dayText(MONDAY),
        blocks: 3,
        pulses: 0,
      })
      const summary = await bench.store.summary(teamNo, 'day', {
        from: dayText(MONDAY),
        to: dayText(MONDAY + 30),
      })
      expect(summary).toMatchObject({ threshold: 5, closedTo: dayText(MONDAY) })
      expect(summary.windows).toEqual([
        {
          from: dayText(MONDAY),
          to: dayText(MONDAY),
          outcome: { cell: { n: 18, counts: [12, 3, 3], alike: [0, 0, 0], alikeBlocks: [0, 0, 0] }, left: 0 },
          rating: {
            cell: { n: 12, counts: [3, 3, 2, 2, 2], alike: [0, 0, 0, 0, 0], alikeBlocks: [0, 0, 0, 0, 0] },
            left: 0,
          },
          solved: { cell: { n: 12, counts: [5, 7], alike: [0, 0], alikeBlocks: [0, 0] }, left: 0 },
          smiley: { cell: { n: 6, counts: [2, 2, 2], alike: [0, 0, 0], alikeBlocks: [0, 0, 0] }, left: 0 },
          channels: [],
          queues: [],
        },
      ])
    })

    it('stays as it was told, and what comes late is told with its week', async () => {
      const { people, teamNo } = await crewOf(bench.store, 6)
      await work(bench.store, people, [MONDAY, MONDAY + 1])
      bench.clock.at = closableAt(MONDAY + 1)
      await admin().publishDue()
      const told = await windows(bench.store, teamNo, 'day', MONDAY, MONDAY + 1)
      await work(bench.store, people, [MONDAY])
      bench.clock.at = closableAt(MONDAY + 6)
      await admin().publishDue()
      expect((await windows(bench.store, teamNo, 'day', MONDAY, MONDAY + 1)).slice(0, 2)).toEqual(told)
      expect(await ratedIn(bench.store, teamNo, 'day', MONDAY)).toBe(12)
      expect(await ratedIn(bench.store, teamNo, 'week', MONDAY + 6)).toBe(36)
    })

    it('on which too few people worked waits for its week, and is said to be missing until then', async () => {
      const { people, teamNo } = await crewOf(bench.store, 6)
      const [first] = people
      await work(bench.store, people, [MONDAY])
      await work(bench.store, people.slice(0, 3), [MONDAY + 1])
      await work(bench.store, people.slice(3), [MONDAY + 2])
      // Everybody was there, one by one: enough people for a work day, and of no kind enough answers.
      for (const device of people)
        await send(bench.store, device, interaction({ workDay: dayText(MONDAY + 3), solved: null }))
      if (first !== undefined)
        for (let n = 0; n < 20; n += 1)
          await send(
            bench.store,
            first,
            interaction({ workDay: dayText(MONDAY + 3), rating: 1, solved: null }),
          )
      bench.clock.at = closableAt(MONDAY + 6)
      await admin().publishDue()
      const days = await windows(bench.store, teamNo, 'day', MONDAY, MONDAY + 6)
      expect(days.map(({ rating }) => rating.cell?.n ?? null)).toEqual([
        12,
        null,
        null,
        null,
        null,
        null,
        null,
      ])
      expect(days.map(({ rating }) => rating.left)).toEqual([0, 0, 0, 1, 0, 0, 0])
      expect(await windows(bench.store, teamNo, 'week', MONDAY + 6, MONDAY + 6)).toMatchObject([
        { smiley: { cell: { n: 12 }, left: 0 } },
      ])
    })

    it('belongs to the team of that day: who moves on leaves what was before', async () => {
      const { people, teamNo } = await crewOf(bench.store, 6)
      const other = await createTeam(bench.store, 'Other')
      await work(bench.store, people, [MONDAY])
      bench.clock.at = closableAt(MONDAY) - 5 * 86_400_000
      const moved = []
      for (const { claim } of people)
        moved.push(await enrol(bench.store, other, { claim, now: bench.clock.at }))
      await work(bench.store, moved, [MONDAY + 1])
      const [first] = moved
      if (first === undefined) throw new Error('Nobody has moved.')
      bench.clock.at = closableAt(MONDAY + 1)
      await admin().publishDue()
      const otherNo = (await deviceOf(bench.store, first)).teamNo
      const ns = async (no: number) =>
        (await windows(bench.store, no, 'day', MONDAY, MONDAY + 1)).map(
          ({ rating }) => rating.cell?.n ?? null,
        )
      expect([await ns(teamNo), await ns(otherNo)]).toEqual([
        [12, null],
        [null, 12],
      ])
    })
  })

  describe('closing', () => {
    it('twice, or twice at once, gives nothing more', async () => {
      const { people } = await crewOf(bench.store, 6)
      const { people: others } = await crewOf(bench.store, 7)
      await work(bench.store, [...people, ...others], [MONDAY, MONDAY + 1])
      bench.clock.at = closableAt(MONDAY + 1)
      const both = await Promise.all([admin().publishDue(), admin().publishDue()])
      expect(both.reduce((sum, { blocks }) => sum + blocks, 0)).toBe(12)
      expect(both.reduce((sum, { teams }) => sum + teams, 0)).toBe(2)
      const rows = await publishedRows(bench.place)
      expect(await admin().publishDue()).toMatchObject({ teams: 0, blocks: 0 })
      expect(await publishedRows(bench.place)).toBe(rows)
    })

    it('that was ended by a stop goes on with the next start as if nothing had been', async () => {
      const crews = []
      for (let n = 0; n < 5; n += 1) crews.push(await crewOf(bench.store, 6))
      for (const { people } of crews) await work(bench.store, people, [MONDAY - 60, MONDAY, MONDAY + 1])
      bench.clock.at = closableAt(MONDAY + 1)
      const ended = admin()
        .publishDue()
        .then(
          () => 'done',
          () => 'stopped',
        )
      const closed = 'SELECT count(*) AS n FROM team WHERE closed_to IS NOT NULL'
      while (Number((await bench.place.query(closed))[0]?.n) === 0) await sleep(1)
      await bench.reopen()
      expect(await ended).toBeOneOf(['stopped', 'done'])
      await admin().publishDue()
      for (const { teamNo } of crews)
        for (const day of [MONDAY - 60, MONDAY, MONDAY + 1])
          expect(await ratedIn(bench.store, teamNo, 'day', day)).toBe(12)
      const [{ n } = {}] = await bench.place.query('SELECT count(*) AS n FROM published_block')
      expect(Number(n)).toBe(45)
      expect(await admin().publishDue()).toMatchObject({ teams: 0, blocks: 0 })
    })

    it('goes on with the other teams when one of them can not be read, which is said, and takes it when it can', async () => {
      const [one, two, three] = [
        await crewOf(bench.store, 6),
        await crewOf(bench.store, 6),
        await crewOf(bench.store, 6),
      ]
      for (const { people } of [one, two, three]) await work(bench.store, people, [MONDAY])
      await bench.place.query(`UPDATE team SET policy = '{' WHERE team_no = ${two.teamNo}`)
      bench.clock.at = closableAt(MONDAY)
      await expect(admin().publishDue()).rejects.toThrow(`team ${two.teamNo}`)
      for (const { teamNo } of [one, three])
        expect(await ratedIn(bench.store, teamNo, 'day', MONDAY)).toBe(12)
      await bench.place.query(`UPDATE team SET policy = NULL WHERE team_no = ${two.teamNo}`)
      expect(await admin().publishDue()).toMatchObject({ teams: 1, blocks: 3 })
      expect(await ratedIn(bench.store, two.teamNo, 'day', MONDAY)).toBe(12)
    })

    it('after months comes to what closing every day would have come to', async () => {
      const days = Array.from({ length: 160 }, (_, n) => MONDAY - 160 + n)
      const { people, teamNo } = await crewOf(bench.store, 6)
      const { people: twins, teamNo: twinNo } = await crewOf(bench.store, 6)
      // Sometimes only half of them are there.
      const isHalf = (_: number, place: number) => place % 4 === 0
      const workDays = days.filter((_, place) => place % 7 < 5)
      for (const some of [people, twins]) {
        await work(
          bench.store,
          some,
          workDays.filter((day, place) => !isHalf(day, place)),
        )
        await work(bench.store, some.slice(0, 3), workDays.filter(isHalf))
      }
      // The twins' days are closed one by one, the others' all at once.
      await bench.place.query(`UPDATE team SET closed_to = 40000 WHERE team_no = ${teamNo}`)
      for (const day of days) {
        bench.clock.at = closableAt(day)
        await admin().publishDue()
      }
      await bench.place.query(`UPDATE team SET closed_to = NULL WHERE team_no = ${teamNo}`)
      await admin().publishDue()
      for (const by of ['day', 'week', 'month', 'quarter'] as const) {
        const told = await windows(bench.store, teamNo, by, days[0] ?? 0, MONDAY)
        expect(told.length).toBeGreaterThan(0)
        expect(told).toEqual(await windows(bench.store, twinNo, by, days[0] ?? 0, MONDAY))
      }
      const [quarter] = await windows(bench.store, teamNo, 'quarter', days[0] ?? 0, MONDAY)
      expect(quarter?.channels.map(({ part }) => part)).toContainEqual({ kind: 'named', name: 'voice' })
      // Of a quarter that is closed nobody knows any more who was in which block.
      const [{ first } = {}] = await bench.place.query('SELECT min(first_day) AS first FROM counted')
      expect(Number(first)).toBeGreaterThanOrEqual(Date.parse('2026-10-01') / 86_400_000)
    })

    it('waits for a team that has left nothing yet, so that its first members may bring what they have', async () => {
      const { people, teamNo } = await crewOf(bench.store, 6)
      expect(await admin().publishDue()).toMatchObject({ teams: 0 })
      expect(await bench.store.summary(teamNo, 'day', { from: '2026-11-01', to: '2026-11-30' })).toEqual({
        threshold: 5,
        closedTo: null,
        windows: [],
      })
      await work(bench.store, people, [MONDAY - 20])
      expect(await admin().publishDue()).toMatchObject({ teams: 1, blocks: 3 })
      expect(await ratedIn(bench.store, teamNo, 'day', MONDAY - 20)).toBe(12)
    })

    it('goes on for a team that was retired', async () => {
      const { people, team, teamNo } = await crewOf(bench.store, 6)
      await work(bench.store, people, [MONDAY])
      await admin().retireTeam(team.id)
      bench.clock.at = closableAt(MONDAY)
      expect(await admin().publishDue()).toMatchObject({ teams: 1, blocks: 3 })
      expect(await ratedIn(bench.store, teamNo, 'day', MONDAY)).toBe(12)
    })

    it("asks for as many people as the team's own policy says, from then on", async () => {
      const { people, team, teamNo } = await crewOf(bench.store, 6)
      await work(bench.store, people, [MONDAY, MONDAY + 1])
      bench.clock.at = closableAt(MONDAY)
      await admin().publishDue()
      await admin().setPolicy({ ...DEFAULT_POLICY, threshold: 7 }, team.id)
      bench.clock.at = closableAt(MONDAY + 1)
      await admin().publishDue()
      const { threshold, windows: days } = await bench.store.summary(teamNo, 'day', {
        from: dayText(MONDAY),
        to: dayText(MONDAY + 1),
      })
      expect([threshold, ...days.map(({ rating }) => rating.cell?.n ?? null)]).toEqual([7, 12, null])
    })

    it('leaves roll-ups and records as they are', async () => {
      const { people } = await crewOf(bench.store, 6)
      await work(bench.store, people, [MONDAY])
      const before = await bench.place.query('SELECT * FROM interaction ORDER BY id')
      bench.clock.at = closableAt(MONDAY)
      await admin().publishDue()
      expect(await bench.place.query('SELECT * FROM interaction ORDER BY id')).toEqual(before)
      expect(await admin().verifyRollups()).toEqual([])
    })
  })

  describe('all teams at once', () => {
    it('are told what each of them is told alone', async () => {
      const crews = [await crewOf(bench.store, 6), await crewOf(bench.store, 7), await crewOf(bench.store, 4)]
      for (const [n, { people }] of crews.entries()) await work(bench.store, people, [MONDAY - n, MONDAY + 1])
      const empty = await createTeam(bench.store, 'Nobody')
      bench.clock.at = closableAt(MONDAY + 50)
      await admin().publishDue()
      for (const by of ['day', 'week', 'month', 'quarter'] as const) {
        const span = { from: dayText(MONDAY - 10), to: dayText(MONDAY + 60) }
        const all = await bench.store.allTeams(by, span)
        expect(all.map(({ name }) => name)).toEqual(['Team', 'Team', 'Team', 'Nobody'])
        expect(all.at(-1)).toMatchObject({ teamId: empty.id, closedTo: null, windows: [] })
        for (const { teamNo, teamId, name, ...summary } of all)
          expect({ teamId, name, ...summary }).toEqual({
            teamId,
            name,
            ...(await bench.store.summary(teamNo, by, span)),
          })
      }
    })

    it('are told the same where a window was not kept as it is answered', async () => {
      const crews = [await crewOf(bench.store, 6), await crewOf(bench.store, 7)]
      for (const [n, { people }] of crews.entries()) await work(bench.store, people, [MONDAY - n, MONDAY + 1])
      bench.clock.at = closableAt(MONDAY + 50)
      await admin().publishDue()
      const ask = (by: 'week' | 'month' | 'quarter') =>
        bench.store.allTeams(by, { from: dayText(MONDAY - 10), to: dayText(MONDAY + 60) })
      const kept = [await ask('week'), await ask('month'), await ask('quarter')]
      expect(await bench.place.query('SELECT * FROM published_window')).not.toEqual([])
      await bench.place.query('DELETE FROM published_window WHERE team_no = 1')
      expect([await ask('week'), await ask('month'), await ask('quarter')]).toEqual(kept)
      await bench.place.query('DELETE FROM published_window')
      expect([await ask('week'), await ask('month'), await ask('quarter')]).toEqual(kept)
    })
  })

  describe('what is asked wrongly', () => {
    it.each([
      ['2026-11-31', '2026-12-01'],
      ['2026-12-02', '2026-12-01'],
      ['', '2026-12-01'],
    ])('is refused: from %j to %j', async (from, to) => {
      const { teamNo } = await crewOf(bench.store, 1)
      await expect(bench.store.summary(teamNo, 'day', { from, to })).rejects.toThrow(RangeError)
    })

    it('is refused: a team that is not there', async () => {
      const span = { from: '2026-11-01', to: '2026-11-30' }
      await expect(bench.store.summary(999, 'day', span)).rejects.toMatchObject({ code: 'not-found' })
    })
  })
}
