/** `GET /v1/policy`: the device's role, its team and the policy that holds for it. */
import { json } from '../answer.ts'
import type { ApiContext, Handler } from '../context.ts'

export function policyRoute({ guard, store }: ApiContext): Handler {
  return async ({ request }) => {
    const admission = await guard.forRequest(request.headers.authorization)
    if (!admission.ok) return admission.answer
    const { identity, role, team, policy } = await store.membership(admission.device)
    const { storeId, epoch } = identity
    return json(JSON.stringify({ storeId, epoch, role, team, policy }))
  }
}
