/** Random sequences of events in random groupings, against a model that only knows "the highest revision counts". */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { CollectorStore, IncomingEvent } from '../../../src/collector/store/store.ts'
import type { WireEvent } from '../../../src/shared/wire/events.ts'
import type { Bench } from './bench.ts'
import { rollupRows, type Place } from './places.ts'
import {
  createTeam,
  enrol,
  enrolSecond,
  exported,
  interaction,
  pulse,
  recordId,
  request,
  smiley,
  TOMBSTONE,
  type Enrolled,
} from './support.ts'

const DAYS = ['2026-11-20', '2026-11-21', '2026-11-23'] as const
const QUARTERS = ['2026-Q3', '2026-Q4'] as const
const FACES = ['happy', 'neutral', 'sad'] as const
/** Two computers of one agent, one of another agent in the same team, one in another team. */
const DEVICES = 4
const AGENTS = [0, 0, 1, 2] as const

/** A record and what each of its revisions says: the same whenever it is sent. */
interface ModelRecord {
  readonly device: number
  readonly kind: 'interaction' | 'day' | 'pulse'
  readonly period: number
  /** What revision n says, by place n - 1. */
  readonly contents: readonly number[]
}

const records = fc.array(
  fc.record<ModelRecord>({
    device: fc.nat(DEVICES - 1),
    kind: fc.constantFrom('interaction', 'interaction', 'day', 'pulse'),
    period: fc.nat(2),
    contents: fc.array(fc.nat(9), { minLength: 4, maxLength: 4 }),
  }),
  { minLength: 1, maxLength: 14 },
)
/** What is sent: which record in which revision; those of one number in a row go in one request. */
const steps = fc.array(
  fc.record({ record: fc.nat(13), revision: fc.integer({ min: 1, max: 4 }), group: fc.nat(2) }),
  { maxLength: 60 },
)

/** Hundreds of requests one after the other, each durable, perhaps on a busy machine. */
const PATIENT_MS = 180_000

export function describeIngestModel(bench: Bench): void {
  describe('any sequence of events', () => {
    it(
      'leaves the highest revision of every record, and roll-ups that a plain count comes to as well',
      async () => {
        await fc.assert(
          fc.asyncProperty(records, steps, async (model, sent) => {
            const { store, place } = bench
            const devices = await enrolAll(store)
            const ids = model.map(() => recordId())
            const events = sent.map(({ record, revision, group }) => {
              const at = record % model.length
              return { at, revision, group, event: eventOf(model[at]!, ids[at]!, revision) }
            })
            await sendInGroups(
              store,
              devices,
              events.map(({ at, group, event }) => ({ device: model[at]!.device, group, event })),
            )

            const highest = new Map<number, number>()
            for (const { at, revision } of events) highest.set(at, Math.max(revision, highest.get(at) ?? 0))
            const expected = Array.from(highest, ([at, revision]) => eventOf(model[at]!, ids[at]!, revision))
            const held = await heldOfAgents(store, devices)
            expect(held.map(({ id, data }) => ({ id, data })).toSorted(byId)).toEqual(
              expected
                .map((event) => ({ id: `${event.recordId}/${event.revision}`, data: event.data }))
                .toSorted(byId),
            )
            expect(await store.administration.verifyRollups()).toEqual([])
            await expectCounts(place, devices, held)
          }),
          { numRuns: 40 },
        )
      },
      PATIENT_MS,
    )
  })
}

async function enrolAll(store: CollectorStore): Promise<readonly Enrolled[]> {
  const team = await createTeam(store)
  const first = await enrol(store, team)
  return [
    first,
    await enrolSecond(store, first),
    await enrol(store, team),
    await enrol(store, await createTeam(store)),
  ]
}

function eventOf(record: ModelRecord, id: string, revision: number): IncomingEvent {
  const content = record.contents[revision - 1] ?? 0
  const workDay = DAYS[record.period % DAYS.length]!
  const named = { id, revision }
  switch (record.kind) {
    case 'interaction':
      if (content === 0) return interaction({ ...TOMBSTONE, workDay }, named)
      if (content <= 3)
        return interaction(
          {
            workDay,
            outcome: ([null, 'skipped', 'expired'] as const)[content - 1]!,
            rating: null,
            solved: null,
            reasons: [],
          },
          named,
        )
      return interaction(
        {
          workDay,
          rating: ([1, 2, 3, 4, 5] as const)[content % 5]!,
          solved: ([true, false, null] as const)[content % 3]!,
        },
        named,
      )
    case 'day':
      if (content === 0) return smiley(null, named, { workDay, deleted: true })
      return smiley(content < 4 ? null : FACES[content % 3]!, named, { workDay })
    case 'pulse': {
      const quarter = QUARTERS[record.period % QUARTERS.length]!
      if (content === 0) return pulse(null, named, { quarter, deleted: true })
      return pulse(content === 1 ? null : content, named, { quarter })
    }
  }
}

/** Events in a row of the same group number become one request a device; the requests of a few groups go at once. */
async function sendInGroups(
  store: CollectorStore,
  devices: readonly Enrolled[],
  events: readonly { readonly device: number; readonly group: number; readonly event: IncomingEvent }[],
): Promise<void> {
  const requests: { device: number; group: number; events: IncomingEvent[] }[] = []
  for (const { device, group, event } of events) {
    const last = requests.at(-1)
    if (last?.device === device && last.group === group) last.events.push(event)
    else requests.push({ device, group, events: [event] })
  }
  while (requests.length > 0) {
    const together = requests.splice(0, 1 + (requests[0]?.group ?? 0) * 3)
    const outcomes = await Promise.all(
      together.map(async ({ device, events: own }) =>
        store.ingest(devices[device]!.credential, request(...own)),
      ),
    )
    for (const [n, outcome] of outcomes.entries()) {
      if (!outcome.ok) throw new Error(outcome.code)
      const { stored, stale, newer, forked } = outcome.value
      expect({ sum: stored + stale, forked }).toEqual({ sum: together[n]!.events.length, forked: [] })
      expect(newer.length).toBeLessThanOrEqual(stale)
    }
  }
}

async function heldOfAgents(
  store: CollectorStore,
  devices: readonly Enrolled[],
): Promise<readonly WireEvent[]> {
  // The first two are one agent's.
  const lists = await Promise.all([0, 2, 3].map(async (n) => exported(store, devices[n]!)))
  return lists.flat()
}

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)

/** Counts what was exported, in the plainest way, and compares team by team. */
async function expectCounts(
  place: Place,
  devices: readonly Enrolled[],
  held: readonly WireEvent[],
): Promise<void> {
  const rows = await rollupRows(place, 'team_day')
  const agentRows = await rollupRows(place, 'agent_day')
  const teams = new Set(devices.map(({ credential }) => credential.teamNo))
  for (const team of teams) {
    const members = devices.flatMap(({ credential, deviceId }, n) =>
      credential.teamNo === team ? [{ source: `urn:aftercall:device:${deviceId}`, agent: AGENTS[n] }] : [],
    )
    const agentOf = new Map(members.map(({ source, agent }) => [source, agent]))
    for (const [n, day] of DAYS.entries()) {
      const dayNo = Date.parse(day) / 86_400_000
      const here = held.filter(
        ({ source, data }) => agentOf.has(source) && 'workDay' in data && data.workDay === day,
      )
      const calls = here.flatMap(({ source, data }) =>
        'outcome' in data && !data.deleted && data.outcome !== null ? [{ source, ...data }] : [],
      )
      const faces = here.flatMap(({ source, data }) =>
        'smiley' in data && !data.deleted && data.smiley !== null ? [{ source, face: data.smiley }] : [],
      )
      const agents = new Set([...calls, ...faces].map(({ source }) => agentOf.get(source)))
      const count = (when: (call: (typeof calls)[number]) => boolean) => calls.filter(when).length
      const row = rows.find((each) => Number(each.team_no) === team && Number(each.work_day) === dayNo)
      expect(row === undefined, `day ${n}`).toBe(agents.size === 0)
      if (row === undefined) continue
      expect(row).toMatchObject({
        rated: count(({ outcome }) => outcome === 'rated'),
        skipped: count(({ outcome }) => outcome === 'skipped'),
        expired: count(({ outcome }) => outcome === 'expired'),
        rating_1: count(({ rating }) => rating === 1),
        rating_2: count(({ rating }) => rating === 2),
        rating_3: count(({ rating }) => rating === 3),
        rating_4: count(({ rating }) => rating === 4),
        rating_5: count(({ rating }) => rating === 5),
        solved_yes: count(({ solved }) => solved === true),
        solved_no: count(({ solved }) => solved === false),
        agents: agents.size,
      })
      const agentsWithFace = new Set(faces.map(({ source }) => agentOf.get(source)))
      expect(Number(row.happy) + Number(row.neutral) + Number(row.sad)).toBe(agentsWithFace.size)
      const own = agentRows.filter(
        (each) => Number(each.team_no) === team && Number(each.work_day) === dayNo && each.smiley !== null,
      )
      const offered = new Set(faces.map(({ face }): unknown => face))
      for (const { smiley: face } of own) expect(offered.has(face)).toBe(true)
    }
  }
}
