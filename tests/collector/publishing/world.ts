/** A team with everything that happens to it: the truth, answer by answer. */
import type { Kind } from '../../../src/collector/publishing/contribution.ts'
import { createRandom, type Random } from '../../../src/shared/statistics/random.ts'

/** One answer to one question. */
export interface Answer {
  readonly agentNo: number
  readonly workDay: number
  readonly kind: Kind
  readonly channel: string | null
  readonly queue: string | null
  /** Its place among the kind's values. */
  readonly value: number
  /** The day on which the collector gets it. */
  readonly arrives: number
  /** Another value from some day on. */
  readonly change?: { readonly on: number; readonly value: number }
}

export interface World {
  readonly answers: readonly Answer[]
  /** Agents who have everything erased, and on which day. */
  readonly erasures: ReadonlyMap<number, number>
  /** The days on which somebody looks, which closes what can be closed. */
  readonly looks: readonly number[]
  /** The threshold on a day. */
  readonly threshold: (on: number) => number
}

export const FIRST_DAY = Date.parse('2026-09-14') / 86_400_000

export function day(text: string): number {
  return Date.parse(text) / 86_400_000
}

/** A look on every day until everything is closed that these answers are about. */
export function everyDay(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, n) => from + n)
}

export interface Shape {
  readonly seed: number
  /** Three to twelve. */
  readonly people: number
  readonly days: number
  readonly threshold: number
  readonly channels: number
  readonly queues: number
  /** How likely somebody works on a day. */
  readonly presence: number
  /** How likely an interaction is rated. */
  readonly completion: number
  /** How likely an answer has the most frequent value. */
  readonly agreement: number
  /** Most interactions of a person's day. */
  readonly busy: number
  /** How likely somebody looks on a day. */
  readonly looks: number
}

/** A team of a shape, with late answers, changed ones, erasures, days off, odd channels and queues, a threshold raised. */
export function randomWorld(shape: Shape): World {
  const random = createRandom(shape.seed)
  const chance = (p: number) => random() < p
  const below = (n: number) => Math.floor(random() * n)
  const last = FIRST_DAY + shape.days - 1
  const usual = { rating: below(5), smiley: chance(0.5) ? 0 : 2, solved: chance(0.8) ? 0 : 1 }
  // People who only know some channels, queues that belong to a channel, somebody who does more than all others.
  const skills = Array.from({ length: shape.people }, () =>
    chance(0.4) ? 1 + below(shape.channels) : shape.channels,
  )
  const isQueueOfChannel = chance(0.5)
  const eager = chance(0.3) ? below(shape.people) : -1
  const answers: Answer[] = []
  for (let agentNo = 0; agentNo < shape.people; agentNo += 1) {
    const joins = chance(0.2) ? FIRST_DAY + below(shape.days) : FIRST_DAY
    const leaves = chance(0.2) ? joins + below(shape.days) : last
    for (let workDay = joins; workDay <= Math.min(last, leaves); workDay += 1) {
      if (!chance(workDay % 7 === 3 ? shape.presence / 4 : shape.presence)) continue
      const delay = () => (chance(0.1) ? below(40) : below(4))
      const number = agentNo === eager ? shape.busy * 6 : below(shape.busy + 1)
      const skipper = chance(0.02)
      for (let n = 0; n < number; n += 1) {
        const channel = below(skills[agentNo]!)
        const queueNo = isQueueOfChannel ? channel + (chance(0.3) ? shape.channels : 0) : below(shape.queues)
        const place = {
          agentNo,
          workDay,
          channel: `channel ${channel}`,
          queue: queueNo === 0 ? null : `queue ${queueNo % (shape.queues + 1)}`,
          arrives: workDay + delay(),
        }
        const isRated = !skipper && chance(shape.completion)
        const value = isRated ? (chance(shape.agreement) ? usual.rating : below(5)) : 5 + below(2)
        answers.push({ ...place, kind: 'interaction', value })
        if (isRated && chance(0.8))
          answers.push({
            ...place,
            kind: 'solved',
            value: chance(shape.agreement) ? usual.solved : 1 - usual.solved,
          })
      }
      if (chance(0.9))
        answers.push({
          agentNo,
          workDay,
          kind: 'smiley',
          channel: null,
          queue: null,
          value: chance(shape.agreement) ? usual.smiley : below(3),
          arrives: workDay + delay(),
        })
    }
  }
  const erasures = new Map(
    Array.from({ length: shape.people }, (_, agentNo) => agentNo).flatMap((agentNo) =>
      chance(0.05) ? [[agentNo, FIRST_DAY + below(shape.days + 20)] as const] : [],
    ),
  )
  const raised = FIRST_DAY + below(shape.days * 2)
  const isRaised = chance(0.3)
  return {
    answers: answers.map((answer) => changed(answer, answers, random)),
    erasures,
    // Somebody looks on most days; sometimes the collector is off for weeks.
    looks: everyDay(FIRST_DAY, last + 105).filter(
      (on) => on === last + 105 || (on % 50 > 15 && chance(shape.looks)),
    ),
    threshold: (on) => shape.threshold + (isRaised && on >= raised ? 2 : 0),
  }
}

/** Some answers are changed, on days of which nothing comes late: what is then new is beyond doubt. */
function changed(answer: Answer, all: readonly Answer[], random: Random): Answer {
  if (random() > 0.03) return answer
  const isQuiet = all.every(
    ({ agentNo, workDay, arrives }) =>
      agentNo !== answer.agentNo || workDay !== answer.workDay || arrives <= workDay + 3,
  )
  const value = answer.kind === 'interaction' ? Math.floor(random() * 7) : answer.value === 0 ? 1 : 0
  return isQuiet ? { ...answer, change: { on: answer.workDay + Math.floor(random() * 30), value } } : answer
}
