/** JSON Schemas (2020-12) of the zod schemas, for checking events and for the OpenAPI document. */
import { z } from '../../shared/zod.ts'

export type JsonSchema = Readonly<Record<string, unknown>>

/**
 * The JSON Schema of a zod schema, as it is sent: with every field, defaults filled in. `T | null` is written as one
 * schema with two types, which is shorter to read and quicker to check than a choice between two schemas.
 */
export function jsonSchema(schema: z.ZodType): JsonSchema {
  return unnamed(z.toJSONSchema(schema, { override: openObjects }))
}

/**
 * The same of several schemas that are made of each other: where one stands in another there is a reference to it.
 * @param path of a reference, before the name
 */
export function jsonSchemas<Name extends string>(
  named: Readonly<Record<Name, z.ZodType>>,
  path: string,
): Readonly<Record<Name, JsonSchema>> {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries<z.ZodType>(named)) registry.add(schema, { id })
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => path + id, override: openObjects })
  const written = Object.entries<JsonSchema>(schemas).map(
    ([name, schema]) => [name, unnamed(schema)] as const,
  )
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each name that was given has its schema
  return Object.fromEntries(written) as Readonly<Record<Name, JsonSchema>>
}

/** Only strict objects refuse what they don't know: a newer collector may say more. */
function openObjects({
  zodSchema,
  jsonSchema: written,
}: {
  readonly zodSchema: unknown
  readonly jsonSchema: { additionalProperties?: unknown }
}): void {
  if (zodSchema instanceof z.ZodObject && zodSchema.def.catchall === undefined)
    delete written.additionalProperties
}

/** Without what names the schema for others: it stands in a document that does. */
function unnamed({ $schema: _dialect, $id: _id, ...rest }: JsonSchema): JsonSchema {
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
