/**
 * Lets a made-up contact centre happen to a collector's store, day by day, through the doors that devices and
 * administrators use. The store's clock goes along, so that days close, records grow old and codes run out as they would.
 */
import { dateOf, dayText, weekdayOf } from '../../../src/shared/calendar.ts'
import type { CollectorStore, Team } from '../../../src/collector/store/store.ts'
import { DEFAULT_POLICY } from '../../../src/shared/policy.ts'
import type { PersonDay, CustomerAnswer } from '../world/work.ts'
import type { World } from '../world/world.ts'
import { join, leave, send, type DemoDevice } from './devices.ts'
import { sendFeedback } from './feedback.ts'
import { eventsOf } from './records.ts'
import { workThroughFollowUps } from './team-work.ts'

export interface FillOptions {
  readonly store: CollectorStore
  /** The store's clock, which is set here. Epoch ms. */
  readonly clock: { at: number }
  readonly world: World
  /** Numbers of people who have a computer of their own elsewhere: nothing is sent for them. */
  readonly without: ReadonlySet<number>
  /** After each month, with how much is done, 0–1. */
  readonly onMonth: (month: string, done: number) => void
  readonly signal?: AbortSignal | undefined
}

export interface Filled {
  readonly teams: readonly Team[]
  readonly records: number
  readonly blocks: number
  /** Of those who are still there. */
  readonly devices: readonly DemoDevice[]
}

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const EVENING_MS = 20 * HOUR_MS
const NIGHT_MS = 26 * HOUR_MS
/** Somebody who left may have sent the last smiley a few days later, or after a broken line. */
const DAYS_TO_LEAVE = 10

interface Parcel {
  readonly day: PersonDay
  readonly part: 'work' | 'smiley'
}

/** @throws StoreError; what `signal` was aborted with */
export async function fill(options: FillOptions): Promise<Filled> {
  const { store, clock, world, without, onMonth, signal } = options
  const policy = { customerComparison: true }
  clock.at = (world.first - 1) * DAY_MS
  await store.administration.setPolicy({
    ...DEFAULT_POLICY,
    customerComparison: { worksCouncilAgreedOn: dayText(world.first) },
  })
  const teams: Team[] = []
  for (const { name } of world.teams) teams.push(await store.administration.createTeam(name))
  const devices = new Map<number, DemoDevice>()
  const parcels = new Map<number, Parcel[]>()
  const answers = new Map<number, CustomerAnswer[]>()
  let [records, blocks] = [0, 0]

  for (const { day, work } of world.days()) {
    signal?.throwIfAborted()
    clock.at = day * DAY_MS
    await changePeople(day)
    for (const { day: done, arrives, smileyArrives } of work) {
      later(parcels, arrives, { day: done, part: 'work' })
      later(parcels, smileyArrives, { day: done, part: 'smiley' })
      for (const answer of done.customers) later(answers, dayOfAnswer(answer), answer)
    }
    clock.at = day * DAY_MS + EVENING_MS
    records += await sendAll(parcels.get(day) ?? [])
    parcels.delete(day)
    await sendFeedback(store, answers.get(day) ?? [])
    answers.delete(day)
    if (weekdayOf(day) === 5) await workThroughFollowUps(store, devices.values(), day)
    clock.at = day * DAY_MS + NIGHT_MS
    if (isClosingNight(day, world)) blocks += (await store.administration.publishDue()).blocks
    if (dateOf(day).month !== dateOf(day + 1).month) {
      await store.administration.applyRetention()
      onMonth(dayText(day).slice(0, 7), (day - world.first + 1) / (world.last - world.first + 1))
    }
  }
  return { teams, records, blocks, devices: Array.from(devices.values()) }

  async function changePeople(day: number): Promise<void> {
    for (const { no, stays } of world.people) {
      if (without.has(no)) continue
      const device = devices.get(no)
      // A new team counts from the next day on, so its code is used the day before.
      const stay = stays.find(({ first }, place) => first === (place === 0 ? day : day + 1))
      const team = teams[stay?.team ?? -1]
      if (team !== undefined) devices.set(no, await join(store, team, clock.at, device))
      else if (device !== undefined && stays.at(-1)?.last === day - DAYS_TO_LEAVE) {
        await leave(store, device)
        devices.delete(no)
      }
    }
  }

  async function sendAll(due: readonly Parcel[]): Promise<number> {
    const stored = await Promise.all(
      due.map(async ({ day, part }) => {
        const device = devices.get(day.person.no)
        return device === undefined
          ? 0
          : await send(store, device, eventsOf(day, part, device.deviceId, policy))
      }),
    )
    return stored.reduce((sum, count) => sum + count, 0)
  }
}

/**
 * A collector closes days every night. Closing a week's days in one night gives the same blocks of the same answers, and
 * takes a fifth of the time.
 */
function isClosingNight(day: number, { last }: World): boolean {
  return weekdayOf(day) === 1 || day > last - 7
}

function later<T>(lists: Map<number, T[]>, day: number, item: T): void {
  const list = lists.get(day)
  if (list === undefined) lists.set(day, [item])
  else list.push(item)
}

function dayOfAnswer({ given }: CustomerAnswer): number {
  return Date.parse(given) / DAY_MS
}
