/**
 * The quarterly question: in the last three weeks of a quarter, after the day's smiley, at most once a day, until it is
 * answered. Nothing here waits for a moment: whoever knows that something has changed asks for the view anew.
 */
import { dateOf, dayNumber, quarterOf } from '../../shared/calendar.ts'
import type { PulseView } from '../../shared/own-view.ts'
import type { PulseRecord, WorkDayId } from '../../shared/records.ts'

/** The agent's answers. Every write is durable when it returns, else it throws. */
export interface PulseBook {
  answer(quarter: string, score: number): PulseRecord
  withdraw(quarter: string): PulseRecord
  get(quarter: string): PulseRecord | undefined
}

export interface PulsePorts {
  readonly pulses: PulseBook
  readonly today: () => WorkDayId
  /** There is a team's collector that the answer goes to; else nobody asks. */
  readonly hasTeam: () => boolean
  /** The policy's. */
  readonly threshold: () => number
  readonly hasSmiled: (day: WorkDayId) => boolean
  /** The work day on which it was put off last; outlives a restart. */
  readonly putOff: { read(): WorkDayId | undefined; write(day: WorkDayId): void }
  /** An answer is on the disk. */
  readonly written: () => void
  readonly changed: () => void
}

/** The last days of a quarter in which it is asked and may be answered. */
const OPEN_DAYS = 21

export class Pulse {
  readonly #ports: PulsePorts

  constructor(ports: PulsePorts) {
    this.#ports = ports
  }

  /** `null`: it can't be answered now. */
  view(): PulseView | null {
    const { pulses, today, hasTeam, hasSmiled, putOff, threshold } = this.#ports
    if (!hasTeam()) return null
    const day = today()
    const quarter = openQuarter(day)
    if (quarter === undefined) return null
    const score = pulses.get(quarter)?.score ?? null
    return {
      quarter,
      score,
      asks: score === null && hasSmiled(day) && putOff.read() !== day,
      threshold: threshold(),
    }
  }

  /**
   * Sets, changes or takes back the answer. An answer that was taken back isn't asked for on the same day.
   * @returns whether the quarter can still be answered
   */
  answer(quarter: string, score: number | null): boolean {
    const { pulses, written, changed } = this.#ports
    const view = this.view()
    if (view?.quarter !== quarter) return false
    if (score !== null) pulses.answer(quarter, score)
    else if (view.score !== null) {
      pulses.withdraw(quarter)
      this.#putOff()
    }
    written()
    changed()
    return true
  }

  /** "Not now": asks again on the next work day. */
  later(): void {
    if (this.view()?.asks !== true) return
    this.#putOff()
    this.#ports.changed()
  }

  #putOff(): void {
    const { putOff, today } = this.#ports
    putOff.write(today())
  }
}

/** The quarter whose last three weeks a day is in, `2026-Q4`. */
function openQuarter(day: WorkDayId): string | undefined {
  const number = dayNumber(day)
  const { last } = quarterOf(number)
  if (last - number >= OPEN_DAYS) return undefined
  const { year, month } = dateOf(number)
  return `${year}-Q${Math.ceil(month / 3)}`
}
