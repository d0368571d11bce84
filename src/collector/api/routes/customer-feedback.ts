/**
 * `POST /v1/customer-feedback`: what customers answered, from a system of the organisation. It has a token of its own, which
 * opens nothing else; a device's token doesn't open this.
 */
import { parseFeedbackToken } from '../../auth/secrets.ts'
import { checkRow } from '../../feedback/check-row.ts'
import type { FeedbackRow, FeedbackRule } from '../../store/customers.ts'
import type { FeedbackAnswer } from '../../../shared/wire/feedback.ts'
import { TEAM_LIMITS } from '../../../shared/wire/limits.ts'
import { json, type Answer } from '../answer.ts'
import { readJson } from '../body.ts'
import type { ApiContext, Handler } from '../context.ts'
import { mediaType } from '../media-type.ts'
import { refuse } from '../problems.ts'
import { Buckets, type Rate } from '../rate-limit.ts'

export interface FeedbackLimits {
  /** Requests of one token. */
  readonly feedbackPerToken: Rate
}

/** Tokens that are remembered between two requests. */
const REMEMBERED = 1000
const BEARER = /^Bearer +([\w.~+/=-]{1,200})$/i

export function customerFeedbackRoute(context: ApiContext, limits: FeedbackLimits): Handler {
  const { store, budget, now } = context
  const perToken = new Buckets(limits.feedbackPerToken, REMEMBERED)

  return async ({ request, response }) => {
    const refusal = await admit(context, perToken, request.headers.authorization)
    if (refusal !== undefined) return refusal
    const rule = await store.feedback.rule()
    if (rule === undefined)
      return refuse({
        code: 'forbidden',
        detail:
          'No policy has switched the customer comparison on, so no feedback is taken. It needs the works council.',
      })
    if (mediaType(request.headers['content-type']) !== 'application/json')
      return refuse({
        code: 'unsupported-media-type',
        detail: 'Send application/json in UTF-8.',
        errors: [{ at: 'Content-Type', detail: 'Not one that is read here.' }],
      })
    const body = await readJson(request, response, TEAM_LIMITS.feedbackBytes, budget)
    if (!body.ok) return refuse(body.refusal)
    if (!Array.isArray(body.value))
      return refuse({
        code: 'invalid-request',
        detail: 'The body is a JSON array of answers.',
        errors: [{ at: '', detail: 'Not an array.' }],
      })
    const rows: readonly unknown[] = body.value
    if (rows.length > TEAM_LIMITS.feedbackRows)
      return refuse({
        code: 'body-too-large',
        detail: `A request has at most ${TEAM_LIMITS.feedbackRows} answers.`,
        errors: [{ at: '', detail: 'Too many answers.' }],
      })
    const { good, refused } = takeApart(rows, rule)
    const answer: FeedbackAnswer = { ...(await store.feedback.store(good)), refused }
    return json(JSON.stringify(answer), { compressible: true })
  }

  async function admit(
    { store: { feedback } }: ApiContext,
    buckets: Buckets,
    authorization: string | undefined,
  ): Promise<Answer | undefined> {
    const [, token = ''] = BEARER.exec(authorization ?? '') ?? []
    const secretHash = parseFeedbackToken(token)
    const state = secretHash === undefined ? 'unauthorized' : await feedback.authenticate(secretHash)
    if (secretHash === undefined || state !== 'ok') return refuseToken(state)
    // Only a good token has a budget, so that nobody uses up that of somebody else.
    const waitS = buckets.take(Buffer.from(secretHash).toString('base64'), now())
    if (waitS === 0) return undefined
    return refuse({ code: 'too-many-requests', detail: 'This token asks too often.', retryAfterS: waitS })
  }
}

function refuseToken(state: 'ok' | 'unauthorized' | 'revoked'): Answer {
  return state === 'revoked'
    ? refuse({ code: 'revoked', detail: 'The token was revoked. Ask for another one.' })
    : refuse({
        code: 'unauthorized',
        detail:
          'Send the token that `feedback token create` made as "Authorization: Bearer …"; this one is missing or not known.',
      })
}

/** Of two rows about the same interaction and scale the later one counts. */
function takeApart(
  rows: readonly unknown[],
  rule: FeedbackRule,
): { good: readonly FeedbackRow[]; refused: FeedbackAnswer['refused'] } {
  const refused: FeedbackAnswer['refused'] = []
  const good = new Map<string, { index: number; row: FeedbackRow }>()
  for (const [index, value] of rows.entries()) {
    const verdict = checkRow(value, rule)
    if (!verdict.ok) {
      refused.push({ index, at: verdict.at, detail: verdict.detail })
      continue
    }
    const key = `${verdict.row.scale}\n${verdict.row.externalId}`
    const earlier = good.get(key)
    if (earlier !== undefined)
      refused.push({
        index: earlier.index,
        at: '',
        detail: `is about the same interaction as ${index}, which counts instead`,
      })
    good.set(key, { index, row: verdict.row })
  }
  return {
    good: Array.from(good.values(), ({ row }) => row),
    refused: refused.sort((a, b) => a.index - b.index),
  }
}
