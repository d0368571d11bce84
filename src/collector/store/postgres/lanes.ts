/** Group commit: some groups on their way at once, each a transaction; their answers leave in the order of the requests. */
import type { IngestReport } from '../thread/protocol.ts'
import type { IngestRequest } from '../thread/request-codec.ts'

/** A group takes no more requests once it has so many events. */
const GROUP_EVENTS = 2_000

export interface Lanes {
  /** @param today number of the UTC day */
  add(requests: readonly IngestRequest[], today: number): void
  /** Resolves when everything taken has its answer. */
  close(): Promise<void>
}

/** Stores a group and says what became of it. Never rejects. */
export type StoreGroup = (requests: readonly IngestRequest[], today: number) => Promise<IngestReport>

export function createLanes(
  count: number,
  store: StoreGroup,
  report: (message: IngestReport) => void,
): Lanes {
  let waiting: IngestRequest[] = []
  let today = 0
  /** Groups on their way, and those whose answer waits for an earlier group's. */
  const groups: { answer: IngestReport | undefined }[] = []
  let underWay = 0
  let closed: (() => void) | undefined

  const take = (): IngestRequest[] => {
    let events = 0
    let taken = 0
    while (taken < waiting.length && events < GROUP_EVENTS) events += waiting[taken++]?.events.length ?? 0
    const group = waiting.slice(0, taken)
    waiting = waiting.slice(taken)
    return group
  }

  const run = async (): Promise<void> => {
    const group: (typeof groups)[number] = { answer: undefined }
    groups.push(group)
    group.answer = await store(take(), today)
    for (let first = groups[0]?.answer; first !== undefined; first = groups[0]?.answer) {
      groups.shift()
      report(first)
    }
    underWay -= 1
    next()
  }

  const next = (): void => {
    while (underWay < count && waiting.length > 0) {
      underWay += 1
      void run()
    }
    if (underWay === 0) closed?.()
  }

  return {
    add(requests, day) {
      today = day
      waiting.push(...requests)
      next()
    },
    close: () =>
      new Promise((resolve) => {
        closed = resolve
        next()
      }),
  }
}
