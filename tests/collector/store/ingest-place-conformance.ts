/** Where records belong: to the team of their work day, within the time of retention. */
import { describe, expect, it } from 'vitest'

import type { Bench } from './bench.ts'
import { rollupsOf, STALE, STORED } from './ingest-support.ts'
import { rollupRows } from './places.ts'
import {
  createTeam,
  deviceOf,
  enrol,
  exported,
  interaction,
  NOW,
  pulse,
  QUARTER,
  recordId,
  send,
  smiley,
  TODAY,
} from './support.ts'

export function describeRecordPlaces(bench: Bench): void {
  describe('the team of a record', () => {
    it('is that of its work day: who changes teams goes on editing earlier days in the earlier team', async () => {
      const [from, to] = [await createTeam(bench.store, 'From'), await createTeam(bench.store, 'To')]
      const before = await enrol(bench.store, from)
      const id = recordId()
      await send(bench.store, before, interaction({ rating: 1 }, { id }), pulse(7))
      const after = await enrol(bench.store, to, { claim: before.claim })
      expect(after.deviceId).toBe(before.deviceId)
      expect(after.credential.teamNo).not.toBe(before.credential.teamNo)
      bench.clock.passDays(3)
      expect(
        await send(
          bench.store,
          after,
          interaction({ rating: 5 }, { id, revision: 2 }),
          interaction({ workDay: '2026-11-20' }),
          interaction({ workDay: '2026-11-25' }),
        ),
      ).toEqual({ ...STORED, stored: 3 })
      bench.clock.at = NOW
      const fromDays = (await rollupsOf(bench, before.credential.teamNo)).teamDays
      expect(fromDays).toEqual([
        { agents: 1, rated: 1, rating_4: 1, solved_yes: 1 },
        { agents: 1, rated: 1, rating_5: 1, solved_yes: 1 },
      ])
      expect((await rollupsOf(bench, after.credential.teamNo)).teamDays).toHaveLength(1)
      expect(await exported(bench.store, after)).toHaveLength(4)
    })
  })

  describe('retention', () => {
    it('takes nothing from before the first day that is kept, and calls it stale', async () => {
      const device = await bench.newDevice()
      const old = [
        interaction({ workDay: '2025-11-22' }),
        smiley('sad', {}, { workDay: '2025-11-22' }),
        pulse(1, {}, { quarter: '2025-Q3' }),
      ]
      expect(await send(bench.store, device, ...old)).toEqual({ ...STALE, stale: 3 })
      const kept = [
        interaction({ workDay: '2025-11-23' }),
        smiley('sad', {}, { workDay: '2025-11-23' }),
        pulse(1, {}, { quarter: '2025-Q4' }),
      ]
      expect(await send(bench.store, device, ...kept)).toEqual({ ...STORED, stored: 3 })
      expect(await exported(bench.store, device)).toHaveLength(3)
    })

    it("is as long as the team's own policy says, from the next request on", async () => {
      const team = await createTeam(bench.store)
      const device = await enrol(bench.store, team)
      const policy = await bench.store.administration.policy(team.id)
      const workDay = '2026-08-01'
      expect(await send(bench.store, device, interaction({ workDay }))).toEqual(STORED)
      await bench.store.administration.setPolicy({ ...policy, retentionMonths: 2 }, team.id)
      expect(await send(bench.store, device, interaction({ workDay }))).toEqual(STALE)
      expect(await send(bench.store, await bench.newDevice(), interaction({ workDay }))).toEqual(STORED)
      await bench.store.administration.setPolicy(null, team.id)
      expect(await send(bench.store, device, interaction({ workDay }))).toEqual(STORED)
    })

    it('does not take days again that it has dropped, whatever the policy says later', async () => {
      const own = await bench.create()
      const other = await own.open({ now: bench.clock.now })
      const team = await createTeam(other)
      const device = await enrol(other, team)
      const event = interaction({ workDay: '2026-08-01' })
      await send(other, device, event)
      const policy = await other.administration.policy(team.id)
      await other.administration.setPolicy({ ...policy, retentionMonths: 2 }, team.id)
      await other.administration.applyRetention()
      await other.administration.setPolicy(null, team.id)
      expect(await send(other, device, event)).toEqual(STALE)
      expect(await rollupRows(own, 'team_day')).toMatchObject([{ rated: 1, agents: 1 }])
      await other.close()
      await own.remove()
    })
  })

  it('checks itself without changing anything', async () => {
    const before = await bench.store.administration.statistics()
    await expect(bench.store.check()).resolves.toBeUndefined()
    expect(await bench.store.administration.statistics()).toMatchObject({ interactions: before.interactions })
  })

  it('knows what it holds of a device by day and quarter, for the digest', async () => {
    const device = await bench.newDevice()
    const [call, day, quarter] = [recordId(), recordId(), recordId()]
    await send(
      bench.store,
      device,
      interaction({}, { id: call, revision: 4 }),
      smiley('sad', { id: day }),
      pulse(2, { id: quarter }),
    )
    const holdings = await bench.store.holdings(await deviceOf(bench.store, device), '2026-01-01')
    expect(Array.from(holdings.keys())).toEqual([TODAY, QUARTER])
    expect(new Set(holdings.get(TODAY))).toEqual(
      new Set([
        { id: call, revision: 4 },
        { id: day, revision: 1 },
      ]),
    )
  })
}
