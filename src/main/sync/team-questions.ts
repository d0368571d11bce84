/** The questions about a team: their paths, and how far back they go. */
import { dateOf, dayOf, dayOfDate, dayText } from '../../shared/calendar.ts'
import type { WindowKind } from '../../shared/statistics/windows.ts'
import { ROUTES } from '../../shared/wire/limits.ts'
import { summaryAnswerSchema, type SummaryAnswer } from '../../shared/wire/summaries.ts'
import {
  customersAnswerSchema,
  followUpsAnswerSchema,
  ownFollowUpsAnswerSchema,
  promotersAnswerSchema,
  storiesAnswerSchema,
  weeklyAnswerSchema,
} from '../../shared/wire/team.ts'
import type { z } from '../../shared/zod.ts'

export interface Question<T> {
  readonly path: (teamId: string) => string
  readonly schema: z.ZodType<T>
}

/** Months before the present one that windows of a kind go back. */
const MONTHS_BACK = { day: 12, week: 24, month: 60, quarter: 60 } as const satisfies Record<
  WindowKind,
  number
>

/** A path with its names filled in. */
export function teamPath(route: keyof typeof ROUTES, names: Readonly<Record<string, string>>): string {
  return ROUTES[route].replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(names[name] ?? ''))
}

/** What every member may ask. */
export function memberQuestions() {
  return {
    weekly: question('weekly', weeklyAnswerSchema),
    stories: question('stories', storiesAnswerSchema),
    ownFollowUps: question('ownFollowUps', ownFollowUpsAnswerSchema),
  }
}

/** What leads may ask. @param now epoch ms */
export function leadQuestions(now: number) {
  const summary = (kind: WindowKind): Question<SummaryAnswer> => {
    const { path, schema } = question('summary', summaryAnswerSchema)
    const { from, to } = spanOf(kind, now)
    return { path: (teamId) => `${path(teamId)}?from=${from}&to=${to}&by=${kind}`, schema }
  }
  return {
    day: summary('day'),
    week: summary('week'),
    month: summary('month'),
    quarter: summary('quarter'),
    followUps: question('followUps', followUpsAnswerSchema),
    promoters: question('promoters', promotersAnswerSchema),
    customers: question('customers', customersAnswerSchema),
  }
}

function question<T>(route: keyof typeof ROUTES, schema: z.ZodType<T>): Question<T> {
  return { path: (teamId) => teamPath(route, { teamId }), schema }
}

/** Up to tomorrow: our clock may be behind, and what isn't closed yet isn't told anyway. */
function spanOf(kind: WindowKind, now: number) {
  const today = dayOf(now)
  const { year, month } = dateOf(today)
  return { from: dayText(dayOfDate(year, month - MONTHS_BACK[kind], 1)), to: dayText(today + 1) }
}
