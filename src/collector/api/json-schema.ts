/** JSON Schemas (2020-12) of the zod schemas, for checking events and for the OpenAPI document. */
import { z } from '../../shared/zod.ts'

export type JsonSchema = Readonly<Record<string, unknown>>

/**
 * The JSON Schema of a zod schema, as it is sent: with every field, defaults filled in. `T | null` is written as one
 * schema with two types, which is shorter to read and quicker to check than a choice between two schemas.
 */
export function jsonSchema(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    override({ zodSchema, jsonSchema: written }) {
      // Only strict objects refuse what they don't know: a newer collector may say more.
      if (zodSchema instanceof z.ZodObject && zodSchema.def.catchall === undefined)
        delete written.additionalProperties
    },
  })
  return flatten(rest)
}

function flatten(schema: JsonSchema): JsonSchema {
  const entries = Object.entries(schema).map(([key, value]) => [key, flattenValue(value)] as const)
  const plain: JsonSchema = Object.fromEntries(entries)
  const { anyOf, ...around } = plain
  if (!Array.isArray(anyOf)) return plain
  const [first, second, ...more]: unknown[] = anyOf
  if (more.length > 0 || !isSchema(first) || !isSchema(second) || second.type !== 'null') return plain
  const { type, enum: values, ...rules } = first
  if (typeof type !== 'string') return plain
  return {
    ...around,
    type: [type, 'null'],
    ...(Array.isArray(values) && { enum: [...values, null] }),
    ...rules,
  }
}

function flattenValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(flattenValue)
  return isSchema(value) ? flatten(value) : value
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
