/** `GET /v1/teams/{teamId}/summary?from&to&by=`: the published windows, as they are; there is nothing to choose but which. */
import { WINDOW_KINDS, windowsEnding, type WindowKind } from '../../../../shared/statistics/windows.ts'
import { workDaySchema } from '../../../../shared/records.ts'
import { dayNumber } from '../../../../shared/calendar.ts'
import { TEAM_LIMITS } from '../../../../shared/wire/limits.ts'
import type { SummaryAnswer } from '../../../../shared/wire/summaries.ts'
import { z } from '../../../../shared/zod.ts'
import type { DaySpan } from '../../../store/publishing.ts'
import { json, type Answer } from '../../answer.ts'
import type { ApiContext, Handler } from '../../context.ts'
import { refuseQuery, type Query } from './query.ts'
import { withTeam } from './with-team.ts'

const COST = 2

export function summaryRoute(context: ApiContext): Handler {
  const route = { role: 'lead', cost: COST, query: ['from', 'to', 'by'] } as const
  return withTeam(context, route, async ({ exchange, device, membership: { identity, team } }) => {
    const asked = readQuery(exchange.query)
    if (!asked.ok) return asked.answer
    const { by, span } = asked
    const { threshold, closedTo, windows } = await context.store.summary(device.teamNo, by, span)
    const answer: SummaryAnswer = {
      ...identity,
      team,
      by,
      threshold,
      closedTo,
      windows: [...windows],
    }
    return json(JSON.stringify(answer), { compressible: true })
  })
}

type Asked =
  | { readonly ok: true; readonly by: WindowKind; readonly span: DaySpan }
  | { readonly ok: false; readonly answer: Answer }

const bySchema = z.enum(WINDOW_KINDS)

function readQuery(query: Query): Asked {
  const refused = (at: string, detail: string): Asked => ({ ok: false, answer: refuseQuery(at, detail) })
  const by = bySchema.safeParse(query['by'])
  if (!by.success) return refused('by', `It is one of ${WINDOW_KINDS.join(', ')}.`)
  const from = workDaySchema.safeParse(query['from'])
  if (!from.success) return refused('from', 'It is a work day such as 2026-11-20.')
  const to = workDaySchema.safeParse(query['to'])
  if (!to.success) return refused('to', 'It is a work day such as 2026-11-20.')
  const span = { from: from.data, to: to.data }
  if (span.from > span.to) return refused('from', 'It is not after "to".')
  if (hasTooMany(by.data, span))
    return refused('to', `At most ${TEAM_LIMITS.windows} windows are answered at a time.`)
  return { ok: true, by: by.data, span }
}

/** Days of the longest window of a kind. */
const MOST_DAYS = { day: 1, week: 7, month: 31, quarter: 92 } as const satisfies Record<WindowKind, number>

/** Those that end in the span, closed or not: what is refused mustn't depend on what there is. */
function hasTooMany(by: WindowKind, { from, to }: DaySpan): boolean {
  const days = { first: dayNumber(from), last: dayNumber(to) }
  // So long a span isn't even counted.
  if (days.last - days.first > (TEAM_LIMITS.windows + 1) * MOST_DAYS[by]) return true
  return windowsEnding(days, by).length > TEAM_LIMITS.windows
}
