/** Follow-ups: the leads' list, how far they are with one, and what its agent sees of that. */
import { TEAM_LIMITS } from '../../../../shared/wire/limits.ts'
import {
  FOLLOW_UP_STATES,
  followUpRequestSchema,
  type FollowUp,
  type FollowUpsAnswer,
  type OwnFollowUpsAnswer,
} from '../../../../shared/wire/team.ts'
import { json } from '../../answer.ts'
import { hasBody } from '../../body.ts'
import type { ApiContext, Handler } from '../../context.ts'
import { refuse } from '../../problems.ts'
import { readBody } from './read-body.ts'
import { refuseOthers } from './query.ts'
import { idIn, nothingHere, withTeam } from './with-team.ts'

const COSTS = { list: 2, set: 1, own: 2 } as const

/** `GET /v1/teams/{teamId}/follow-ups`. */
export function followUpsRoute(context: ApiContext): Handler {
  const route = { role: 'lead', cost: COSTS.list, query: [] } as const
  return withTeam(context, route, async ({ device, membership: { identity } }) => {
    const { followUps, more } = await context.store.sharedWork.followUps(device.teamNo)
    const answer: FollowUpsAnswer = { ...identity, followUps: [...followUps], more }
    return json(JSON.stringify(answer), { compressible: true })
  })
}

const WANTED =
  `The body is {"state": "…", "doneBy": null}: the state is one of ${FOLLOW_UP_STATES.join(', ')}, doneBy one line of at ` +
  `most ${TEAM_LIMITS.doneBy} characters or null.`

/** `POST /v1/teams/{teamId}/follow-ups/{recordId}`. */
export function followUpRoute(context: ApiContext): Handler {
  const route = { role: 'lead', cost: COSTS.set, query: [], takesBody: true } as const
  return withTeam(context, route, async ({ exchange, device }) => {
    const id = idIn(exchange.parameters, 'recordId')
    if (id === undefined) return nothingHere()
    const wanted = await readBody(context, exchange, followUpRequestSchema, WANTED)
    if (!wanted.ok) return wanted.answer
    const followUp: FollowUp | undefined = await context.store.sharedWork.setFollowUp(
      device.teamNo,
      id,
      wanted.value,
    )
    if (followUp === undefined)
      return refuse({
        code: 'not-found',
        detail: 'There is no such follow-up, or none any more: it was taken back, or is too old.',
      })
    return json(JSON.stringify(followUp))
  })
}

/** `GET /v1/me/follow-ups`. */
export function ownFollowUpsRoute({ guard, store }: ApiContext): Handler {
  return async ({ request, query }) => {
    const admission = await guard.forRequest(request.headers.authorization, COSTS.own)
    if (!admission.ok) return admission.answer
    if (hasBody(request)) return refuse({ code: 'invalid-request', detail: 'This route takes no body.' })
    const refusal = refuseOthers(query, [])
    if (refusal !== undefined) return refusal
    const identity = await store.identity()
    const followUps = await store.sharedWork.ownFollowUps(admission.device.agentNo)
    const answer: OwnFollowUpsAnswer = { ...identity, followUps: [...followUps] }
    return json(JSON.stringify(answer), { compressible: true })
  }
}
