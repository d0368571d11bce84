/** The OpenAPI 3.1 document of the collector: what is served at /openapi.json and what docs/api.md is made of. */
import type { ProblemCode } from '../../../shared/wire/answers.ts'
import { PROBLEM_MEDIA_TYPE } from '../../../shared/wire/limits.ts'
import type { JsonSchema } from '../json-schema.ts'
import { PROBLEMS } from '../problems.ts'
import { COMMON_REFUSALS, type Operation } from './operation.ts'
import { OPERATION_LIST } from './operations.ts'
import { SCHEMAS, schemaReference } from './schemas.ts'

export interface OpenApiDocument {
  readonly openapi: string
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly tags: readonly { readonly name: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>
    readonly headers: Readonly<Record<string, HeaderObject>>
    readonly securitySchemes: Readonly<Record<string, JsonSchema>>
  }
}

export interface OperationObject {
  readonly operationId: string
  readonly summary: string
  readonly description?: string
  readonly tags: readonly string[]
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly parameters?: readonly JsonSchema[]
  readonly requestBody?: { readonly required: boolean; readonly content: Content }
  readonly responses: Readonly<Record<string, ResponseObject>>
}

export interface ResponseObject {
  readonly description: string
  readonly headers: Readonly<Record<string, JsonSchema>>
  readonly content?: Content
}

interface HeaderObject {
  readonly description: string
  readonly required: boolean
  readonly schema: JsonSchema
}
type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>

const text = (description: string, required = true): HeaderObject => ({
  description,
  required,
  schema: { type: 'string' },
})

const HEADERS = {
  Date: text('The clock of the collector. A device reads it to say so when its own is wrong.'),
  'Cache-Control': text('Always `no-store`.'),
  'X-Content-Type-Options': text('Always `nosniff`.'),
  'Content-Security-Policy': text('Nothing here is a page.'),
  'WWW-Authenticate': text('`Bearer`.'),
  Allow: text('The methods that work here.'),
  'Content-Encoding': text('gzip or zstd, as the request accepts it.', false),
  'Retry-After': {
    description: 'Seconds after which to try again.',
    required: true,
    schema: { type: 'integer', minimum: 1 },
  },
} as const satisfies Readonly<Record<string, HeaderObject>>
type HeaderName = keyof typeof HEADERS

const EVERYWHERE = ['Date', 'Cache-Control', 'X-Content-Type-Options', 'Content-Security-Policy'] as const

/** Makes the document; the same every time. */
export function openApiDocument(): OpenApiDocument {
  const paths = Object.fromEntries(
    OPERATION_LIST.map((operation) => [pathTemplate(operation.path), pathItem(operation)]),
  )
  return {
    openapi: '3.1.1',
    info: {
      title: 'Aftercall collector',
      version: '1',
      description:
        'What widgets send and ask. The protocol in words is in docs/protocol.md. Every refusal is a problem of RFC 9457 ' +
        'whose `type` is `urn:aftercall:problem:<code>`.',
    },
    tags: [...new Set(OPERATION_LIST.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: SCHEMAS,
      headers: HEADERS,
      securitySchemes: {
        device: { type: 'http', scheme: 'bearer', description: 'The token of an enrolment.' },
        feedback: {
          type: 'http',
          scheme: 'bearer',
          description: 'A token that `feedback token create` made.',
        },
        metrics: {
          type: 'http',
          scheme: 'bearer',
          description: 'The metrics token of the collector, where it has one.',
        },
      },
    },
  }
}

/** What stands in a path, by the names that the routes give it. */
const IN_PATH = {
  teamId: 'The team of this device.',
  recordId: 'The record of the interaction.',
} as const satisfies Readonly<Record<string, string>>

/** `/v1/teams/:teamId` as OpenAPI writes it: `/v1/teams/{teamId}`. */
export function pathTemplate(path: string): string {
  return path.replaceAll(/:(\w+)/g, '{$1}')
}

function pathParameters(path: string): readonly JsonSchema[] {
  return Object.entries(IN_PATH)
    .filter(([name]) => path.includes(`:${name}`))
    .map(([name, description]) => ({
      name,
      in: 'path',
      required: true,
      description,
      schema: schemaReference('Id'),
    }))
}

function pathItem(operation: Operation): Readonly<Record<string, OperationObject>> {
  return {
    [operation.method]: operationObject(operation),
    ...(operation.head === true && {
      head: {
        operationId: `${operation.id}Head`,
        summary: `${operation.summary}, without the body`,
        tags: [operation.tag],
        security: [],
        responses: Object.fromEntries(
          Object.entries(responses(operation)).map(([status, { description, headers }]) => [
            status,
            { description, headers },
          ]),
        ),
      },
    }),
    options: {
      operationId: `${operation.id}Options`,
      summary: 'The methods that work here',
      tags: [operation.tag],
      security: [],
      ...withParameters(pathParameters(operation.path)),
      responses: { 204: { description: 'In the header Allow.', headers: headerReferences(['Allow']) } },
    },
  }
}

function operationObject(operation: Operation): OperationObject {
  const { id, summary, description, tag, query, body } = operation
  return {
    operationId: id,
    summary,
    description,
    tags: [tag],
    security: security(operation.access),
    ...withParameters([...pathParameters(operation.path), ...queryParameters(query)]),
    ...(body !== undefined && {
      requestBody: {
        required: true,
        content: Object.fromEntries(
          Object.entries(body).map(([type, schema]) => [type, { schema: schemaReference(schema) }]),
        ),
      },
    }),
    responses: responses(operation),
  }
}

function queryParameters(query: Operation['query'] = []): readonly JsonSchema[] {
  return query.map(({ name, schema, description, required = false }) => ({
    name,
    in: 'query',
    required,
    description,
    schema: schemaReference(schema),
  }))
}

function withParameters(parameters: readonly JsonSchema[]): Pick<OperationObject, 'parameters'> {
  return parameters.length === 0 ? {} : { parameters }
}

function security(access: Operation['access']): OperationObject['security'] {
  switch (access) {
    case 'device':
      return [{ device: [] }]
    case 'feedback':
      return [{ feedback: [] }]
    case 'metrics':
      return [{}, { metrics: [] }]
    case 'anybody':
      return []
  }
}

function responses({ answer, refusals }: Operation): Readonly<Record<string, ResponseObject>> {
  const { status, description, type = 'application/json', schema, compressible } = answer
  const good: ResponseObject = {
    description,
    headers: headerReferences(compressible === true ? ['Content-Encoding'] : []),
    ...(schema !== undefined && { content: { [type]: { schema: schemaReference(schema) } } }),
  }
  const codes = [...COMMON_REFUSALS, ...refusals]
  const statuses = [...new Set(codes.map((code) => PROBLEMS[code].status))]
  return {
    [status]: good,
    ...Object.fromEntries(
      statuses.map((refused) => [
        refused,
        problemResponse(
          codes.filter((code) => PROBLEMS[code].status === refused),
          refused,
        ),
      ]),
    ),
    // The only status that a code has beside its own: see server/not-http.ts.
    431: problemResponse(['invalid-request'], 431),
  }
}

function problemResponse(codes: readonly ProblemCode[], status: number): ResponseObject {
  return {
    description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].title}.`).join(' '),
    headers: headerReferences(problemHeaders(status)),
    content: { [PROBLEM_MEDIA_TYPE]: { schema: schemaReference('Problem') } },
  }
}

function problemHeaders(status: number): readonly HeaderName[] {
  switch (status) {
    case 401:
      return ['WWW-Authenticate']
    case 405:
      return ['Allow']
    case 429:
    case 503:
    case 507:
      return ['Retry-After']
    default:
      return []
  }
}

function headerReferences(names: readonly HeaderName[]): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(
    [...EVERYWHERE, ...names].map((name) => [name, { $ref: `#/components/headers/${name}` }]),
  )
}
