/** What every database promises about what a team makes of what was shared; tests/collector/api/team-shared.test.ts has the rest. */
import { describe, expect, it } from 'vitest'

import { openBench, type Bench } from './bench.ts'
import type { Place } from './places.ts'
import {
  createTeam,
  deviceOf,
  enrol,
  interaction,
  NOW,
  recordId,
  send,
  TODAY,
  type Enrolled,
} from './support.ts'

const DONE = { state: 'done', doneBy: 'Ada' } as const
const TOMORROW = '2026-11-24'

export function describeSharedWork(create: () => Promise<Place>): void {
  const bench = openBench(create, 'block')

  /** The rows of a device, read beside the store. */
  const rowsOf = async ({ credential: { deviceNo } }: Enrolled) => ({
    followUps: await bench.place.query(`SELECT team_no, state FROM follow_up WHERE device_no = ${deviceNo}`),
    spotlights: await bench.place.query(`SELECT team_no FROM spotlight WHERE device_no = ${deviceNo}`),
  })

  describe('what a team made of what was shared', () => {
    it('is one row for a follow-up that is settled, and none for an open one', async () => {
      const { device, teamNo, id } = await settled(bench)
      await bench.store.sharedWork.setFollowUp(teamNo, id, { state: 'not-needed', doneBy: null })
      expect((await rowsOf(device)).followUps).toMatchObject([{ state: 'not-needed' }])
      await bench.store.sharedWork.setFollowUp(teamNo, id, { state: 'open', doneBy: null })
      expect((await rowsOf(device)).followUps).toEqual([])
    })

    it('is one spotlight a team, and none after it was ended', async () => {
      const { device, teamNo, id } = await settled(bench)
      await bench.store.sharedWork.setSpotlight(teamNo, id)
      expect((await rowsOf(device)).spotlights).toHaveLength(1)
      await bench.store.sharedWork.setSpotlight(teamNo, null)
      expect((await rowsOf(device)).spotlights).toEqual([])
    })

    it('leaves no row behind an erasure', async () => {
      const { device } = await settled(bench)
      const { device: other } = await settled(bench)
      await bench.store.erase(await deviceOf(bench.store, device))
      expect(await rowsOf(device)).toEqual({ followUps: [], spotlights: [] })
      expect(await rowsOf(other)).toMatchObject({ followUps: [{ state: 'done' }], spotlights: [{}] })
    })

    it('leaves no row behind an erasure at the same moment', async () => {
      const { device, teamNo, id } = await settled(bench)
      const present = await deviceOf(bench.store, device)
      await Promise.all([
        ...Array.from({ length: 4 }, () => bench.store.sharedWork.setFollowUp(teamNo, id, DONE)),
        bench.store.erase(present),
        ...Array.from({ length: 4 }, () => bench.store.sharedWork.setFollowUp(teamNo, id, DONE)),
        bench.store.sharedWork.setSpotlight(teamNo, id),
      ])
      expect(await rowsOf(device)).toEqual({ followUps: [], spotlights: [] })
    })

    it('is whole when several leads say something of the same at one moment', async () => {
      const { device, teamNo, id } = await settled(bench)
      const states = ['done', 'open', 'not-needed', 'done', 'not-needed', 'done'] as const
      const answers = await Promise.all(
        states.map((state) => bench.store.sharedWork.setFollowUp(teamNo, id, { state, doneBy: null })),
      )
      expect(answers.map((answer) => answer?.id)).toEqual(states.map(() => id))
      expect((await rowsOf(device)).followUps.length).toBeLessThanOrEqual(1)
      const { followUps } = await bench.store.sharedWork.followUps(teamNo)
      expect(followUps).toHaveLength(1)
    })

    it('leaves no row behind retention', async () => {
      const { device } = await settled(bench)
      const policy = { threshold: 5, retentionMonths: 1, customerComparison: null }
      await bench.store.administration.setPolicy(policy)
      bench.clock.passDays(40)
      await bench.store.administration.applyRetention()
      await bench.store.administration.setPolicy(null)
      expect(await rowsOf(device)).toEqual({ followUps: [], spotlights: [] })
    })

    it('is where its interaction is after a move', async () => {
      const { device, teamNo, id } = await settled(bench, TOMORROW)
      const next = await createTeam(bench.store)
      const moved = await enrol(bench.store, next, { claim: device.claim })
      const rows = await rowsOf(moved)
      expect(rows.followUps).toMatchObject([{ team_no: moved.credential.teamNo, state: 'done' }])
      expect(rows.spotlights).toEqual([])
      expect(await bench.store.sharedWork.setFollowUp(teamNo, id, DONE)).toBeUndefined()
      const { followUps } = await bench.store.sharedWork.followUps(moved.credential.teamNo)
      expect(followUps).toMatchObject([{ id, ...DONE }])
    })

    it('is nothing of a day that isn’t kept any more, before its records are gone', async () => {
      const { device, teamNo, id } = await settled(bench, '2026-11-20')
      await bench.place.query(
        `UPDATE team SET kept_from = ${Date.UTC(2026, 10, 21) / 86_400_000} WHERE team_no = ${teamNo}`,
      )
      expect(await bench.store.sharedWork.followUps(teamNo)).toEqual({ followUps: [], more: 0 })
      expect(await bench.store.sharedWork.stories(teamNo, undefined)).toEqual({ stories: [], more: 0 })
      expect(await bench.store.sharedWork.spotlight(teamNo)).toBeNull()
      expect(await bench.store.sharedWork.setFollowUp(teamNo, id, DONE)).toBeUndefined()
      expect(await bench.store.sharedWork.setSpotlight(teamNo, id)).toBe(false)
      expect((await rowsOf(device)).followUps).toHaveLength(1)
    })
  })
}

/** A device of a team of its own, whose follow-up was done and whose story is in the spotlight. */
async function settled(bench: Bench, workDay = TODAY) {
  const device = await enrol(bench.store, await createTeam(bench.store), { now: NOW })
  const { teamNo } = device.credential
  const id = recordId()
  await send(bench.store, device, interaction({ workDay, followUp: 'call', story: 'good' }, { id }))
  expect(await bench.store.sharedWork.setFollowUp(teamNo, id, DONE)).toMatchObject(DONE)
  expect(await bench.store.sharedWork.setSpotlight(teamNo, id)).toBe(true)
  return { device, teamNo, id }
}
