/** `GET /v1/teams/{teamId}/promoters`: eNPS by quarter and customers' NPS, as they are published. */
import type { PromotersAnswer } from '../../../../shared/wire/team.ts'
import { json } from '../../answer.ts'
import type { ApiContext, Handler } from '../../context.ts'
import { withTeam } from './with-team.ts'

const COST = 2

export function promotersRoute(context: ApiContext): Handler {
  const route = { role: 'lead', cost: COST, query: [] } as const
  return withTeam(context, route, async ({ device: { teamNo }, membership: { identity } }) => {
    const pulses = await context.store.pulses(teamNo)
    const { worksCouncilAgreedOn, months, quarters } = await context.store.customers(teamNo)
    const customers = worksCouncilAgreedOn === null ? null : { months: [...months], quarters: [...quarters] }
    const answer: PromotersAnswer = { ...identity, pulses: [...pulses], customers }
    return json(JSON.stringify(answer), { compressible: true })
  })
}
