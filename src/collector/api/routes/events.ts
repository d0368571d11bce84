/** `POST /v1/events`: takes a batch, answers when all of it is durable. */
import type { EventRefusal } from '../../../shared/wire/answers.ts'
import { parseEventId, sourceOf } from '../../../shared/wire/events.ts'
import { BATCH_MEDIA_TYPE, WIRE_LIMITS } from '../../../shared/wire/limits.ts'
import type { IncomingEvent, IngestOutcome } from '../../store/store.ts'
import { json } from '../answer.ts'
import { readJson } from '../body.ts'
import type { ApiContext, Handler } from '../context.ts'
import { createEventCheck, takeApart, type EventCheck } from '../event-check.ts'
import { mediaType } from '../media-type.ts'
import { EVENT_MEDIA_TYPE } from '../paths.ts'
import { refuse, refuseCredential } from '../problems.ts'

export function eventsRoute({ store, guard, budget, metrics }: ApiContext): Handler {
  const check = createEventCheck()
  return async ({ request, response }) => {
    const admission = guard.forEvents(request.headers.authorization)
    const admitted = 'then' in admission ? await admission : admission
    if (!admitted.ok) return admitted.answer
    const type = request.headers['content-type']
    // The usual one without a look at what it consists of.
    const kind = type === BATCH_MEDIA_TYPE ? type : mediaType(type)
    if (kind !== BATCH_MEDIA_TYPE && kind !== EVENT_MEDIA_TYPE)
      return refuse({
        code: 'unsupported-media-type',
        detail: `Send ${BATCH_MEDIA_TYPE}, or ${EVENT_MEDIA_TYPE} for a single event, in UTF-8.`,
        errors: [{ at: 'Content-Type', detail: 'Not one that is read here.' }],
      })
    const body = await readJson(request, response, WIRE_LIMITS.bodyBytes, budget)
    if (!body.ok) return refuse(body.refusal)
    const batch = kind === EVENT_MEDIA_TYPE ? [body.value] : body.value
    if (!Array.isArray(batch))
      return refuse({
        code: 'invalid-request',
        detail: 'A batch is a JSON array of events.',
        errors: [{ at: '', detail: 'Not an array.' }],
      })
    if (batch.length > WIRE_LIMITS.batchEvents)
      return refuse({
        code: 'body-too-large',
        detail: `A batch has at most ${WIRE_LIMITS.batchEvents} events.`,
        errors: [{ at: '', detail: 'Too many events.' }],
      })
    const { credential, device } = admitted
    const { events, refused } = checkBatch(batch, check, device.deviceId)
    metrics.ingestStarted(events.length)
    try {
      const result = await store.ingest(credential, events)
      if (!result.ok) {
        guard.forget(credential)
        return refuseCredential(result.code)
      }
      const outcome = result.value
      if (outcome.forked.length > 0) refused.push(...outcome.forked.map((index) => fork(batch, index)))
      metrics.ingested(outcome.stored, outcome.stale, refused)
      return json(answerText(outcome, batch, refused))
    } finally {
      metrics.ingestEnded(events.length)
    }
  }
}

interface CheckedBatch {
  readonly events: IncomingEvent[]
  readonly refused: EventRefusal[]
}

function checkBatch(batch: readonly unknown[], check: EventCheck, deviceId: string): CheckedBatch {
  const source = sourceOf(deviceId)
  const events: IncomingEvent[] = []
  const refused: EventRefusal[] = []
  for (const [index, value] of batch.entries()) {
    const verdict = check(value)
    if (!verdict.ok) refused.push({ id: idOf(value), index, code: 'invalid', detail: verdict.detail })
    else if (verdict.event.source !== source)
      refused.push({
        id: verdict.event.id,
        index,
        code: 'wrong-source',
        detail: '/source is not the device of the token.',
      })
    else events.push(takeApart(verdict.event, index))
  }
  return { events, refused }
}

function fork(batch: readonly unknown[], index: number): EventRefusal {
  return {
    id: idOf(batch[index]),
    index,
    code: 'forked',
    detail: 'Here already under this revision, with other content.',
  }
}

/** An event's id where it has one of this protocol; anything else isn't repeated. */
function idOf(event: unknown): string | null {
  if (typeof event !== 'object' || event === null || !('id' in event)) return null
  const { id } = event
  return typeof id === 'string' && parseEventId(id) !== undefined ? id : null
}

/** The answer as JSON. Nearly all are the first line, so it is written by hand. */
function answerText(
  { identity, stored, stale, newer }: IngestOutcome,
  batch: readonly unknown[],
  refused: EventRefusal[],
): string {
  const start = `{"storeId":"${identity.storeId}","epoch":${identity.epoch},"stored":${stored},"stale":${stale}`
  if (newer.length === 0 && refused.length === 0) return `${start},"newer":[],"refused":[]}`
  const places = newer.map(({ index, revision }) => ({ id: idOf(batch[index]), revision }))
  refused.sort((a, b) => a.index - b.index)
  return `${start},"newer":${JSON.stringify(places)},"refused":${JSON.stringify(refused)}}`
}
