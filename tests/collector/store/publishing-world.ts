/**
 * Lets a store live through a team's time: agents with one or two computers join, send what they leave when it arrives,
 * change it, have it erased, some move to another team; and on the days on which somebody looks all is closed and asked.
 */
import { CHANNELS } from '../../../src/shared/trigger.ts'
import { dayNumber, dayText } from '../../../src/shared/calendar.ts'
import { DEFAULT_POLICY } from '../../../src/shared/policy.ts'
import { MEASURE_VALUES, type WindowAnswer } from '../../../src/shared/wire/summaries.ts'
import type { InteractionData } from '../../../src/shared/wire/events.ts'
import { WINDOW_KINDS, type WindowKind } from '../../../src/shared/statistics/windows.ts'
import type { CollectorStore, IncomingEvent, Team } from '../../../src/collector/store/store.ts'
import { valueOn, type Snapshot } from '../publishing/collector.ts'
import { FIRST_DAY, type Answer, type World } from '../publishing/world.ts'
import {
  deviceOf,
  enrol,
  enrolSecond,
  interaction,
  recordId,
  send,
  smiley,
  type Enrolled,
} from './support.ts'

const DAY_MS = 86_400_000

/** Two teams, and who changes from the first to the second on which day of looking. */
export interface Teams {
  readonly world: World
  readonly moves: ReadonlyMap<number, number>
}

/** What one of the teams has been told. */
export interface Told {
  readonly world: World
  readonly snapshots: readonly Snapshot[]
  readonly closings: readonly { readonly on: number; readonly upTo: number; readonly threshold: number }[]
}

/**
 * A world as the wire can tell it: channels that there are, a rating for whatever was solved. Everybody whose number is
 * divisible by four moves, at a look in the middle.
 */
export function teamsOf(world: World): Teams {
  const answers = world.answers.map((answer, place): Answer => {
    const isPaired = world.answers[place + 1]?.kind === 'solved'
    const { change } = answer
    const isRatedStill = answer.kind === 'interaction' && isPaired && change !== undefined
    return {
      ...answer,
      channel: answer.channel === null ? null : (CHANNELS[Number(answer.channel.split(' ')[1])] ?? null),
      ...(isRatedStill && { change: { ...change, value: change.value % 5 } }),
    }
  })
  const agents = new Set(answers.map(({ agentNo }) => agentNo))
  const at = world.looks[Math.floor(world.looks.length / 3)]
  const movers = Array.from(agents).filter((agentNo) => agentNo % 4 === 0)
  return {
    world: { ...world, answers },
    moves: new Map(at === undefined ? [] : movers.map((agentNo) => [agentNo, at])),
  }
}

/** What is in one record: an interaction with its rating and whether it was solved, or a smiley. */
interface Entry {
  readonly id: string
  readonly main: Answer
  readonly solved: Answer | undefined
  revision: number
  sent: string
}

function entriesOf({ answers }: World): Entry[] {
  return answers.flatMap((main, place) => {
    if (main.kind === 'solved') return []
    const next = answers[place + 1]
    const solved = main.kind === 'interaction' && next?.kind === 'solved' ? next : undefined
    return [{ id: recordId(), main, solved, revision: 0, sent: '' }]
  })
}

function eventOf({ id, main, solved, revision }: Entry, on: number): IncomingEvent {
  const workDay = dayText(main.workDay)
  const value = valueOn(main, on)
  const named = { id, revision: revision + 1 }
  if (main.kind === 'smiley') return smiley(MEASURE_VALUES.smiley[value]!, named, { workDay })
  const isRated = value < 5
  return interaction(
    {
      workDay,
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one of CHANNELS, see teamsOf
      channel: main.channel as InteractionData['channel'],
      queue: main.queue,
      outcome: isRated ? 'rated' : value === 5 ? 'skipped' : 'expired',
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- 1 to 5
      rating: isRated ? ((value + 1) as InteractionData['rating']) : null,
      solved: solved === undefined ? null : valueOn(solved, on) === 0,
      reasons: [],
    },
    named,
  )
}

/** @param clock of the store */
export async function liveIn(
  store: CollectorStore,
  clock: { at: number },
  { world, moves }: Teams,
): Promise<readonly Told[]> {
  clock.at = FIRST_DAY * DAY_MS
  const teams = [await store.administration.createTeam('One'), await store.administration.createTeam('Two')]
  const people = await enrolAll(store, clock, world, teams)
  const entries = Map.groupBy(entriesOf(world), ({ main }) => main.agentNo)
  const told = teams.map((_, place) => ({
    world: { ...world, answers: world.answers.filter((answer) => teamOf(answer, moves) === place) },
    snapshots: [] as Snapshot[],
    closings: [] as Told['closings'][number][],
  }))
  for (const on of world.looks) {
    clock.at = on * DAY_MS + Math.floor(DAY_MS / 3)
    for (const [agentNo, devices] of people) {
      if (on >= (world.erasures.get(agentNo) ?? Number.POSITIVE_INFINITY)) {
        await store.erase(await deviceOf(store, devices[0]!))
        people.delete(agentNo)
        continue
      }
      await sendAll(store, devices, entries.get(agentNo) ?? [], on)
      if (moves.get(agentNo) === on)
        for (const [place, { claim }] of devices.entries())
          devices[place] = await enrol(store, teams[1]!, { claim, now: clock.at })
    }
    const threshold = world.threshold(on)
    await store.administration.setPolicy({ ...DEFAULT_POLICY, threshold })
    await store.administration.publishDue()
    for (const [place, one] of told.entries()) {
      const windows = await windowsOf(store, place + 1, on)
      const { closedTo } = await store.summary(place + 1, 'day', { from: dayText(on), to: dayText(on) })
      if (closedTo === null) continue
      one.snapshots.push({ on, closedTo: dayNumber(closedTo), windows })
      one.closings.push({ on, upTo: dayNumber(closedTo), threshold })
    }
  }
  return told
}

function teamOf({ agentNo, workDay }: Answer, moves: Teams['moves']): number {
  return workDay > (moves.get(agentNo) ?? Number.POSITIVE_INFINITY) ? 1 : 0
}

/** Every third has two computers. */
async function enrolAll(
  store: CollectorStore,
  clock: { at: number },
  { answers }: World,
  teams: readonly Team[],
): Promise<Map<number, Enrolled[]>> {
  const people = new Map<number, Enrolled[]>()
  for (const agentNo of new Set(answers.map((answer) => answer.agentNo))) {
    const first = await enrol(store, teams[0]!, { now: clock.at })
    people.set(agentNo, agentNo % 3 === 0 ? [first, await enrolSecond(store, first)] : [first])
  }
  return people
}

/** What has arrived or changed since the last time. A record is always of the same computer. */
async function sendAll(
  store: CollectorStore,
  devices: readonly Enrolled[],
  entries: readonly Entry[],
  on: number,
): Promise<void> {
  for (const [place, device] of devices.entries()) {
    const events: IncomingEvent[] = []
    for (const [number, entry] of entries.entries()) {
      if (number % devices.length !== place || entry.main.arrives > on) continue
      const event = eventOf(entry, on)
      const text = JSON.stringify(event.data)
      if (text === entry.sent) continue
      entry.sent = text
      entry.revision += 1
      events.push(event)
    }
    for (let start = 0; start < events.length; start += 400) {
      const some = events.slice(start, start + 400)
      const { stored } = await send(store, device, ...some)
      if (stored !== some.length) throw new Error(`Only ${stored} of ${some.length} were stored.`)
    }
  }
}

/** Every window that may be asked for, of every kind. */
async function windowsOf(store: CollectorStore, teamNo: number, on: number): Promise<Snapshot['windows']> {
  const span = { from: dayText(FIRST_DAY - 40), to: dayText(on) }
  const windows: Partial<Record<WindowKind, readonly WindowAnswer[]>> = {}
  for (const by of WINDOW_KINDS) windows[by] = (await store.summary(teamNo, by, span)).windows
  const { day = [], week = [], month = [], quarter = [] } = windows
  return { day, week, month, quarter }
}
