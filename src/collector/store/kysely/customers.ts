/** What is published of customers, written when a quarter is closed and read for those who may see it. */
import type { Insertable } from 'kysely'

import { dateOf, dayText, quarterOf } from '../../../shared/calendar.ts'
import {
  agreementFiguresSchema,
  customerScoresSchema,
  type AgreementFigures,
  type CustomerScores,
} from '../../../shared/wire/team.ts'
import { publishCustomers } from '../../publishing/customers.ts'
import type { Span } from '../../publishing/spans.ts'
import type { CustomersOfTeam } from '../customers.ts'
import { dayNumber } from '../days.ts'
import { policyInForce } from '../kept.ts'
import type { PublishedCustomersTable } from '../schema.ts'
import { readJoined } from './customers-joined.ts'
import type { Db, Engine } from './engine.ts'
import { organisationPolicy } from './meta.ts'

/** Where a team stands at a closing. */
export interface CustomersState {
  /** When the works council agreed; `null`: the comparison is off. */
  readonly agreedOn: string | null
  readonly threshold: number
  /** The first work day of which records are kept. */
  readonly keptFrom: number
  /** Of earlier days nothing more is told, see publishing/closing.ts; `null`: there is no such day. */
  readonly notBefore: number | null
}

/**
 * What is to be told of a quarter that is closed now, as rows to be written with the rest of the closing. Nothing of work
 * days before the works council agreed is joined; where the comparison is off, or the quarter may have been told before a
 * restore, there is nothing.
 * @param upTo the last day that is closed now; nothing happens unless it ends a quarter
 */
export async function customersAt(
  db: Db,
  teamNo: number,
  upTo: number,
  { agreedOn, threshold, keptFrom, notBefore }: CustomersState,
): Promise<readonly Insertable<PublishedCustomersTable>[]> {
  const quarter = quarterOf(upTo)
  if (agreedOn === null || upTo !== quarter.last || upTo < (notBefore ?? upTo)) return []
  const first = Math.max(quarter.first, dayNumber(agreedOn), keptFrom)
  const days = { first, last: quarter.last }
  if (days.first > days.last) return []
  const told = publishCustomers({ quarter, threshold, ...(await readJoined(db, teamNo, days)) })
  const row = (level: 'month' | 'quarter', span: Span) => ({
    team_no: teamNo,
    first_day: span.first,
    last_day: span.last,
    level,
    threshold,
  })
  return [
    ...told.months.map(({ scores, ...span }) => ({
      ...row('month', span),
      scores: JSON.stringify(scores),
      figures: null,
    })),
    {
      ...row('quarter', quarter),
      scores: told.scores === null ? null : JSON.stringify(told.scores),
      figures: told.figures === null ? null : JSON.stringify(told.figures),
    },
  ]
}

/** Nothing while the comparison is off, whatever was published before. */
export async function readCustomers({ db }: Engine, teamNo: number): Promise<CustomersOfTeam> {
  const team = await db
    .selectFrom('team')
    .select('policy')
    .where('team_no', '=', teamNo)
    .executeTakeFirstOrThrow()
  const policy = policyInForce(team.policy, await organisationPolicy(db))
  const worksCouncilAgreedOn = policy.customerComparison?.worksCouncilAgreedOn ?? null
  if (worksCouncilAgreedOn === null) return { worksCouncilAgreedOn, agreement: [], months: [], quarters: [] }
  const rows = await db
    .selectFrom('published_customers')
    .select(['first_day', 'last_day', 'level', 'scores', 'figures'])
    .where('team_no', '=', teamNo)
    .orderBy('first_day')
    .execute()
  const of = (level: 'month' | 'quarter') => rows.filter((row) => row.level === level)
  return {
    worksCouncilAgreedOn,
    agreement: of('quarter').map(({ first_day, figures }) => ({
      quarter: quarterText(first_day),
      figures: readFigures(figures),
    })),
    months: of('month').flatMap(readScores),
    quarters: of('quarter').flatMap(readScores),
  }
}

function readFigures(text: string | null): AgreementFigures | null {
  return text === null ? null : agreementFiguresSchema.parse(JSON.parse(text))
}

const scoresSchema = customerScoresSchema.omit({ from: true, to: true })

function readScores(row: { first_day: number; last_day: number; scores: string | null }): CustomerScores[] {
  if (row.scores === null) return []
  const scores = scoresSchema.parse(JSON.parse(row.scores))
  return [{ from: dayText(row.first_day), to: dayText(row.last_day), ...scores }]
}

function quarterText(firstDay: number): string {
  const { year, month } = dateOf(firstDay)
  return `${String(year).padStart(4, '0')}-Q${(month + 2) / 3}`
}
