/** What becomes of requests: whose they are, what harms them, how many may wait, and what closing does to them. */
import { describe, expect, it } from 'vitest'

import { StoreError } from '../../../src/collector/store/store.ts'
import type { Bench } from './bench.ts'
import { STALE, STORED } from './ingest-support.ts'
import {
  createTeam,
  deviceOf,
  enrol,
  exported,
  interaction,
  NOW,
  outcomeOf,
  recordId,
  request,
  send,
  smiley,
} from './support.ts'

export function describeRequests(bench: Bench): void {
  describe('a request', () => {
    it('names events by the place that they had in it, although those in between were refused before', async () => {
      const device = await bench.newDevice()
      const [first, second] = [recordId(), recordId()]
      await send(
        bench.store,
        device,
        interaction({}, { id: first, revision: 2 }),
        interaction({}, { id: second }),
      )
      const result = await bench.store.ingest(device.credential, [
        interaction({}, { id: first, revision: 1, index: 7 }),
        interaction({ rating: 1 }, { id: second, index: 400 }),
      ])
      expect(outcomeOf(result)).toEqual({
        stored: 0,
        stale: 1,
        newer: [{ index: 7, revision: 2 }],
        forked: [400],
      })
    })

    it('without events is answered', async () => {
      expect(await send(bench.store, await bench.newDevice())).toEqual({ ...STALE, stale: 0 })
    })

    it('says which store has answered', async () => {
      const device = await bench.newDevice()
      const result = await bench.store.ingest(device.credential, [])
      expect(result).toMatchObject({ ok: true, value: { identity: await bench.store.identity() } })
    })

    it('notes the day on which a device was last seen, and no time', async () => {
      const device = await bench.newDevice()
      const seen = async () =>
        (await bench.store.administration.devices()).find(({ deviceId }) => deviceId === device.deviceId)
          ?.lastSeenOn
      bench.clock.passDays(1)
      await send(bench.store, device, interaction())
      expect(await seen()).toBe('2026-11-24')
      bench.clock.at = NOW
      await send(bench.store, device, interaction())
      expect(await seen()).toBe('2026-11-24')
    })

    it('of a device that may not send is refused, and nothing of it is stored', async () => {
      const [known, revoked, erased] = [
        await bench.newDevice(),
        await bench.newDevice(),
        await bench.newDevice(),
      ]
      const { teamNo, deviceNo, secretHash } = known.credential
      await bench.store.administration.revokeDevice(revoked.deviceId)
      await bench.store.erase(await deviceOf(bench.store, erased))
      const before = await bench.store.administration.statistics()
      const codeOf = async (credential: typeof known.credential) => {
        const result = await bench.store.ingest(credential, request(interaction(), smiley('sad')))
        return result.ok ? 'taken' : result.code
      }
      expect(await codeOf({ teamNo, deviceNo, secretHash: new Uint8Array(32) })).toBe('unauthorized')
      expect(await codeOf({ teamNo, deviceNo, secretHash: new Uint8Array(0) })).toBe('unauthorized')
      expect(await codeOf({ teamNo, deviceNo: 2 ** 31 - 1, secretHash })).toBe('unauthorized')
      expect(await codeOf({ teamNo: Number.MAX_SAFE_INTEGER, deviceNo, secretHash })).toBe('unauthorized')
      expect(await codeOf(revoked.credential)).toBe('revoked')
      expect(await codeOf(erased.credential)).toBe('erased')
      const after = await bench.store.administration.statistics()
      expect([after.interactions, after.days]).toEqual([before.interactions, before.days])
      expect(await codeOf(known.credential)).toBe('taken')
    })

    it('whose data can not be stored harms no other that comes at the same time, and nothing of it stays', async () => {
      const devices = await Promise.all(Array.from({ length: 8 }, bench.newDevice))
      const broken = interaction({ workDay: 'nonsense' })
      const results = await Promise.allSettled(
        devices.map(async ({ credential }, n) =>
          bench.store.ingest(
            credential,
            n % 3 === 1
              ? request(interaction(), smiley('happy'), broken, interaction())
              : request(interaction(), smiley('happy'), interaction()),
          ),
        ),
      )
      expect(results.map(({ status }) => status)).toEqual(
        devices.map((_, n) => (n % 3 === 1 ? 'rejected' : 'fulfilled')),
      )
      for (const [n, device] of devices.entries())
        expect(await exported(bench.store, device)).toHaveLength(n % 3 === 1 ? 0 : 3)
      expect(await bench.store.administration.verifyRollups()).toEqual([])
    })
  })

  describe('many requests at once', () => {
    it('are each answered with what became of their own events', async () => {
      const devices = await Promise.all(Array.from({ length: 20 }, bench.newDevice))
      const results = await Promise.all(
        Array.from({ length: 400 }, async (_, n) => {
          const events = Array.from({ length: n % 5 }, () => interaction({ rating: 3 }))
          const repeated = n % 2 === 0 ? events.slice(0, 1) : []
          const result = await bench.store.ingest(
            devices[n % 20]!.credential,
            request(...events, ...repeated),
          )
          return { n, ...outcomeOf(result) }
        }),
      )
      expect(results).toEqual(
        results.map(({ n }) => ({
          n,
          stored: n % 5,
          stale: n % 2 === 0 && n % 5 > 0 ? 1 : 0,
          newer: [],
          forked: [],
        })),
      )
      expect(await bench.store.administration.verifyRollups()).toEqual([])
    })

    it('beyond what may wait are refused with "busy", nothing of them is stored, and later ones are taken', async () => {
      const own = await bench.create()
      const small = await own.open({ now: bench.clock.now, queueEvents: 100 })
      const device = await enrol(small, await createTeam(small))
      const results = await Promise.allSettled(
        Array.from({ length: 30 }, async () =>
          small.ingest(device.credential, request(...Array.from({ length: 20 }, () => interaction()))),
        ),
      )
      const refused = results.flatMap((result): unknown[] =>
        result.status === 'rejected' ? [result.reason] : [],
      )
      expect(refused.length).toBeGreaterThan(0)
      for (const reason of refused) {
        expect(reason).toBeInstanceOf(StoreError)
        expect(reason).toMatchObject({ code: 'busy' })
      }
      const taken = 30 - refused.length
      expect(taken).toBeGreaterThanOrEqual(5)
      expect((await small.administration.statistics()).interactions).toBe(taken * 20)
      expect(await send(small, device, interaction())).toEqual(STORED)
      await small.close()
      await own.remove()
    })
  })

  describe('closing', () => {
    it('answers what was taken, takes nothing more, and everything is there at the next open', async () => {
      const own = await bench.create()
      const first = await own.open({ now: bench.clock.now })
      const device = await enrol(first, await createTeam(first))
      const identity = await first.identity()
      const taken = Array.from({ length: 50 }, async () =>
        send(first, device, interaction(), smiley('happy')),
      )
      const closed = first.close()
      await expect(send(first, device, interaction())).rejects.toMatchObject({ code: 'busy' })
      expect(await Promise.all(taken)).toEqual(taken.map(() => ({ ...STORED, stored: 2 })))
      await closed
      await first.close()
      await expect(send(first, device, interaction())).rejects.toBeInstanceOf(StoreError)

      const second = await own.open({ now: bench.clock.now })
      expect(await second.identity()).toEqual(identity)
      expect(await second.administration.statistics()).toMatchObject({
        interactions: 50,
        days: 50,
        devices: 1,
      })
      expect(await second.administration.verifyRollups()).toEqual([])
      expect(await send(second, device, interaction())).toEqual(STORED)
      await second.close()
      await own.remove()
    })
  })
}
