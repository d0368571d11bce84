/** What retention drops. */
import { describe, expect, it } from 'vitest'

import { DEFAULT_POLICY } from '../../../src/shared/policy.ts'
import type { Bench } from './bench.ts'
import {
  createTeam,
  deviceOf,
  enrol,
  exported,
  interaction,
  pulse,
  request,
  send,
  smiley,
} from './support.ts'

export function describeRetention(bench: Bench): void {
  const admin = () => bench.store.administration
  const count = async (table: string) =>
    Number((await bench.place.query(`SELECT count(*) AS n FROM ${table}`))[0]?.n)

  describe('retention', () => {
    it('drops records and what is kept of agents, keeps what is kept of teams, and says how many went', async () => {
      const device = await enrol(bench.store, await createTeam(bench.store))
      const old = ['2025-12-01', '2026-01-31']
      const kept = ['2026-02-01', '2026-11-20']
      for (const workDay of [...old, ...kept])
        await send(
          bench.store,
          device,
          interaction({ workDay }),
          interaction({ workDay }),
          smiley('happy', {}, { workDay }),
        )
      await send(
        bench.store,
        device,
        pulse(1, {}, { quarter: '2025-Q4' }),
        pulse(2, {}, { quarter: '2026-Q1' }),
      )
      const teamDays = await bench.place.query('SELECT * FROM team_day ORDER BY work_day')
      expect(await admin().applyRetention()).toEqual({ records: 0, agentDays: 0 })

      bench.clock.at = Date.UTC(2027, 1, 1, 12)
      expect(await admin().applyRetention()).toEqual({ records: 7, agentDays: 2 })
      const left = (await exported(bench.store, device)).map(({ data }) =>
        'quarter' in data ? data.quarter : data.workDay,
      )
      expect(left.toSorted()).toEqual([...kept.flatMap((day) => [day, day, day]), '2026-Q1'].toSorted())
      expect(await count('agent_day')).toBe(2)
      expect(await bench.place.query('SELECT * FROM team_day ORDER BY work_day')).toEqual(teamDays)
      expect(await admin().verifyRollups()).toEqual([])
      expect(await admin().applyRetention()).toEqual({ records: 0, agentDays: 0 })
    })

    it("goes by each team's own policy", async () => {
      const [short, long] = [await createTeam(bench.store), await createTeam(bench.store)]
      const policy = { ...DEFAULT_POLICY, retentionMonths: 1 }
      const devices = [await enrol(bench.store, short), await enrol(bench.store, long)]
      for (const device of devices)
        await send(
          bench.store,
          device,
          interaction({ workDay: '2026-10-22' }),
          interaction({ workDay: '2026-10-23' }),
        )
      await admin().setPolicy(policy, short.id)
      expect(await admin().applyRetention()).toEqual({ records: 1, agentDays: 1 })
      expect(
        await Promise.all(devices.map(async (device) => (await exported(bench.store, device)).length)),
      ).toEqual([1, 2])
      expect(await count('team_day')).toBe(4)
    })

    it('never takes from a team what an erasure later takes from the agent', async () => {
      const team = await createTeam(bench.store)
      const [device, other] = [await enrol(bench.store, team), await enrol(bench.store, team)]
      for (const one of [device, other])
        await send(
          bench.store,
          one,
          interaction({ workDay: '2025-12-01' }),
          interaction({ workDay: '2026-11-01' }),
        )
      bench.clock.at = Date.UTC(2027, 1, 1, 12)
      await admin().applyRetention()
      await bench.store.erase(await deviceOf(bench.store, device))
      expect(await bench.place.query('SELECT rated, agents FROM team_day ORDER BY work_day')).toEqual([
        { rated: 2, agents: 2 },
        { rated: 1, agents: 1 },
      ])
      expect(await admin().verifyRollups()).toEqual([])
    })

    it('goes on while devices send, and what is too old by then stays away', async () => {
      const team = await createTeam(bench.store)
      const device = await enrol(bench.store, team)
      const workDay = '2026-06-01'
      const policy = { ...DEFAULT_POLICY, retentionMonths: 2 }
      const sending = Array.from({ length: 40 }, async () =>
        bench.store.ingest(device.credential, request(interaction({ workDay }), interaction())),
      )
      await admin().setPolicy(policy, team.id)
      await Promise.all([...sending, admin().applyRetention()])
      await admin().applyRetention()
      expect(await exported(bench.store, device)).toHaveLength(40)
      expect(await admin().verifyRollups()).toEqual([])
    })
  })
}
