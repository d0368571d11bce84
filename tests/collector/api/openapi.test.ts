import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { expect, test } from 'vitest'
import { renderApiDocs } from '../../../src/collector/api/openapi/api-docs.ts'
import { openApiDocument, pathTemplate } from '../../../src/collector/api/openapi/document.ts'
import { OPERATIONS } from '../../../src/collector/api/paths.ts'
import { ROUTES } from '../../../src/shared/wire/limits.ts'
import { interaction, startTestCollector } from './support.ts'

const document = openApiDocument()

/** What OpenAPI 3.1.1 asks for, as far as this document uses it. */
const META = {
  type: 'object',
  required: ['openapi', 'info', 'paths', 'components', 'tags'],
  additionalProperties: false,
  properties: {
    openapi: { type: 'string', pattern: '^3\\.1\\.\\d+$' },
    info: {
      type: 'object',
      required: ['title', 'version'],
      additionalProperties: false,
      properties: { title: { type: 'string' }, version: { type: 'string' }, description: { type: 'string' } },
    },
    tags: {
      type: 'array',
      items: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
    },
    paths: {
      type: 'object',
      propertyNames: { pattern: '^/' },
      additionalProperties: {
        type: 'object',
        propertyNames: { enum: ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] },
        additionalProperties: { $ref: '#/$defs/operation' },
      },
    },
    components: {
      type: 'object',
      additionalProperties: false,
      propertyNames: { enum: ['schemas', 'headers', 'securitySchemes'] },
      properties: {
        schemas: { type: 'object', propertyNames: { pattern: '^[a-zA-Z0-9._-]+$' } },
        headers: { type: 'object', additionalProperties: { $ref: '#/$defs/header' } },
        securitySchemes: {
          type: 'object',
          additionalProperties: {
            type: 'object',
            required: ['type', 'scheme'],
            properties: { type: { const: 'http' }, scheme: { const: 'bearer' } },
          },
        },
      },
    },
  },
  $defs: {
    reference: {
      type: 'object',
      required: ['$ref'],
      additionalProperties: false,
      properties: { $ref: { type: 'string', pattern: '^#/components/(schemas|headers)/' } },
    },
    header: {
      type: 'object',
      required: ['schema'],
      additionalProperties: false,
      properties: {
        description: { type: 'string' },
        required: { type: 'boolean' },
        schema: { type: 'object' },
      },
    },
    content: {
      type: 'object',
      minProperties: 1,
      propertyNames: { pattern: '^[a-z]+/[a-z.+-]+$' },
      additionalProperties: {
        type: 'object',
        required: ['schema'],
        additionalProperties: false,
        properties: { schema: { $ref: '#/$defs/reference' } },
      },
    },
    operation: {
      type: 'object',
      required: ['operationId', 'responses'],
      additionalProperties: false,
      properties: {
        operationId: { type: 'string', pattern: '^[a-zA-Z]+$' },
        summary: { type: 'string' },
        description: { type: 'string' },
        tags: { type: 'array', items: { type: 'string' } },
        security: { type: 'array', items: { type: 'object', additionalProperties: { type: 'array' } } },
        parameters: {
          type: 'array',
          items: {
            type: 'object',
            required: ['name', 'in', 'schema'],
            properties: {
              in: { enum: ['query', 'header', 'path', 'cookie'] },
              required: { type: 'boolean' },
            },
          },
        },
        requestBody: {
          type: 'object',
          required: ['content'],
          additionalProperties: false,
          properties: { required: { type: 'boolean' }, content: { $ref: '#/$defs/content' } },
        },
        responses: {
          type: 'object',
          minProperties: 1,
          propertyNames: { pattern: '^[1-5](\\d\\d|XX)$' },
          additionalProperties: {
            type: 'object',
            required: ['description'],
            additionalProperties: false,
            properties: {
              description: { type: 'string' },
              headers: { type: 'object', additionalProperties: { $ref: '#/$defs/reference' } },
              content: { $ref: '#/$defs/content' },
            },
          },
        },
      },
    },
  },
}

test('The document follows the rules of OpenAPI 3.1, and everything that it refers to is there', () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  const validate = ajv.compile(META)
  validate(document)
  expect(validate.errors).toBeNull()
  // Every schema is one of JSON Schema 2020-12.
  ajv.addSchema({ $id: 'api', ...document })
  for (const name of Object.keys(document.components.schemas))
    expect(ajv.getSchema(`api#/components/schemas/${name}`)).toBeTypeOf('function')
  for (const [, group, name] of JSON.stringify(document).matchAll(
    /#\/components\/(schemas|headers)\/([\w-]+)/g,
  ))
    expect(Object.keys(document.components[group === 'headers' ? 'headers' : 'schemas'])).toContain(name)
  const ids = Object.values(document.paths).flatMap((item) =>
    Object.values(item).map(({ operationId }) => operationId),
  )
  expect(new Set(ids).size).toBe(ids.length)
  const schemes = Object.keys(document.components.securitySchemes)
  for (const item of Object.values(document.paths))
    for (const { security, tags } of Object.values(item)) {
      expect(schemes).toEqual(expect.arrayContaining(security.flatMap((way) => Object.keys(way))))
      expect(document.tags.map(({ name }) => name)).toEqual(expect.arrayContaining([...tags]))
    }
})

test('The document names every route and no other', () => {
  expect(Object.keys(document.paths).toSorted()).toEqual(
    [...Object.values(ROUTES).map(pathTemplate), ...Object.values(OPERATIONS)].toSorted(),
  )
})

/** The good body of each route that takes one; the record has a follow-up and a story. */
const bodies = (code: string): Readonly<Record<string, unknown>> => ({
  [ROUTES.enrolments]: { code },
  [pathTemplate(ROUTES.followUp)]: { state: 'done', doneBy: null },
  [pathTemplate(ROUTES.spotlight)]: { story: null },
  [ROUTES.customerFeedback]: [{ interactionId: 'call-1', scale: 'nps', score: 9 }],
})

/** What a route asks of its query. */
const queries: Readonly<Record<string, string>> = {
  [pathTemplate(ROUTES.summary)]: '?from=2026-11-01&to=2026-11-20&by=week',
}

test('The running server answers every operation of the document, and serves the document itself', async () => {
  const collector = await startTestCollector()
  const { administration } = collector.store
  const customerComparison = { worksCouncilAgreedOn: '2026-01-01' }
  await administration.setPolicy({ threshold: 5, retentionMonths: 12, customerComparison })
  const feedback = await administration.feedback.createToken('Survey tool')
  // Whatever is called is held against the document; here the good answer of each operation.
  for (const [path, item] of Object.entries(document.paths))
    for (const [method, { responses, security }] of Object.entries(item)) {
      const good = Object.keys(responses).find((status) => status.startsWith('2'))
      const { token, deviceId, team } = await collector.enrol('lead')
      const event = interaction(deviceId, { followUp: '', story: 'a good one' })
      const address = path
        .replace('{teamId}', team.id)
        .replace('{recordId}', event.id.slice(0, 36))
        .concat(queries[path] ?? '')
      const sent = await collector.send(token, [event])
      const body = method === 'post' ? bodies(await collector.code())[path] : undefined
      const received =
        path === ROUTES.events && method === 'post'
          ? sent
          : await collector.call(method.toUpperCase(), address, {
              ...(path !== OPERATIONS.metrics && {
                token: security.some((way) => 'feedback' in way) ? feedback.token : token,
              }),
              ...(body !== undefined && { json: body }),
            })
      expect([method, path, String(received.status)]).toEqual([method, path, good])
    }
  const { body } = await collector.call('GET', OPERATIONS.openApi)
  expect(body).toEqual(document)
})

test('docs/api.md is up to date', () => {
  const file = new URL('../../../docs/api.md', import.meta.url)
  // If not: `node src/collector/api/write-api-docs.ts`.
  expect(readFileSync(file, 'utf8')).toBe(renderApiDocs(document))
})
