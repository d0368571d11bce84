/** `POST /v1/enrolments`: a code for a device and its token. The only route without a token. */
import { enrolmentRequestSchema } from '../../../shared/wire/answers.ts'
import type { EnrolRefusal } from '../../store/store.ts'
import { addressKey } from '../address-key.ts'
import { json, type Answer } from '../answer.ts'
import { readJson } from '../body.ts'
import type { ApiContext, Handler } from '../context.ts'
import { mediaType } from '../media-type.ts'
import { refuse } from '../problems.ts'
import { Buckets, type Rate } from '../rate-limit.ts'
import { grantText } from './grant.ts'

const BODY_BYTES = 4_096

export interface EnrolmentLimits {
  readonly wrongCodesPerAddress: Rate
  readonly wrongCodes: Rate
  readonly rememberedAddresses: number
}

const DETAILS = {
  'code-unknown': 'Check the code for a mistake in typing, or ask for a new one.',
  'code-expired': 'Ask for a new code.',
  'code-used-up': 'All places of this code are taken; ask for a new one.',
} as const satisfies Record<EnrolRefusal, string>

export function enrolmentsRoute(context: ApiContext, limits: EnrolmentLimits): Handler {
  const perAddress = new Buckets(limits.wrongCodesPerAddress, limits.rememberedAddresses)
  const together = new Buckets(limits.wrongCodes, 1)

  return async ({ request, response, address }) => {
    if (mediaType(request.headers['content-type']) !== 'application/json')
      return refuse({
        code: 'unsupported-media-type',
        detail: 'Send application/json in UTF-8.',
        errors: [{ at: 'Content-Type', detail: 'Not one that is read here.' }],
      })
    const body = await readJson(request, response, BODY_BYTES, context.budget)
    if (!body.ok) return refuse(body.refusal)
    const given = enrolmentRequestSchema.safeParse(body.value)
    if (!given.success) return refuseFields(given.error.issues)
    // A place is taken before and given back after a good code, so that guesses at one time don't slip through.
    const key = addressKey(address)
    const now = context.now()
    const waitS = perAddress.take(key, now) || together.take('', now)
    if (waitS > 0)
      return refuse({
        code: 'too-many-requests',
        detail: 'Too many tries with wrong codes.',
        retryAfterS: waitS,
      })
    const outcome = await context.store.enrol(given.data.code, given.data.claim)
    if (!outcome.ok) return refuse({ code: outcome.code, detail: DETAILS[outcome.code] })
    perAddress.giveBack(key)
    together.giveBack('')
    const { deviceId } = given.data
    const erased = deviceId !== undefined && (await context.store.isErased(deviceId))
    return json(grantText(outcome.grant, erased))
  }
}

/** Names the fields, never what was in them, nor what unknown ones are called. */
function refuseFields(
  issues: readonly { readonly code: string; readonly path: readonly PropertyKey[] }[],
): Answer {
  return refuse({
    code: 'invalid-request',
    detail: 'The body is {"code": "…"}, with "claim" and "deviceId" of an earlier enrolment if there is one.',
    errors: issues.map(({ code, path }) => ({
      at: path.map((part) => `/${String(part)}`).join(''),
      detail: code === 'unrecognized_keys' ? 'There are other fields.' : 'Missing or not as it must be.',
    })),
  })
}
