/** A collector in a few lines: keeps what is to be kept, and answers every window at every look. */
import type { Made } from '../../../src/collector/publishing/closing.ts'
import {
  added,
  KIND_VALUES,
  KINDS,
  type Contribution,
  type Kind,
  type PartCounts,
} from '../../../src/collector/publishing/contribution.ts'
import type { MonthParts } from '../../../src/collector/publishing/parts.ts'
import { publish } from '../../../src/collector/publishing/publish.ts'
import { closedDay } from '../../../src/collector/publishing/spans.ts'
import { windowAnswer, type Published } from '../../../src/collector/publishing/windows.ts'
import { dayNumber, dayText } from '../../../src/shared/calendar.ts'
import { windowsBetween } from '../../../src/shared/statistics/windows.ts'
import { WINDOW_KINDS, type WindowKind } from '../../../src/shared/statistics/windows.ts'
import type { WindowAnswer } from '../../../src/shared/wire/summaries.ts'
import type { Answer, World } from './world.ts'

export interface Snapshot {
  /** The day of the look. */
  readonly on: number
  readonly closedTo: number
  /** Every window that is closed, by kind. */
  readonly windows: Readonly<Record<WindowKind, readonly WindowAnswer[]>>
}

export interface Run {
  readonly snapshots: readonly Snapshot[]
  readonly published: Published
  /** What closed when: up to which day, under which threshold. */
  readonly closings: readonly { readonly on: number; readonly upTo: number; readonly threshold: number }[]
}

/** Lives through a world and answers at every look. */
export function live(world: World): Run {
  const kept = { made: [] as Made[], parts: [] as MonthParts[], workDays: [] as number[] }
  const closings: Run['closings'][number][] = []
  const snapshots: Snapshot[] = []
  let closedTo: number | null = null
  const days = Map.groupBy(world.answers, keyOf)
  for (const on of world.looks) {
    const isErased = ({ agentNo }: { readonly agentNo: number }) =>
      on >= (world.erasures.get(agentNo) ?? Infinity)
    const made = kept.made.map(({ block, contributions }) => ({
      block,
      contributions: contributions.filter((one) => !isErased(one)),
    }))
    const counted = Map.groupBy(
      made.flatMap(({ contributions }) => contributions),
      keyOf,
    )
    const waiting = Array.from(days.values()).flatMap((day) => {
      const there = day.filter((answer) => answer.arrives <= on && !isErased(answer))
      const now = there.length === 0 ? undefined : contributionOf(there, on)
      return now === undefined ? [] : (added(now, counted.get(keyOf(now)) ?? []) ?? [])
    })
    const input = {
      closedTo,
      upTo: closedDay(on * 86_400_000),
      notBefore: null,
      threshold: world.threshold(on),
      waiting,
      made,
    }
    const result = publish(input)
    closings.push({ on, upTo: input.upTo, threshold: input.threshold })
    closedTo = result.closedTo
    kept.made = [...made, ...result.made]
    kept.parts.push(...result.parts)
    kept.workDays.push(...result.workDays)
    snapshots.push({ on, closedTo, windows: windowsOf(publishedOf(kept), world, closedTo) })
  }
  return { snapshots, published: publishedOf(kept), closings }
}

function publishedOf({
  made,
  ...kept
}: Omit<Published, 'blocks'> & { readonly made: readonly Made[] }): Published {
  return { parts: [...kept.parts], workDays: [...kept.workDays], blocks: made.map(({ block }) => block) }
}

/** Every window of every kind that is closed. */
function windowsOf(published: Published, world: World, closedTo: number): Snapshot['windows'] {
  const days = world.answers.map(({ workDay }) => workDay)
  const of = (by: WindowKind) =>
    days.length === 0 || closedTo < Math.min(...days)
      ? []
      : windowsBetween(dayText(Math.min(...days)), dayText(closedTo), by)
          .map(({ from, to }) => ({ first: dayNumber(from), last: dayNumber(to) }))
          .filter(({ last }) => last <= closedTo)
          .map((span) => windowAnswer(by, span, published))
  const [day, week, month, quarter] = WINDOW_KINDS.map(of)
  return { day: day!, week: week!, month: month!, quarter: quarter! }
}

/** What the collector holds of an agent's day. */
export function contributionOf(answers: readonly Answer[], on: number): Contribution {
  const { agentNo, workDay, kind } = answers[0]!
  return { agentNo, workDay, kind, parts: partsOf(answers, kind, on) }
}

function partsOf(answers: readonly Answer[], kind: Kind, on: number): PartCounts[] {
  const places = Map.groupBy(answers, ({ channel, queue }) => JSON.stringify([channel, queue]))
  return Array.from(places.values(), (own) => ({
    channel: own[0]!.channel,
    queue: own[0]!.queue,
    counts: KIND_VALUES[kind].map((_, value) => own.filter((answer) => valueOn(answer, on) === value).length),
  }))
}

export function valueOn({ value, change }: Answer, on: number): number {
  return change !== undefined && on >= change.on ? change.value : value
}

function keyOf({ agentNo, workDay, kind }: Pick<Answer, 'agentNo' | 'workDay' | 'kind'>): string {
  return `${agentNo}/${workDay}/${KINDS.indexOf(kind)}`
}
