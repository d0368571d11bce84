/** Random lives of a few devices, against a model that only knows who has recorded what. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { CollectorStore, Team } from '../../../src/collector/store/store.ts'
import type { Bench } from './bench.ts'
import {
  createTeam,
  credentialOf,
  deviceOf,
  enrol,
  exported,
  interaction,
  NOW,
  pulse,
  recordId,
  send,
  smiley,
  type Enrolled,
  type TestClock,
} from './support.ts'

const DEVICES = 4
const TEAMS = 3
const DAY_MS = 86_400_000
const QUARTERS = ['2026-Q3', '2026-Q4', '2027-Q1'] as const

type Step = (typeof STEPS)[number]
const STEPS = [
  'send',
  'send',
  'send',
  'repeat',
  'move',
  'join',
  'erase',
  'revoke',
  'next day',
  'retain',
] as const

interface Life {
  readonly step: Step
  readonly device: number
  readonly other: number
  readonly team: number
  readonly day: number
}

const lives = fc.array(
  fc.record<Life>({
    step: fc.constantFrom(...STEPS),
    device: fc.nat(DEVICES - 1),
    other: fc.nat(DEVICES - 1),
    team: fc.nat(TEAMS - 1),
    day: fc.integer({ min: -2, max: 3 }),
  }),
  { minLength: 1, maxLength: 25 },
)

/** A device, and the agent whose computer it is; records by their id. */
interface Model {
  enrolled: Enrolled
  agent: number
  events: ReturnType<typeof interaction>[]
}

/** Hundreds of requests one after the other, each durable, perhaps on a busy machine. */
const PATIENT_MS = 180_000

export function describePeopleModel(bench: Bench): void {
  describe('any lives of devices', () => {
    it(
      'leave every record with its agent, none twice, none of those who were erased, and whole roll-ups',
      async () => {
        await fc.assert(
          fc.asyncProperty(lives, async (steps) => {
            const { store, clock } = bench
            clock.at = NOW
            const teams = await Promise.all(Array.from({ length: TEAMS }, async () => createTeam(store)))
            const devices: Model[] = []
            for (let n = 0; n < DEVICES; n++)
              devices.push({ enrolled: await enrol(store, teams[n % TEAMS]!), agent: n, events: [] })
            for (const life of steps) await live(store, clock, teams, devices, life)
            expect(await store.administration.verifyRollups()).toEqual([])
            for (const agent of new Set(devices.map((device) => device.agent))) {
              const own = devices.filter((device) => device.agent === agent)
              const held = (await exported(store, own[0]!.enrolled)).map(({ id }) => id)
              const expected = own.flatMap(({ events }) => events.map(({ recordId: id }) => `${id}/1`))
              expect(held.toSorted()).toEqual(expected.toSorted())
            }
            clock.at = NOW
          }),
          { numRuns: 25 },
        )
      },
      PATIENT_MS,
    )
  })
}

async function live(
  store: CollectorStore,
  clock: TestClock,
  teams: readonly Team[],
  devices: Model[],
  { step, device: n, other, team, day }: Life,
): Promise<void> {
  const device = devices[n]!
  switch (step) {
    case 'send': {
      const workDay = new Date(clock.at + day * DAY_MS).toISOString().slice(0, 10)
      const events = [
        interaction({ workDay }),
        smiley(day % 2 === 0 ? 'happy' : 'sad', {}, { workDay }),
        pulse(7, { id: recordId() }, { quarter: QUARTERS[Math.abs(day) % QUARTERS.length]! }),
      ]
      await send(store, device.enrolled, ...events)
      device.events.push(...events)
      return
    }
    case 'repeat': {
      const { stored, forked } = await send(store, device.enrolled, ...device.events)
      if (stored > 0 || forked.length > 0) throw new Error(`Stored once more: ${stored}, ${forked.length}`)
      return
    }
    case 'move':
      device.enrolled = await enrol(store, teams[team]!, { claim: device.enrolled.claim, now: clock.at })
      return
    case 'join': {
      if (other === n) return
      const host = await deviceOf(store, devices[other]!.enrolled)
      const { code } = await store.createTransferCode(host)
      const result = await store.enrol(code, device.enrolled.claim)
      if (!result.ok) throw new Error(result.code)
      device.enrolled = { ...device.enrolled, ...result.grant, credential: credentialOf(result.grant.token) }
      device.agent = devices[other]!.agent
      return
    }
    case 'erase': {
      const { agent } = device
      const grant = await store.erase(await deviceOf(store, device.enrolled))
      for (const erased of devices.filter((one) => one.agent === agent)) {
        const next = erased === device ? grant : undefined
        erased.enrolled =
          next === undefined
            ? await enrol(store, teams[team]!, { claim: erased.enrolled.claim, now: clock.at })
            : { ...next, credential: credentialOf(next.token) }
        erased.events = []
        erased.agent = devices.reduce((highest, one) => Math.max(highest, one.agent), 0) + 1
      }
      return
    }
    case 'revoke':
      await store.administration.revokeDevice(device.enrolled.deviceId)
      device.enrolled = await enrol(store, teams[team]!, { claim: device.enrolled.claim, now: clock.at })
      return
    case 'next day':
      clock.passDays(1)
      return
    case 'retain':
      await store.administration.applyRetention()
      return
  }
}
