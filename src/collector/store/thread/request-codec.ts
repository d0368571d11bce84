/**
 * How requests cross to the thread that stores them: one flat list of texts and numbers for some of them, as one text,
 * which costs a sixth of the objects' structured clone on the thread that also serves HTTP
 * (docs/decisions/0011-collector-sqlite.md).
 */
import type { Credential, IncomingEvent } from '../store.ts'

export type Cell = string | number | null

/** Flags as the tables have them: 0 or 1. */
interface EventBase {
  /** Place in the request. */
  readonly index: number
  readonly recordId: string
  readonly revision: number
  readonly deleted: number
}
export type InteractionEvent = EventBase & {
  readonly kind: 'interaction'
  readonly workDay: string
  readonly channel: string
  readonly queue: string | null
  readonly outcome: string | null
  readonly rating: number | null
  readonly solved: number | null
  /** JSON. */
  readonly reasons: string
  readonly followUp: string | null
  readonly story: string | null
  /** JSON. */
  readonly externalIds: string | null
}
export type DayEvent = EventBase & {
  readonly kind: 'day'
  readonly workDay: string
  readonly smiley: string | null
}
export type PulseEvent = EventBase & {
  readonly kind: 'pulse'
  readonly quarter: string
  readonly score: number | null
}
export type IngestEvent = InteractionEvent | DayEvent | PulseEvent

export interface IngestRequest {
  readonly teamNo: number
  readonly deviceNo: number
  readonly secretHash: Uint8Array
  readonly events: readonly IngestEvent[]
}

const INTERACTION = 0
const DAY = 1
const PULSE = 2

/** Appends a request to a list. */
export function encodeRequest(cells: Cell[], credential: Credential, events: readonly IncomingEvent[]): void {
  const { teamNo, deviceNo, secretHash } = credential
  const secret = Buffer.from(secretHash.buffer, secretHash.byteOffset, secretHash.byteLength)
  cells.push(teamNo, deviceNo, secret.toString('hex'), events.length)
  for (const event of events) encodeEvent(cells, event)
}

function encodeEvent(cells: Cell[], event: IncomingEvent): void {
  const { kind, index, recordId, revision } = event
  const deleted = event.data.deleted ? 1 : 0
  switch (kind) {
    case 'interaction': {
      const { workDay, channel, queue, outcome, rating, solved, reasons, followUp, story, externalIds } =
        event.data
      cells.push(INTERACTION, index, recordId, revision, deleted, workDay, channel, queue, outcome, rating)
      cells.push(
        solved === null ? null : solved ? 1 : 0,
        reasons.length === 0 ? '[]' : JSON.stringify(reasons),
      )
      cells.push(followUp, story, externalIds === undefined ? null : JSON.stringify(externalIds))
      return
    }
    case 'day':
      cells.push(DAY, index, recordId, revision, deleted, event.data.workDay, event.data.smiley)
      return
    case 'pulse':
      cells.push(PULSE, index, recordId, revision, deleted, event.data.quarter, event.data.score)
  }
}

/** The list as it crosses: one text costs a third of the structured clone of a list. */
export function encodeCells(cells: readonly Cell[]): string {
  return JSON.stringify(cells)
}

/** Takes a list of requests apart, in their order. */
export function decodeRequests(text: string): IngestRequest[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- encodeCells wrote it; Reader looks at each cell
  const reader = new Reader(JSON.parse(text) as readonly Cell[])
  const requests: IngestRequest[] = []
  while (!reader.ended) {
    const teamNo = reader.number()
    const deviceNo = reader.number()
    const secretHash = Buffer.from(reader.text(), 'hex')
    const events = Array.from({ length: reader.number() }, () => decodeEvent(reader))
    requests.push({ teamNo, deviceNo, secretHash, events })
  }
  return requests
}

function decodeEvent(reader: Reader): IngestEvent {
  const kind = reader.number()
  const base = {
    index: reader.number(),
    recordId: reader.text(),
    revision: reader.number(),
    deleted: reader.number(),
  }
  switch (kind) {
    case INTERACTION:
      return {
        kind: 'interaction',
        ...base,
        workDay: reader.text(),
        channel: reader.text(),
        queue: reader.textOrNull(),
        outcome: reader.textOrNull(),
        rating: reader.numberOrNull(),
        solved: reader.numberOrNull(),
        reasons: reader.text(),
        followUp: reader.textOrNull(),
        story: reader.textOrNull(),
        externalIds: reader.textOrNull(),
      }
    case DAY:
      return { kind: 'day', ...base, workDay: reader.text(), smiley: reader.textOrNull() }
    case PULSE:
      return { kind: 'pulse', ...base, quarter: reader.text(), score: reader.numberOrNull() }
    default:
      throw new TypeError(`No kind of event: ${kind}`)
  }
}

class Reader {
  readonly #cells: readonly Cell[]
  #next = 0

  constructor(cells: readonly Cell[]) {
    this.#cells = cells
  }

  get ended(): boolean {
    return this.#next === this.#cells.length
  }

  text(): string {
    const cell = this.#cells[this.#next++]
    if (typeof cell === 'string') return cell
    throw new TypeError(`No text at ${this.#next - 1}`)
  }

  number(): number {
    const cell = this.#cells[this.#next++]
    if (typeof cell === 'number') return cell
    throw new TypeError(`No number at ${this.#next - 1}`)
  }

  textOrNull(): string | null {
    return this.#cells[this.#next] === null ? this.#null() : this.text()
  }

  numberOrNull(): number | null {
    return this.#cells[this.#next] === null ? this.#null() : this.number()
  }

  #null(): null {
    this.#next += 1
    return null
  }
}
