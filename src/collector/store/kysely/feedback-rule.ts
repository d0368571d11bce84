/** Whether customers' feedback is taken, and how long it is kept: by all policies that have the comparison switched on. */
import { dayOf, firstKeptDay } from '../days.ts'
import type { FeedbackRule } from '../customers.ts'
import { policyInForce } from '../kept.ts'
import type { Db, Engine } from './engine.ts'
import { organisationPolicy } from './meta.ts'

/** `undefined`: neither the organisation nor a team has switched the comparison on. */
export async function feedbackRule(engine: Pick<Engine, 'now'>, db: Db): Promise<FeedbackRule | undefined> {
  const organisation = await organisationPolicy(db)
  const teams = await db
    .selectFrom('team')
    .select('policy')
    .distinct()
    .where('policy', 'is not', null)
    .execute()
  const policies = [null, ...teams.map(({ policy }) => policy)]
    .map((own) => policyInForce(own, organisation))
    .filter(({ customerComparison }) => customerComparison !== null)
  if (policies.length === 0) return undefined
  const today = dayOf(engine.now())
  return { today, keptFrom: Math.min(...policies.map((policy) => firstKeptDay(today, policy))) }
}
