/** From which work day on a team's raw records are kept, by its policy and by what retention has dropped already. */
import { DEFAULT_POLICY, policySchema, type Policy } from '../../shared/policy.ts'
import { firstKeptDay } from './days.ts'

/**
 * The policy that holds for a team: its own, else the organisation's, else the default.
 * @param own JSON of the team's own policy; `null`: it has none
 * @param organisation JSON of the organisation's policy; `null`: none was set
 */
export function policyInForce(own: string | null, organisation: string | null): Policy {
  const text = own ?? organisation
  return text === null ? DEFAULT_POLICY : policySchema.parse(JSON.parse(text))
}

/**
 * The number of the first work day of which a team's records are taken; those of earlier days are `stale`.
 * @param team its `policy` and `kept_from`
 * @param organisation JSON of the organisation's policy
 * @param today number of the present UTC day
 */
export function keptFrom(
  team: { readonly policy: string | null; readonly kept_from: number },
  organisation: string | null,
  today: number,
): number {
  return Math.max(team.kept_from, firstKeptDay(today, policyInForce(team.policy, organisation)))
}
