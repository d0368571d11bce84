/** The store as a whole: what it is, what it holds, whether it adds up, and what a restore does to it. */
import { describe, expect, it } from 'vitest'

import type { Bench } from './bench.ts'
import { createTeam, deviceOf, enrol, exported, interaction, pulse, send, smiley } from './support.ts'

const NOBODY = '00000000-0000-4000-8000-000000000000'

export function describeStores(bench: Bench): void {
  const admin = () => bench.store.administration
  const count = async (table: string) =>
    Number((await bench.place.query(`SELECT count(*) AS n FROM ${table}`))[0]?.n)

  describe('a store', () => {
    it('has an identity from its first start on, and keeps it', async () => {
      const identity = await bench.store.identity()
      expect(identity).toEqual({ storeId: expect.stringMatching(/^[0-9a-f-]{36}$/), epoch: 1 })
      await bench.reopen()
      expect(await bench.store.identity()).toEqual(identity)
    })

    it('says how much it holds', async () => {
      expect(await admin().statistics()).toMatchObject({
        schemaVersion: 2,
        teams: 0,
        agents: 0,
        interactions: 0,
        firstWorkDay: null,
        lastWorkDay: null,
      })
      const team = await createTeam(bench.store)
      const [device, other] = [await enrol(bench.store, team), await enrol(bench.store, team)]
      await send(
        bench.store,
        device,
        interaction({ workDay: '2026-10-01' }),
        smiley('sad'),
        pulse(3),
        pulse(4),
      )
      await send(bench.store, other, interaction(), interaction({ workDay: '2026-12-01' }))
      const { sizeBytes, ...rest } = await admin().statistics()
      expect(rest).toEqual({
        identity: await bench.store.identity(),
        schemaVersion: 2,
        teams: 1,
        agents: 2,
        devices: 2,
        interactions: 3,
        days: 1,
        pulses: 2,
        firstWorkDay: '2026-10-01',
        lastWorkDay: '2026-12-01',
      })
      expect(sizeBytes).toBeGreaterThan(10_000)
    })
  })

  describe('verifying roll-ups', () => {
    it.each([
      ['agent_day', 'UPDATE agent_day SET rated = rated + 1', 'rated is 2, should be 1'],
      ['agent_day', "UPDATE agent_day SET smiley = 'happy'", 'smiley is happy, should be sad'],
      ['agent_day', 'DELETE FROM agent_day', 'present is null, should be 1'],
      ['agent_day', 'DELETE FROM interaction', 'rated is 1, should be 0'],
      ['team_day', 'UPDATE team_day SET sad = 0', 'sad is 0, should be 1'],
      ['team_day', 'DELETE FROM team_day', 'agents is 0, should be 1'],
    ] as const)('names a row of %s that is not what it should be after %s', async (table, sql, detail) => {
      const device = await enrol(bench.store, await createTeam(bench.store))
      await send(bench.store, device, interaction(), smiley('sad'))
      expect(await admin().verifyRollups()).toEqual([])
      await bench.place.query(sql)
      const found = (await admin().verifyRollups()).filter((difference) => difference.table === table)
      expect(found).toEqual([
        { table, key: expect.stringContaining('2026-11-23'), detail: expect.stringContaining(detail) },
      ])
    })

    it('looks at every team, also where there are many', async () => {
      const team = await createTeam(bench.store)
      for (let n = 0; n < 60; n++) await createTeam(bench.store)
      const last = await enrol(bench.store, await createTeam(bench.store))
      await send(bench.store, await enrol(bench.store, team), interaction())
      await send(bench.store, last, interaction())
      await bench.place.query('DELETE FROM team_day')
      expect(await admin().verifyRollups()).toHaveLength(2)
    })
  })

  describe('after a restore', () => {
    it('the epoch is another one, and erasures that the backup does not know are done again', async () => {
      const team = await createTeam(bench.store)
      const [device, other] = [await enrol(bench.store, team), await enrol(bench.store, team)]
      for (const one of [device, other]) await send(bench.store, one, interaction(), smiley('sad'), pulse(1))
      const before = await bench.store.identity()
      const identity = await admin().markRestored([device.deviceId, device.deviceId, NOBODY])
      expect(identity.storeId).toBe(before.storeId)
      expect(identity.epoch).toBeGreaterThan(before.epoch)
      expect(await bench.store.identity()).toEqual(identity)
      expect(await bench.store.authenticate(device.credential)).toEqual({ ok: false, code: 'erased' })
      expect(await count('interaction')).toBe(1)
      expect(await exported(bench.store, other)).toHaveLength(3)
      expect(await admin().verifyRollups()).toEqual([])
      expect(new Set(await admin().erasures())).toEqual(new Set([device.deviceId, NOBODY]))
    })

    it('an erased computer goes alone where the backup has another one of the same agent', async () => {
      const team = await createTeam(bench.store)
      const first = await enrol(bench.store, team)
      const { code } = await bench.store.createTransferCode(await deviceOf(bench.store, first))
      const second = await bench.store.enrol(code, undefined)
      if (!second.ok) throw new Error(second.code)
      await send(bench.store, first, interaction(), smiley('sad'))
      await admin().markRestored([second.grant.deviceId])
      expect(await exported(bench.store, first)).toHaveLength(2)
      expect(await admin().verifyRollups()).toEqual([])
    })

    it('a list that names no ids is refused and changes nothing', async () => {
      const before = await bench.store.identity()
      await expect(admin().markRestored([NOBODY, 'x'])).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringContaining('"x"'),
      })
      expect(await bench.store.identity()).toEqual(before)
      expect(await admin().erasures()).toEqual([])
    })
  })
}
