/** A plausible month of an agent, the same each time: for pictures, accessibility checks and benchmarks. */
import type { Store } from '../../src/main/store/index.ts'
import { RATINGS } from '../../src/shared/lists.ts'
import type { Reason } from '../../src/shared/records.ts'
import { addDays, lastScheduledDays } from '../../src/shared/work-day.ts'

const ZONE = 'Europe/Amsterdam'
const QUEUES = ['Claims', 'Mortgages', 'Support'] as const
const CHANNELS = ['voice', 'voice', 'voice', 'chat', 'email'] as const
const REASONS: readonly Reason[] = ['systems', 'waiting', 'knowledge', 'process']

export interface SampleOptions {
  /** The last day that gets data; `YYYY-MM-DD`. */
  readonly today: string
  /** Work days of history, today included. */
  readonly days: number
  readonly perDay: number
}

/** Fills a store. Every weekday is a work day; one in eight interactions isn't rated, one day in ten has no smiley. */
export function writeSampleData(store: Store, { today, days, perDay }: SampleOptions): void {
  const random = mulberry32(20261123)
  for (const day of lastScheduledDays(addDays(today, -1), days - 1, [1, 2, 3, 4, 5]).concat(today)) {
    store.days.open(day, ZONE)
    const mood = 3.4 + random() * 0.9
    const count = Math.max(1, Math.round(perDay * (0.75 + random() * 0.5)))
    for (let index = 0; index < count; index += 1) addInteraction(store, day, index, count, mood, random)
    if (day !== today && random() > 0.1) store.days.smile(day, mood > 3.7 || random() > 0.6 ? 'happy' : 'sad')
  }
}

function addInteraction(
  store: Store,
  workDay: string,
  index: number,
  count: number,
  mood: number,
  random: () => number,
): void {
  const minutes = 9 * 60 + Math.floor((index / count) * 450 + random() * 8)
  const endedAt = Temporal.PlainDate.from(workDay)
    .toPlainDateTime()
    .add({ minutes })
    .toZonedDateTime(ZONE).epochMilliseconds
  const durationMs = Math.round(120_000 + random() * 420_000)
  const { id } = store.interactions.add({
    workDay,
    timeZone: ZONE,
    externalIds: [`sip:${workDay}-${index}@pbx`],
    channel: pick(CHANNELS, random),
    direction: 'inbound',
    cause: 'remote',
    queue: pick(QUEUES, random),
    startedAt: endedAt - durationMs,
    endedAt,
    durationMs,
    trigger: 'http',
    promptedAt: endedAt,
  })
  if (random() < 0.125) {
    if (random() < 0.5) store.interactions.expire([id])
    else store.interactions.skip(id)
    return
  }
  const rating = RATINGS[Math.min(4, Math.max(0, Math.round(mood + (random() + random() - 1) * 2) - 1))] ?? 3
  store.interactions.rate(id, rating)
  if (random() < 0.8) {
    store.interactions.answer(id, {
      solved: random() < 0.4 + rating * 0.1,
      ...(rating <= 2 ? { reasons: [pick(REASONS, random)] } : {}),
      ...(rating === 1 && random() < 0.5 ? { followUp: 'Promised to call back about the refund.' } : {}),
    })
  }
}

function pick<T>(values: readonly T[], random: () => number): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the index is within the list
  return values[Math.floor(random() * values.length)] as T
}

/** Mulberry32, a small seeded generator: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
