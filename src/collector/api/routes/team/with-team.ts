/**
 * `/v1/teams/{teamId}/…`: for the members of that team, or for its leads. Somebody else's team, one that there isn't, and
 * a role that may not are answered alike, so that nobody can find out which teams there are.
 */
import { isUuid } from '../../../store/ids.ts'
import type { CollectorStore, Device, Role } from '../../../store/store.ts'
import type { Answer } from '../../answer.ts'
import { hasBody } from '../../body.ts'
import type { ApiContext, Exchange, Handler } from '../../context.ts'
import { refuse } from '../../problems.ts'
import { refuseOthers } from './query.ts'

/** A member who may ask this, and the team. */
export interface TeamExchange {
  readonly exchange: Exchange
  readonly device: Device
  readonly membership: Awaited<ReturnType<CollectorStore['membership']>>
}

export interface TeamRoute {
  /** Who may ask; a lead may what an agent may. */
  readonly role: Role
  /** What it takes from the device's budget of requests. */
  readonly cost: number
  /** The parameters that its query may have. */
  readonly query: readonly string[]
  /** Whether a body belongs to it. */
  readonly takesBody?: true
}

/** Lets in who may, and refuses everybody else. @param answer throws nothing on purpose but what the store throws */
export function withTeam(
  { guard, store }: ApiContext,
  route: TeamRoute,
  answer: (asked: TeamExchange) => Promise<Answer>,
): Handler {
  return async (exchange) => {
    const { request, query, parameters } = exchange
    const admission = await guard.forRequest(request.headers.authorization, route.cost)
    if (!admission.ok) return admission.answer
    const { device } = admission
    const teamId = idIn(parameters, 'teamId')
    if (teamId === undefined) return nothingHere()
    const membership = await store.membership(device)
    const isForThem = route.role === 'agent' || device.role === 'lead'
    if (membership.team.id !== teamId || !isForThem) return notTheirs()
    if (route.takesBody !== true && hasBody(request))
      return refuse({ code: 'invalid-request', detail: 'This route takes no body.' })
    return refuseOthers(query, route.query) ?? (await answer({ exchange, device, membership }))
  }
}

/** The UUID under a name in the path; `undefined`: it is none, so there is nothing at this address. */
export function idIn(parameters: Exchange['parameters'], name: string): string | undefined {
  const text = parameters[name]
  const id = typeof text === 'string' ? text.toLowerCase() : ''
  return isUuid(id) ? id : undefined
}

export function nothingHere(): Answer {
  return refuse({ code: 'not-found', detail: 'There is nothing at this address.' })
}

function notTheirs(): Answer {
  return refuse({ code: 'forbidden', detail: 'This is for the members of the team, or for its leads.' })
}
