/** What holds for every set of reports, in whatever order and rhythm they come. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cluster } from '../../../src/main/prompting/hub/cluster.ts'
import type { EndedInteraction } from '../../../src/main/prompting/hub/index.ts'
import { namespaceOf } from '../../../src/main/prompting/hub/same.ts'
import type { Heard } from '../../../src/main/prompting/hub/types.ts'
import type { InteractionEnded } from '../../../src/shared/trigger.ts'
import { HubBench } from './bench.ts'

const ADAPTERS = ['softphone', 'crm', 'pbx'] as const

/** Ids of interactions; `ext:` is a case, which may see several. */
const INTERACTION_NAMESPACES = ['sip', 'ast']

interface Told {
  readonly adapter: (typeof ADAPTERS)[number] | 'shortcut'
  readonly ids: readonly string[]
  readonly report: Partial<InteractionEnded>
  /** End, in ms after the test's start; small steps make close calls likely. */
  readonly at: number
}

const idArbitrary = fc
  .tuple(fc.constantFrom('sip', 'ext', 'ast'), fc.integer({ min: 1, max: 4 }))
  .map(([namespace, number]) => `${namespace}:${number}`)

const toldArbitrary: fc.Arbitrary<Told> = fc.record({
  adapter: fc.constantFrom(...ADAPTERS),
  ids: fc.uniqueArray(idArbitrary, { maxLength: 3 }),
  at: fc.integer({ min: 0, max: 24 }).map((step) => step * 500),
  report: fc.record({
    channel: fc.constantFrom('voice', 'chat', 'unknown'),
    direction: fc.constantFrom('inbound', 'outbound', 'unknown'),
    cause: fc.constantFrom('remote', 'agent', 'unknown'),
    answered: fc.constantFrom(true, true, undefined, false),
    phase: fc.constantFrom('hangup', 'hangup', 'wrapup-end'),
    queue: fc.option(fc.constantFrom('Support', 'Sales'), { nil: undefined }),
    peer: fc.option(fc.constantFrom('0201234567', '+31201234567', '0209999999'), { nil: undefined }),
    durationMs: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
  }),
})
const toldsArbitrary = fc.array(toldArbitrary, { maxLength: 8 })

function tell(bench: HubBench, told: Told, base: number): void {
  if (told.adapter === 'shortcut') bench.hotkey()
  else bench.end(told.adapter, told.ids, { ...told.report, endedAt: base + told.at })
}

/** What the agent is asked about when all of it is heard before the hub settles. */
function askedAbout(tolds: readonly Told[]): unknown[] {
  const bench = new HubBench().twoSources()
  const base = bench.epoch
  for (const told of tolds) tell(bench, told, base)
  bench.pass(5_000)
  return bench.ready
    .map((interaction) => ({ ...interaction, key: undefined, adapters: interaction.adapters.toSorted() }))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
}

/** Whether some adapter reported two ids of one kind, one of each interaction. */
function reportedApart(tolds: readonly Told[], a: readonly string[], b: readonly string[]): boolean {
  return ADAPTERS.some((adapter) =>
    INTERACTION_NAMESPACES.some((namespace) => {
      const own = tolds
        .filter((told) => told.adapter === adapter)
        .flatMap(({ ids }) => ids.filter((id) => namespaceOf(id) === namespace))
      return own.some((x) => a.includes(x) && own.some((y) => y !== x && b.includes(y)))
    }),
  )
}

const heardOf = (tolds: readonly Told[]): Heard[] =>
  tolds.map((told, index) => {
    const report: InteractionEnded = {
      ids: told.ids,
      channel: 'voice',
      direction: 'inbound',
      cause: 'remote',
      answered: true,
      phase: 'hangup',
      ...told.report,
      endedAt: told.at,
    }
    return {
      adapter: told.adapter,
      role: 'source',
      arrivedAt: 0,
      report,
      print: `${told.adapter} ${JSON.stringify(report)} ${index}`,
    }
  })

describe('for every set of reports', { timeout: 60_000 }, () => {
  it('the order in which they come makes no difference', () => {
    const permuted = toldsArbitrary.chain((tolds) =>
      fc.tuple(
        fc.constant(tolds),
        fc.shuffledSubarray(tolds, { minLength: tolds.length, maxLength: tolds.length }),
      ),
    )
    fc.assert(
      fc.property(permuted, ([tolds, others]) => {
        expect(askedAbout(others)).toEqual(askedAbout(tolds))
      }),
      { numRuns: 600 },
    )
  })

  it('hearing them again changes nothing', () => {
    fc.assert(
      fc.property(toldsArbitrary, fc.nat(8), (tolds, some) => {
        expect(askedAbout([...tolds, ...tolds.slice(0, some)])).toEqual(askedAbout(tolds))
      }),
      { numRuns: 600 },
    )
  })

  it('hearing them again after they were given out asks and adds nothing', () => {
    fc.assert(
      fc.property(toldsArbitrary, (tolds) => {
        const bench = new HubBench().twoSources()
        const base = bench.epoch
        for (const told of tolds) tell(bench, told, base)
        bench.pass(5_000)
        const [asked, added] = [bench.ready.length, bench.enriched.length]
        for (const told of tolds) tell(bench, told, base)
        bench.pass(5_000)
        expect([bench.ready.length, bench.enriched.length]).toEqual([asked, added])
      }),
      { numRuns: 600 },
    )
  })

  it('every report belongs to exactly one interaction', () => {
    fc.assert(
      fc.property(toldsArbitrary, (tolds) => {
        const heard = heardOf(tolds)
        const clusters = cluster([], heard, () => true)
        expect(clusters.flatMap((one) => one.heard).toSorted((a, b) => (a.print < b.print ? -1 : 1))).toEqual(
          heard.toSorted((a, b) => (a.print < b.print ? -1 : 1)),
        )
      }),
    )
  })

  it('two ids that one adapter reported apart are never merged', () => {
    fc.assert(
      fc.property(toldsArbitrary, (tolds) => {
        for (const { heard } of cluster([], heardOf(tolds), () => true)) {
          for (const adapter of ADAPTERS) {
            const own = heard.filter((one) => one.adapter === adapter)
            for (const namespace of INTERACTION_NAMESPACES) {
              const groups = own
                .map((one) => one.report.ids.filter((id) => namespaceOf(id) === namespace))
                .filter((ids) => ids.length > 0)
              // Everything named in this namespace hangs together by reports that name both.
              const reached = new Set(groups[0])
              for (let grew = true; grew;) {
                const before = reached.size
                for (const ids of groups)
                  if (ids.some((id) => reached.has(id))) for (const id of ids) reached.add(id)
                grew = reached.size > before
              }
              expect(groups.flat().every((id) => reached.has(id))).toBe(true)
            }
          }
        }
      }),
      { numRuns: 600 },
    )
  })

  it('nobody is asked twice about one id, however the reports are spread over time', () => {
    const step = fc.record({ told: toldArbitrary, wait: fc.constantFrom(0, 100, 300, 2_000, 20_000) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        const bench = new HubBench().twoSources()
        const tolds: Told[] = []
        for (const { told, wait } of steps) {
          tell(bench, told, bench.epoch)
          tolds.push(told)
          bench.pass(wait)
        }
        bench.pass(5_000)
        const known = new Map<string, EndedInteraction>()
        const twice: EndedInteraction[] = []
        for (const { what, interaction } of bench.log) {
          const others = [...known.values()].filter(
            (one) =>
              one.ids.some((id) => interaction.ids.includes(id)) &&
              // Two calls on one case share its id and are two: an adapter told them apart.
              !reportedApart(tolds, one.ids, interaction.ids),
          )
          if (what === 'ready') twice.push(...others)
          known.set(interaction.key, interaction)
        }
        expect(twice).toEqual([])
      }),
      { numRuns: 600 },
    )
  })

  it('nothing is lost, nothing is asked twice and nobody stays on a call when legs come and go', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('ended' as const), id: fc.integer({ min: 1, max: 3 }) }),
      fc.record({ kind: fc.constant('live' as const), id: fc.integer({ min: 1, max: 3 }), up: fc.boolean() }),
      fc.record({ kind: fc.constant('release' as const) }),
      fc.record({ kind: fc.constant('pass' as const), ms: fc.constantFrom(10, 300, 3_000) }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const bench = new HubBench().twoSources()
        const ended = new Set<string>()
        for (const one of steps) {
          if (one.kind === 'ended') {
            bench.end('softphone', [`sip:${one.id}`])
            ended.add(`sip:${one.id}`)
          } else if (one.kind === 'live') bench.entry('softphone').live([`sip:${one.id}`], one.up)
          else if (one.kind === 'release') bench.entry('softphone').release()
          else bench.pass(one.ms)
        }
        bench.entry('softphone').release()
        bench.pass(5_000)
        expect(bench.hub.liveNow()).toBe(false)
        expect(new Set(bench.asked).size).toBe(bench.asked.length)
        for (const id of ended) expect(bench.asked).toContain(id)
        expect(bench.live).toEqual(bench.live.map((_, index) => index % 2 === 0))
      }),
      { numRuns: 600 },
    )
  })
})
