/** `GET /v1/digest?from=`: what the collector holds of the device, in numbers and hashes, to compare with. */
import { createHash } from 'node:crypto'
import { digestText } from '../../../shared/wire/digest.ts'
import { workDaySchema } from '../../../shared/records.ts'
import { json } from '../answer.ts'
import type { ApiContext, Handler } from '../context.ts'
import { refuse } from '../problems.ts'

const HASH_DIGITS = 32
const COST = 2

export function digestRoute({ guard, store }: ApiContext): Handler {
  return async ({ request, query }) => {
    const admission = await guard.forRequest(request.headers.authorization, COST)
    if (!admission.ok) return admission.answer
    const from = workDaySchema.optional().safeParse(query.from)
    if (!from.success)
      return refuse({
        code: 'invalid-request',
        detail: 'The query may have one "from", a work day such as 2026-11-20.',
        errors: [{ at: 'from', detail: 'Not a work day.' }],
      })
    const { storeId, epoch } = await store.identity()
    const since = await store.keptSince(admission.device)
    const first = from.data !== undefined && from.data > since ? from.data : since
    const held = await store.holdings(admission.device, first)
    const periods = [...held]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([period, records]) => ({ period, count: records.length, hash: hashOf(records) }))
    return json(JSON.stringify({ storeId, epoch, since, periods }), { compressible: true })
  }
}

function hashOf(records: readonly { readonly id: string; readonly revision: number }[]): string {
  return createHash('sha256').update(digestText(records)).digest('hex').slice(0, HASH_DIGITS)
}
