/** Holds every answer of the running server against the OpenAPI document. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { expect } from 'vitest'
import {
  openApiDocument,
  type OperationObject,
  type ResponseObject,
} from '../../../src/collector/api/openapi/document.ts'

export interface Received {
  readonly status: number
  readonly headers: Headers
  /** The text as it came, unpacked. */
  readonly text: string
  /** Parsed where it is JSON. */
  readonly body: unknown
}

const document = openApiDocument()
const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addSchema({ $id: 'api', ...document })

/** `/v1/teams/{teamId}` and the like, as they are asked for. */
const templates = Object.keys(document.paths).map((path) => ({
  path,
  pattern: new RegExp(`^${path.replaceAll('.', String.raw`\.`).replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}))

/** Fails the test when the answer isn't one that the document promises for this route. */
export function expectDocumented(method: string, path: string, received: Received): void {
  const where = `${method} ${path} → ${received.status}`
  const item = document.paths[templates.find(({ pattern }) => pattern.test(path))?.path ?? '']
  if (item === undefined) {
    expect([where, received.status]).toEqual([where, 404])
    expectProblem(where, received)
    return
  }
  const operation: OperationObject | undefined = item[method.toLowerCase()]
  if (operation === undefined) {
    expect([where, received.status]).toEqual([where, 405])
    if (method !== 'HEAD') expectProblem(where, received)
    return
  }
  const response = operation.responses[String(received.status)]
  expect(response, `${where} is documented`).toBeDefined()
  if (response !== undefined) expectResponse(where, response, received)
}

function expectResponse(where: string, response: ResponseObject, received: Received): void {
  for (const name of Object.keys(response.headers)) {
    const value = received.headers.get(name)
    const header = document.components.headers[name]!
    if (header.required) expect(value, `${where} has ${name}`).not.toBeNull()
    if (value !== null && header.schema.type === 'integer') expect(value).toMatch(/^[1-9]\d*$/)
  }
  if (response.content === undefined) {
    expect(received.text, `${where} has no body`).toBe('')
    return
  }
  const type = received.headers.get('content-type')?.split(';')[0] ?? ''
  const content = response.content[type]
  expect(content, `${where} answers ${Object.keys(response.content).join()}, not ${type}`).toBeDefined()
  if (content !== undefined) expectSchema(where, String(content.schema.$ref), received.body ?? received.text)
}

function expectProblem(where: string, { headers, body }: Received): void {
  expect([where, headers.get('content-type')]).toEqual([where, 'application/problem+json'])
  expectSchema(where, '#/components/schemas/Problem', body)
}

function expectSchema(where: string, reference: string, value: unknown): void {
  const validate = ajv.getSchema(`api${reference}`)
  if (validate === undefined) throw new Error(`${reference} is not in the document.`)
  const ok = validate(value)
  expect(ok, `${where}: ${JSON.stringify(validate.errors)}`).toBe(true)
}
