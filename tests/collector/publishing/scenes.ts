/** Small teams for attacks that have a name. Days are in November 2026: the 1st is a Sunday. */
import { dayText } from '../../../src/shared/calendar.ts'
import type { WindowKind } from '../../../src/shared/statistics/windows.ts'
import type { WindowAnswer } from '../../../src/shared/wire/summaries.ts'
import { live, type Run, type Snapshot } from './collector.ts'
import { day, everyDay, type Answer, type World } from './world.ts'

/** Places of smileys, of answers to "solved?", and of what becomes of an interaction. */
export const [HAPPY, SAD] = [0, 2]
export const [YES, NO] = [0, 1]
export const [SKIPPED, EXPIRED] = [5, 6]

export const november = (date: number) => day('2026-11-01') + date - 1
export const people = (number: number, first = 1) => Array.from({ length: number }, (_, n) => first + n)

/** One smiley a person, happy and sad in turns unless said. */
export function smileys(date: number, agents: readonly number[], values?: readonly number[]): Answer[] {
  return agents.map((agentNo, n) => ({
    agentNo,
    workDay: november(date),
    kind: 'smiley',
    channel: null,
    queue: null,
    value: values === undefined ? (n % 2) * SAD : values[n]!,
    arrives: november(date),
  }))
}

interface Calls {
  readonly channel?: string
  readonly queue?: string | null
  /** What becomes of a person's interactions: ratings by stars, or not rated. */
  readonly become?: readonly number[]
}

/** Interactions of each person: rated 2 and 4, unless said. */
export function calls(
  date: number,
  agents: readonly number[],
  { channel = 'voice', queue = null, become = [1, 3] }: Calls = {},
): Answer[] {
  return agents.flatMap((agentNo) =>
    become.map((value) => ({
      agentNo,
      workDay: november(date),
      kind: 'interaction' as const,
      channel,
      queue,
      value,
      arrives: november(date),
    })),
  )
}

export const solved = (date: number, agents: readonly number[], values: readonly number[]): Answer[] =>
  calls(date, agents, { become: [0] }).map((answer, n) => ({ ...answer, kind: 'solved', value: values[n]! }))

export const arriving = (date: number, answers: readonly Answer[]): Answer[] =>
  answers.map((answer) => ({ ...answer, arrives: november(date) }))

/** From November until January has seen the quarter closed, with looks on most days; five people are enough. */
export function lived(answers: readonly Answer[], other: Partial<World> = {}): Run {
  return live({
    answers,
    erasures: new Map(),
    looks: everyDay(november(1), november(70)).filter((_, n) => n < 20 || n > 60 || n % 5 === 4),
    threshold: () => 5,
    ...other,
  })
}

/** What the window that begins on a day says in the end, or at a look. */
export function windowOf(run: Run, by: WindowKind, first: number, on?: number): WindowAnswer {
  const window = snapshotOf(run, on).windows[by].find(({ from }) => from === dayText(first))
  if (window === undefined) throw new Error(`no ${by} from ${dayText(first)}`)
  return window
}

export function snapshotOf({ snapshots }: Run, on?: number): Snapshot {
  const snapshot = on === undefined ? snapshots.at(-1) : snapshots.find((one) => one.on === on)
  if (snapshot === undefined) throw new Error(`nobody looked on ${on}`)
  return snapshot
}
