/** Devices that change teams. */
import { describe, expect, it } from 'vitest'

import type { Bench } from './bench.ts'
import { peopleHelpers } from './people-support.ts'
import { createTeam, deviceOf, enrol, exported, interaction, pulse, send, smiley } from './support.ts'

const TOMORROW = '2026-11-24'

export function describeMoves(bench: Bench): void {
  const { expectWholeRollups, stateOf, teamDays } = peopleHelpers(bench)

  describe('another team', () => {
    it('takes a device over with its number, its agent and one token; it is listed once', async () => {
      const [from, to] = [await createTeam(bench.store), await createTeam(bench.store, 'To')]
      const before = await enrol(bench.store, from)
      const after = await enrol(bench.store, to, { claim: before.claim })
      const { teamNo: _, ...rest } = await deviceOf(bench.store, after)
      expect(rest).toMatchObject({ deviceId: before.deviceId, deviceNo: before.credential.deviceNo })
      expect(await stateOf(before)).toBe('unauthorized')
      expect(await bench.store.administration.devices(from.id)).toEqual([])
      expect(await bench.store.administration.devices(to.id)).toMatchObject([{ deviceId: before.deviceId }])
      expect(await bench.store.membership(await deviceOf(bench.store, after))).toMatchObject({
        team: { name: 'To' },
      })
    })

    it('gets the records of days that are to come, wherever they were stored before, and counts none twice', async () => {
      const [from, to] = [await createTeam(bench.store), await createTeam(bench.store)]
      const before = await enrol(bench.store, from)
      // Where the date is ahead of UTC the next work day has begun.
      const events = [
        interaction(),
        interaction({ workDay: TOMORROW }),
        smiley('sad', {}, { workDay: TOMORROW }),
        // A quarter is whose team it is on its last day.
        pulse(9),
        pulse(8, {}, { quarter: '2026-Q3' }),
      ]
      await send(bench.store, before, ...events)
      const after = await enrol(bench.store, to, { claim: before.claim })
      await expectWholeRollups()
      expect(await teamDays(before)).toMatchObject([{ rated: 1, agents: 1, sad: 0 }])
      expect(await teamDays(after)).toMatchObject([{ rated: 1, agents: 1, sad: 1 }])
      expect(await send(bench.store, after, ...events)).toMatchObject({ stored: 0, stale: 5, forked: [] })
      expect(await exported(bench.store, after)).toHaveLength(5)
      const holdings = await bench.store.holdings(await deviceOf(bench.store, after), '2026-01-01')
      expect(Array.from(holdings, ([period, held]) => [period, held.length])).toEqual([
        ['2026-11-23', 1],
        [TOMORROW, 2],
        ['2026-Q3', 1],
        ['2026-Q4', 1],
      ])
    })

    it('can be left again on the same day, to the first one or to a third', async () => {
      const teams = [
        await createTeam(bench.store),
        await createTeam(bench.store),
        await createTeam(bench.store),
      ] as const
      const device = await enrol(bench.store, teams[0])
      const events = [interaction(), interaction({ workDay: TOMORROW })]
      await send(bench.store, device, ...events)
      let now = device
      for (const n of [1, 0, 2, 1, 2] as const) {
        now = await enrol(bench.store, teams[n], { claim: device.claim })
        expect(await send(bench.store, now, ...events)).toMatchObject({ stored: 0, stale: 2 })
        await expectWholeRollups()
      }
      expect(await teamDays(device)).toMatchObject([{ rated: 1 }])
      expect(await teamDays(now)).toMatchObject([{ rated: 1 }])
      expect(await exported(bench.store, now)).toHaveLength(2)
    })
  })
}
