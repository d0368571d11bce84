/** What can happen, to the model and to the real thing; after each of them both must say the same. */
import fc from 'fast-check'
import { expect } from 'vitest'

import type { Rating, Smiley } from '../../../src/shared/records.ts'
import { z } from '../../../src/shared/zod.ts'
import { readHeld } from '../runs/raw-rows.ts'
import type { RawReader } from '../runs/raw-rows.ts'
import { NOTHING } from './model.ts'
import type { Content, Model } from './model.ts'
import type { Collector, Device } from './world.ts'

export interface Real {
  readonly device: Device
  readonly collector: Collector
  readonly reader: RawReader
  readonly teamNo: number
  readonly code: string
  /** Ids of the model's names. */
  readonly ids: Map<string, string>
}

type Command = fc.AsyncCommand<Model, Real>

const DAY = '2026-11-20'
const QUARTER = '2026-Q4'

function command(
  name: string,
  check: (model: Model) => boolean,
  run: (model: Model, real: Real) => Promise<void> | void,
): Command {
  return {
    check,
    async run(model, real) {
      await run(model, real)
      await compare(model, real)
    },
    toString: () => name,
  }
}

const always = (): boolean => true
const rating = fc.constantFrom<Rating>(1, 2, 3, 4, 5)
const place = fc.nat(9)

/** A command on one of the interactions that are not deleted. */
function onInteraction(
  what: string,
  pick: number,
  can: (content: Content) => boolean,
  run: (model: Model, real: Real, name: string, id: string) => void,
): Command {
  const choose = (model: Model): string | undefined => {
    const names = Array.from({ length: model.interactions }, (_, index) => `i${index}`).filter(
      (name) => model.has(name) && can(model.content(name)),
    )
    return names[pick % Math.max(1, names.length)]
  }
  return command(
    `${what}(${pick})`,
    (model) => choose(model) !== undefined,
    (model, real) => {
      const name = choose(model) ?? ''
      run(model, real, name, real.ids.get(name) ?? '')
    },
  )
}

export const COMMANDS: readonly fc.Arbitrary<Command>[] = [
  rating.map((value) =>
    command(`rate ${value}`, always, (model, { device, ids }) => {
      const name = `i${model.interactions++}`
      const { id } = device.store.interactions.add({
        workDay: DAY,
        timeZone: 'Europe/Amsterdam',
        externalIds: [`sip:${name}`],
        channel: 'voice',
        direction: 'inbound',
        cause: 'remote',
        endedAt: device.now(),
        trigger: 'baresip',
      })
      ids.set(name, id)
      device.store.interactions.rate(id, value)
      model.add(name)
      model.change(name, { outcome: 'rated', rating: value })
    }),
  ),
  fc.tuple(place, rating).map(([pick, value]) =>
    onInteraction(`rate ${value} again`, pick, always, (model, { device }, name, id) => {
      device.store.interactions.rate(id, value)
      model.change(name, { outcome: 'rated', rating: value })
    }),
  ),
  fc.tuple(place, fc.option(fc.boolean())).map(([pick, solved]) =>
    onInteraction(
      `solved ${String(solved)}`,
      pick,
      ({ outcome }) => outcome === 'rated',
      (model, { device }, name, id) => {
        device.store.interactions.answer(id, { solved })
        model.change(name, { solved })
      },
    ),
  ),
  fc.tuple(place, fc.option(fc.constantFrom('call back', 'ask Kim'))).map(([pick, followUp]) =>
    onInteraction(`follow-up ${String(followUp)}`, pick, always, (model, { device }, name, id) => {
      device.store.interactions.answer(id, { followUp })
      model.change(name, { followUp })
    }),
  ),
  place.map((pick) =>
    onInteraction('undo', pick, always, (model, { device }, name, id) => {
      device.store.interactions.withdraw(id)
      model.change(name, NOTHING)
    }),
  ),
  place.map((pick) =>
    onInteraction(
      'skip',
      pick,
      ({ outcome }) => outcome === null,
      (model, { device }, name, id) => {
        device.store.interactions.skip(id)
        model.change(name, { outcome: 'skipped' })
      },
    ),
  ),
  place.map((pick) =>
    onInteraction('delete', pick, always, (model, { device }, name, id) => {
      device.store.interactions.remove(id)
      model.remove(name)
    }),
  ),
  fc.constantFrom<Smiley>('happy', 'neutral', 'sad').map((smiley) =>
    command(`smile ${smiley}`, always, (model, { device, ids }) => {
      device.store.days.open(DAY, 'Europe/Amsterdam')
      ids.set('day', device.store.days.smile(DAY, smiley).id)
      model.change('day', { smiley })
    }),
  ),
  fc.constant(
    command(
      'withdraw the smiley',
      (model) => model.has('day'),
      (model, { device }) => {
        device.store.days.withdraw(DAY)
        model.change('day', { smiley: null })
      },
    ),
  ),
  fc.nat(10).map((score) =>
    command(`pulse ${score}`, always, (model, { device, ids }) => {
      ids.set('pulse', device.store.pulses.answer(QUARTER, score).id)
      model.change('pulse', { score })
    }),
  ),
  fc.boolean().map((online) =>
    command(online ? 'online' : 'offline', always, (model, { device }) => {
      device.network.online = online
      model.online = online
    }),
  ),
  fc.constant(
    command('the next answer gets lost', always, (model, { device }) => {
      device.network.answerLost = true
      model.answerLost = true
    }),
  ),
  fc.constant(sync()),
  fc.constant(sync()),
  fc.constant(
    command('restart', always, async (model, { device }) => {
      await device.restart()
      model.due = true
    }),
  ),
  fc.constant(
    command(
      'revoke',
      (model) => !model.revoked,
      async (model, { collector, device }) => {
        const known = device.store.state.read('sync', z.object({ deviceId: z.string() }))
        await collector.store.administration.revokeDevice(known?.deviceId ?? '')
        model.revoked = true
      },
    ),
  ),
  fc.constant(
    command(
      'enrol again',
      (model) => model.revoked && model.online,
      (model, real) => enrolAgain(model, real),
    ),
  ),
]

function sync(): Command {
  return command('sync', always, (model, { device }) => attempt(model, device))
}

async function enrolAgain(model: Model, { collector, device, code }: Real): Promise<void> {
  // It sends at once, and once more when it is asked to: which of the answers would get lost?
  device.network.answerLost = false
  model.answerLost = false
  expect(await device.sync.enrol(collector.endpoint, code)).toEqual({ ok: true })
  model.revoked = false
  model.connection = 'enrolled'
  model.due = true
  await attempt(model, device)
}

async function attempt(model: Model, device: Device): Promise<void> {
  await device.attempt()
  model.sync()
}

/** The device's store and the collector's tables say what the model says. */
async function compare(model: Model, { device, reader, teamNo, ids }: Real): Promise<void> {
  expect(device.store.pendingCount()).toBe(model.pending)
  expect(device.sync.view).toMatchObject({ connection: model.connection, refused: 0 })
  const { records } = await readHeld(reader, teamNo)
  const held = records.map(({ id, revision, data }) => ({ id, revision, ...contentOf(data) }))
  const expected = [...model.collector].map(([name, { content, revision }]) => ({
    id: ids.get(name) ?? name,
    revision,
    ...content,
  }))
  expect(byId(held)).toEqual(byId(expected))
}

function contentOf(data: Readonly<Record<string, unknown>>): Record<keyof Content, unknown> {
  const fields = { ...NOTHING, ...data }
  const { outcome, rating: value, solved, followUp, smiley, score, deleted } = fields
  return { outcome, rating: value, solved, followUp, smiley, score, deleted }
}

function byId<T extends { readonly id: string }>(records: readonly T[]): T[] {
  return records.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}
