/**
 * Checks events as the zod schemas in shared/wire/events.ts do, which are the law, but compiled: zod without code
 * generation takes 30 times as long. tests/collector/api/event-check.test.ts shows that both always agree.
 */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import {
  dayRule,
  eventIdRule,
  interactionRule,
  pulseRule,
  type BrokenRule,
} from '../../shared/wire/event-rules.ts'
import {
  dayEventSchema,
  EVENT_TYPES,
  interactionEventSchema,
  pulseEventSchema,
  type WireEvent,
} from '../../shared/wire/events.ts'
import type { z } from '../../shared/zod.ts'
import type { IncomingEvent } from '../store/store.ts'
import { jsonSchema } from './json-schema.ts'

export type EventVerdict =
  | { readonly ok: true; readonly event: WireEvent }
  /** What is wrong, and where as a JSON pointer; never a value of the event. */
  | { readonly ok: false; readonly detail: string }

export type EventCheck = (value: unknown) => EventVerdict

/** Compiles the schemas. The result can be called for any JSON value. */
export function createEventCheck(): EventCheck {
  const ajv = new Ajv2020({
    strict: true,
    allowUnionTypes: true,
    allErrors: false,
    // Lengths in UTF-16 code units, as zod counts them and the databases' limits mean them.
    unicode: false,
    logger: false,
  })
  addFormats.default(ajv, { mode: 'full', formats: ['date'] })
  const compile = <T>(schema: z.ZodType<T>): ValidateFunction<T> => ajv.compile<T>(jsonSchema(schema))
  const interaction = compile(interactionEventSchema)
  const day = compile(dayEventSchema)
  const pulse = compile(pulseEventSchema)

  return (value) => {
    if (!isObject(value)) return refused('An event is a JSON object.')
    switch (value.type) {
      case EVENT_TYPES.interaction:
        return interaction(value)
          ? withRules(value, interactionRule(value.data))
          : refused(detailOf(interaction.errors))
      case EVENT_TYPES.day:
        return day(value) ? withRules(value, dayRule(value.data)) : refused(detailOf(day.errors))
      case EVENT_TYPES.pulse:
        return pulse(value) ? withRules(value, pulseRule(value.data)) : refused(detailOf(pulse.errors))
      default:
        return refused('/type is not a type of event of this protocol.')
    }
  }
}

const RECORD_ID_LENGTH = 36

/** A checked event as the store takes it. @param index its place in the request */
export function takeApart(event: WireEvent, index: number): IncomingEvent {
  const recordId = event.id.slice(0, RECORD_ID_LENGTH)
  const revision = Number(event.id.slice(RECORD_ID_LENGTH + 1))
  switch (event.type) {
    case EVENT_TYPES.interaction:
      return { index, recordId, revision, kind: 'interaction', data: event.data }
    case EVENT_TYPES.day:
      return { index, recordId, revision, kind: 'day', data: event.data }
    case EVENT_TYPES.pulse:
      return { index, recordId, revision, kind: 'pulse', data: event.data }
  }
}

function withRules(event: WireEvent, dataRule: BrokenRule | undefined): EventVerdict {
  const idRule = eventIdRule(event.id)
  if (idRule !== undefined) return refused(`/id: ${idRule.detail}`)
  return dataRule === undefined ? { ok: true, event } : refused(`/data/${dataRule.field}: ${dataRule.detail}`)
}

function refused(detail: string): EventVerdict {
  return { ok: false, detail }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A field's name may be repeated, its content never: somebody may have written a customer's number there. */
const FIELD_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,39}$/

function detailOf(errors: ErrorObject[] | null | undefined): string {
  const [error] = errors ?? []
  if (error === undefined) return 'The event does not fit.'
  const at = error.instancePath === '' ? 'The event' : error.instancePath
  if (error.keyword !== 'additionalProperties') return `${at} ${error.message ?? 'does not fit'}.`
  const { additionalProperty: name }: Record<string, unknown> = error.params
  return typeof name === 'string' && FIELD_NAME.test(name)
    ? `${error.instancePath}/${name} is not a field of this protocol.`
    : `${at} has a field that is not one of this protocol.`
}
