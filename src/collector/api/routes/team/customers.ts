/** `GET /v1/teams/{teamId}/customers`: customers beside agents by quarter, as it is published. */
import type { CustomersAnswer } from '../../../../shared/wire/team.ts'
import { json } from '../../answer.ts'
import type { ApiContext, Handler } from '../../context.ts'
import { withTeam } from './with-team.ts'

const COST = 2

export function customersRoute(context: ApiContext): Handler {
  const route = { role: 'lead', cost: COST, query: [] } as const
  return withTeam(context, route, async ({ device: { teamNo }, membership: { identity } }) => {
    const { worksCouncilAgreedOn, agreement } = await context.store.customers(teamNo)
    const answer: CustomersAnswer = { ...identity, worksCouncilAgreedOn, quarters: [...agreement] }
    return json(JSON.stringify(answer), { compressible: true })
  })
}
