/** A small JSON body that a schema describes. */
import type { z } from '../../../../shared/zod.ts'
import type { Answer } from '../../answer.ts'
import { readJson } from '../../body.ts'
import type { ApiContext, Exchange } from '../../context.ts'
import { mediaType } from '../../media-type.ts'
import { refuse } from '../../problems.ts'

const BODY_BYTES = 4_096

export type ReadBody<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly answer: Answer }

/** @param wanted a sentence that says what the body is; what was sent is never repeated */
export async function readBody<T>(
  { budget }: Pick<ApiContext, 'budget'>,
  { request, response }: Exchange,
  schema: z.ZodType<T>,
  wanted: string,
): Promise<ReadBody<T>> {
  if (mediaType(request.headers['content-type']) !== 'application/json')
    return {
      ok: false,
      answer: refuse({
        code: 'unsupported-media-type',
        detail: 'Send application/json in UTF-8.',
        errors: [{ at: 'Content-Type', detail: 'Not one that is read here.' }],
      }),
    }
  const body = await readJson(request, response, BODY_BYTES, budget)
  if (!body.ok) return { ok: false, answer: refuse(body.refusal) }
  const parsed = schema.safeParse(body.value)
  if (parsed.success) return { ok: true, value: parsed.data }
  const errors = parsed.error.issues.map(({ code, path }) => ({
    at: path.map((part) => `/${String(part)}`).join(''),
    detail: code === 'unrecognized_keys' ? 'There are other fields.' : 'Missing or not as it must be.',
  }))
  return { ok: false, answer: refuse({ code: 'invalid-request', detail: wanted, errors }) }
}
