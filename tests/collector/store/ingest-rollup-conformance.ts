/** What records add up to. */
import { describe, expect, it } from 'vitest'

import type { Bench } from './bench.ts'
import { rollupsOf, STALE } from './ingest-support.ts'
import { rollupRows } from './places.ts'
import {
  createTeam,
  enrol,
  enrolSecond,
  interaction,
  pulse,
  recordId,
  request,
  send,
  smiley,
  tombstone,
} from './support.ts'

export function describeRollups(bench: Bench): void {
  describe('roll-ups', () => {
    it('count outcomes, ratings, solved or not, agents and smileys', async () => {
      const team = await createTeam(bench.store)
      const [anna, bert] = [await enrol(bench.store, team), await enrol(bench.store, team)]
      const without = { rating: null, solved: null, reasons: [] }
      await send(
        bench.store,
        anna,
        interaction({ rating: 1, solved: false }),
        interaction({ rating: 5, solved: true }),
        interaction({ rating: 5, solved: null }),
        interaction({ outcome: 'skipped', ...without }),
        interaction({ outcome: 'expired', ...without }),
        interaction({ outcome: null, ...without }),
        tombstone({}),
        smiley('neutral'),
        pulse(9),
      )
      await send(bench.store, bert, interaction({ rating: 3, solved: true }), smiley('sad'))
      expect(await rollupsOf(bench, anna.credential.teamNo)).toEqual({
        agentDays: [
          {
            rated: 3,
            skipped: 1,
            expired: 1,
            rating_1: 1,
            rating_5: 2,
            solved_yes: 1,
            solved_no: 1,
            smiley: 'neutral',
          },
          { rated: 1, rating_3: 1, solved_yes: 1, smiley: 'sad' },
        ],
        teamDays: [
          {
            rated: 4,
            skipped: 1,
            expired: 1,
            rating_1: 1,
            rating_3: 1,
            rating_5: 2,
            solved_yes: 2,
            solved_no: 1,
            agents: 2,
            neutral: 1,
            sad: 1,
          },
        ],
      })
    })

    it('follow every change, and a day of which nothing is left is gone', async () => {
      const device = await bench.newDevice()
      const { teamNo } = device.credential
      const [call, day] = [recordId(), recordId()]
      await send(bench.store, device, interaction({ rating: 4 }, { id: call }), smiley('happy', { id: day }))
      await send(bench.store, device, interaction({ rating: 2, solved: null }, { id: call, revision: 2 }))
      const counts = { rated: 1, rating_2: 1 }
      expect(await rollupsOf(bench, teamNo)).toEqual({
        agentDays: [{ ...counts, smiley: 'happy' }],
        teamDays: [{ ...counts, agents: 1, happy: 1 }],
      })
      const withdrawn = { outcome: null, rating: null, solved: null, reasons: [] }
      await send(bench.store, device, interaction(withdrawn, { id: call, revision: 3 }))
      expect(await rollupsOf(bench, teamNo)).toEqual({
        agentDays: [{ smiley: 'happy' }],
        teamDays: [{ agents: 1, happy: 1 }],
      })
      await send(bench.store, device, smiley(null, { id: day, revision: 2 }))
      expect(await rollupsOf(bench, teamNo)).toEqual({ agentDays: [], teamDays: [] })
      await send(bench.store, device, interaction({}, { id: call, revision: 4 }))
      await send(bench.store, device, tombstone({ id: call, revision: 5 }))
      expect(await rollupsOf(bench, teamNo)).toEqual({ agentDays: [], teamDays: [] })
      expect(await send(bench.store, device, interaction({}, { id: call, revision: 4 }))).toEqual({
        ...STALE,
        newer: [{ index: 0, revision: 5 }],
      })
    })

    it('take the smiley that was stored last of several computers, and the other one when that is taken back', async () => {
      const first = await bench.newDevice()
      const second = await enrolSecond(bench.store, first)
      const { teamNo } = first.credential
      const [one, two] = [recordId(), recordId()]
      const face = async () => {
        const { agentDays, teamDays } = await rollupsOf(bench, teamNo)
        expect(agentDays).toHaveLength(1)
        expect(teamDays).toEqual([{ agents: 1, [String(agentDays[0]?.smiley)]: 1 }])
        return agentDays[0]?.smiley
      }
      await send(bench.store, first, smiley('happy', { id: one }))
      await send(bench.store, second, smiley('sad', { id: two }))
      expect(await face()).toBe('sad')
      await send(bench.store, first, smiley('neutral', { id: one, revision: 2 }))
      expect(await face()).toBe('neutral')
      // One that doesn't count is taken back.
      await send(bench.store, second, smiley(null, { id: two, revision: 2 }))
      expect(await face()).toBe('neutral')
      await send(bench.store, second, smiley('sad', { id: two, revision: 3 }))
      await send(bench.store, second, smiley(null, { id: two, revision: 4 }, { deleted: true }))
      expect(await face()).toBe('neutral')
      await send(bench.store, first, smiley(null, { id: one, revision: 3 }))
      expect(await rollupsOf(bench, teamNo)).toEqual({ agentDays: [], teamDays: [] })
    })

    it('know over a restart which smiley was the last, although a request beside it could not be stored', async () => {
      const own = await bench.create()
      const before = await own.open({ now: bench.clock.now })
      const [first, other] = [
        await enrol(before, await createTeam(before)),
        await enrol(before, await createTeam(before)),
      ]
      const second = await enrolSecond(before, first)
      const broken = before.ingest(
        other.credential,
        request(smiley('sad'), smiley('sad', {}, { workDay: 'none' })),
      )
      const happy = send(before, second, smiley('happy'))
      await expect(broken).rejects.toThrow('has no work day')
      await happy
      await before.close()
      const after = await own.open({ now: bench.clock.now })
      await send(after, first, smiley('sad'))
      expect(await rollupRows(own, 'agent_day')).toMatchObject([{ smiley: 'sad' }])
      expect(await after.administration.verifyRollups()).toEqual([])
      await after.close()
      await own.remove()
    })

    it('count the interactions of several computers of an agent as one agent', async () => {
      const first = await bench.newDevice()
      const second = await enrolSecond(bench.store, first)
      await Promise.all([send(bench.store, first, interaction()), send(bench.store, second, interaction())])
      const { teamDays } = await rollupsOf(bench, first.credential.teamNo)
      expect(teamDays).toEqual([{ rated: 2, rating_4: 2, solved_yes: 2, agents: 1 }])
    })
  })
}
