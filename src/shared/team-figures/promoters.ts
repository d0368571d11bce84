/** Employees' and customers' net promoter scores beside each other, quarter by quarter. They are never merged. */
import { dateOf, dayNumber } from '../calendar.ts'
import { npsEstimate } from '../statistics/nps.ts'
import type { CustomerScores, PromotersAnswer } from '../wire/team.ts'
import { npsFigure, type Figure } from './figure.ts'

export interface QuarterScores {
  readonly year: number
  readonly quarter: number
  /** `hidden`: the question was answered, by too few people. */
  readonly employees: Figure | 'hidden' | undefined
  readonly customers: Figure | undefined
}

/** Every quarter from the first with anything to the last, oldest first. */
export function quarterScores({
  pulses,
  customers,
}: Pick<PromotersAnswer, 'pulses' | 'customers'>): QuarterScores[] {
  const employees = new Map(
    pulses.map(({ quarter, cell }): [number, Figure | 'hidden'] => [
      quarterNumber(quarterOfText(quarter)),
      cell === null ? 'hidden' : (npsFigure(cell) ?? 'hidden'),
    ]),
  )
  const scores = new Map(
    (customers?.quarters ?? []).map((quarter) => [numberOf(quarter.from), scoresFigure(quarter)]),
  )
  const all = [...employees.keys(), ...scores.keys()]
  if (all.length === 0) return []
  const first = Math.min(...all)
  return Array.from({ length: Math.max(...all) - first + 1 }, (_, at) => {
    const number = first + at
    return {
      year: Math.floor(number / 4),
      quarter: (number % 4) + 1,
      employees: employees.get(number),
      customers: scores.get(number),
    }
  })
}

/** Customers' score, told exactly. */
export function scoresFigure(scores: CustomerScores): Figure | undefined {
  const estimate = npsEstimate(scores)
  if (estimate === undefined) return undefined
  const { value, n, interval } = estimate
  return { value: { low: value, high: value }, n, interval }
}

/** @param text a quarter as the wire writes it, `2026-Q4` */
export function quarterOfText(text: string): { readonly year: number; readonly quarter: number } {
  return { year: Number(text.slice(0, 4)), quarter: Number(text.slice(-1)) }
}

function numberOf(day: string): number {
  const { year, month } = dateOf(dayNumber(day))
  return quarterNumber({ year, quarter: Math.ceil(month / 3) })
}

function quarterNumber({ year, quarter }: { readonly year: number; readonly quarter: number }): number {
  return year * 4 + quarter - 1
}
