/** The schemas of the OpenAPI document, from the zod schemas that device and collector use. */
import {
  digestAnswerSchema,
  enrolmentAnswerSchema,
  enrolmentRequestSchema,
  eventsAnswerSchema,
  policyAnswerSchema,
  problemSchema,
  tokenAnswerSchema,
  transferCodeAnswerSchema,
} from '../../../shared/wire/answers.ts'
import { dayEventSchema, interactionEventSchema, pulseEventSchema } from '../../../shared/wire/events.ts'
import { workDaySchema } from '../../../shared/records.ts'
import { WIRE_LIMITS } from '../../../shared/wire/limits.ts'
import { jsonSchema, jsonSchemas, type JsonSchema } from '../json-schema.ts'
import { TEAM_SCHEMAS } from './team-schemas.ts'

const SCHEMA_PATH = '#/components/schemas/'

export function schemaReference(name: SchemaName): JsonSchema {
  return { $ref: `${SCHEMA_PATH}${name}` }
}

const EVENT = { $ref: `${SCHEMA_PATH}Event` }

export const SCHEMAS = {
  InteractionEvent: jsonSchema(interactionEventSchema),
  DayEvent: jsonSchema(dayEventSchema),
  PulseEvent: jsonSchema(pulseEventSchema),
  Event: {
    oneOf: ['InteractionEvent', 'DayEvent', 'PulseEvent'].map((name) => ({ $ref: `${SCHEMA_PATH}${name}` })),
  },
  Batch: { type: 'array', items: EVENT, maxItems: WIRE_LIMITS.batchEvents },
  Export: { type: 'array', items: EVENT },
  WorkDay: jsonSchema(workDaySchema),
  EventsAnswer: jsonSchema(eventsAnswerSchema),
  DigestAnswer: jsonSchema(digestAnswerSchema),
  EnrolmentRequest: jsonSchema(enrolmentRequestSchema),
  EnrolmentAnswer: jsonSchema(enrolmentAnswerSchema),
  PolicyAnswer: jsonSchema(policyAnswerSchema),
  TokenAnswer: jsonSchema(tokenAnswerSchema),
  TransferCodeAnswer: jsonSchema(transferCodeAnswerSchema),
  ...jsonSchemas(TEAM_SCHEMAS, SCHEMA_PATH),
  Problem: jsonSchema(problemSchema),
  State: { type: 'object', properties: { status: { type: 'string' } }, required: ['status'] },
  Document: { type: 'object' },
  Text: { type: 'string' },
} as const satisfies Readonly<Record<string, JsonSchema>>

export type SchemaName = keyof typeof SCHEMAS
