/** Stories, and the one in the spotlight. */
import { workDaySchema } from '../../../../shared/records.ts'
import { spotlightRequestSchema, type StoriesAnswer } from '../../../../shared/wire/team.ts'
import { json, type Answer } from '../../answer.ts'
import type { ApiContext, Handler } from '../../context.ts'
import { refuse } from '../../problems.ts'
import { refuseQuery } from './query.ts'
import { readBody } from './read-body.ts'
import { withTeam, type TeamExchange } from './with-team.ts'

const COSTS = { list: 2, spotlight: 2 } as const

/** `GET /v1/teams/{teamId}/stories?before=`. */
export function storiesRoute(context: ApiContext): Handler {
  const route = { role: 'agent', cost: COSTS.list, query: ['before'] } as const
  return withTeam(context, route, async (asked) => {
    const before = workDaySchema.optional().safeParse(asked.exchange.query['before'])
    if (!before.success) return refuseQuery('before', 'It is a work day such as 2026-11-20.')
    return await stories(context, asked, before.data)
  })
}

/** `POST /v1/teams/{teamId}/spotlight`. */
export function spotlightRoute(context: ApiContext): Handler {
  const route = { role: 'lead', cost: COSTS.spotlight, query: [], takesBody: true } as const
  return withTeam(context, route, async (asked) => {
    const wanted = await readBody(
      context,
      asked.exchange,
      spotlightRequestSchema,
      'The body is {"story": "…"} with the id of a story, or null, which ends the spotlight.',
    )
    if (!wanted.ok) return wanted.answer
    const id = wanted.value.story?.toLowerCase() ?? null
    const isThere = await context.store.sharedWork.setSpotlight(asked.device.teamNo, id)
    if (!isThere)
      return refuse({
        code: 'not-found',
        detail: 'There is no such story, or none any more: it was taken back, or is too old.',
      })
    return await stories(context, asked, undefined)
  })
}

async function stories(
  { store }: ApiContext,
  { device, membership: { identity } }: TeamExchange,
  before: string | undefined,
): Promise<Answer> {
  const { stories: shown, more } = await store.sharedWork.stories(device.teamNo, before)
  const spotlight = await store.sharedWork.spotlight(device.teamNo)
  const answer: StoriesAnswer = { ...identity, stories: [...shown], more, spotlight }
  return json(JSON.stringify(answer), { compressible: true })
}
