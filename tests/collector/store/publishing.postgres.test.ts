import { describe, expect, it } from 'vitest'

import { postgresServer } from '../../support/postgres.ts'
import { postgresPlace } from './places.ts'
import { describePublishing } from './publishing-conformance.ts'
import { closableAt, crewOf, MONDAY, publishedRows, ratedIn, work } from './publishing-support.ts'
import { deviceOf, TestClock } from './support.ts'

const server = await postgresServer()

describe.skipIf('skip' in server)('publishing in PostgreSQL', () => {
  describePublishing(postgresPlace(server), 2)

  it('two collectors on one database close every day once, beside an erasure and what comes meanwhile', async () => {
    const place = await postgresPlace(server)()
    const clock = new TestClock()
    const collectors = [await place.open({ now: clock.now }), await place.open({ now: clock.now })] as const
    const [one, other] = collectors
    try {
      const crews = []
      for (let n = 0; n < 6; n += 1) crews.push(await crewOf(one, 7))
      for (const { people } of crews) await work(one, people, [MONDAY - 70, MONDAY, MONDAY + 1])
      clock.at = closableAt(MONDAY + 1)
      const erased = await Promise.all(
        crews.slice(0, 3).map(async ({ people: [first] }) => {
          if (first === undefined) throw new Error('Nobody is in the team.')
          return await deviceOf(one, first)
        }),
      )
      const [mine, yours] = await Promise.all([
        one.administration.publishDue(),
        other.administration.publishDue(),
        ...erased.map((device) => other.erase(device)),
        ...crews.slice(3).map(({ people }) => work(other, people, [MONDAY + 5])),
      ])
      expect(mine.blocks + yours.blocks).toBe(6 * 9)
      for (const { teamNo } of crews)
        for (const day of [MONDAY - 70, MONDAY, MONDAY + 1])
          expect(await ratedIn(one, teamNo, 'day', day)).toBeOneOf([12, 14])
      const agents = await place.query('SELECT DISTINCT agent_no FROM counted')
      for (const { agentNo } of erased) expect(agents).not.toContainEqual({ agent_no: agentNo })
      const rows = await publishedRows(place)
      expect(await other.administration.publishDue()).toMatchObject({ teams: 0, blocks: 0 })
      expect(await publishedRows(place)).toBe(rows)
    } finally {
      for (const collector of collectors) await collector.close()
      await place.remove()
    }
  })
})
