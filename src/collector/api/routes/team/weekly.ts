/** `GET /v1/teams/{teamId}/weekly`: the last closed week in short, for everybody in the team. */
import { dayNumber, dayOf, dayText } from '../../../../shared/calendar.ts'
import type { WindowAnswer } from '../../../../shared/wire/summaries.ts'
import type { WeeklyAnswer } from '../../../../shared/wire/team.ts'
import type { CollectorStore } from '../../../store/store.ts'
import { json } from '../../answer.ts'
import type { ApiContext, Handler } from '../../context.ts'
import { withTeam } from './with-team.ts'

const COST = 3
/** In so many days two whole weeks end. */
const TWO_WEEKS_END = 14

export function weeklyRoute(context: ApiContext): Handler {
  const { store } = context
  const route = { role: 'agent', cost: COST, query: [] } as const
  return withTeam(context, route, async ({ device: { teamNo }, membership: { identity, team } }) => {
    const { threshold, week, before } = await lastWeeks(store, teamNo, dayOf(context.now()))
    const pulses = await store.pulses(teamNo)
    const shared =
      week === null
        ? { stories: [], followUps: { asked: 0, settled: 0 } }
        : await store.sharedWork.sharedBetween(teamNo, week.from, week.to)
    const answer: WeeklyAnswer = {
      ...identity,
      team,
      threshold,
      week,
      before,
      stories: [...shared.stories],
      followUps: shared.followUps,
      spotlight: await store.sharedWork.spotlight(teamNo),
      pulse: pulses.at(-1) ?? null,
    }
    return json(JSON.stringify(answer), { compressible: true })
  })
}

interface LastWeeks {
  readonly threshold: number
  readonly week: WindowAnswer | null
  readonly before: WindowAnswer | null
}

/** @param today only to ask with: which days are closed the store says */
async function lastWeeks(store: CollectorStore, teamNo: number, today: number): Promise<LastWeeks> {
  const now = dayText(today)
  const { threshold, closedTo } = await store.summary(teamNo, 'week', { from: now, to: now })
  if (closedTo === null) return { threshold, week: null, before: null }
  const from = dayText(dayNumber(closedTo) - TWO_WEEKS_END + 1)
  const { windows } = await store.summary(teamNo, 'week', { from, to: closedTo })
  return { threshold, week: windows.at(-1) ?? null, before: windows.at(-2) ?? null }
}
