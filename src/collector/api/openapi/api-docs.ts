/** docs/api.md, from the OpenAPI document: every route, what it takes and answers, every schema. */
import type { JsonSchema } from '../json-schema.ts'
import type { OpenApiDocument, OperationObject, ResponseObject } from './document.ts'

/** @returns Markdown */
export function renderApiDocs(document: OpenApiDocument): string {
  const { info, paths, components, tags } = document
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => method === 'get' || method === 'post')
      .map(([method, operation]) => ({ title: `${method.toUpperCase()} ${path}`, operation })),
  )
  const sections = tags.flatMap(({ name }) => [
    `## ${name[0]?.toUpperCase()}${name.slice(1)}`,
    ...operations
      .filter(({ operation }) => operation.tags.includes(name))
      .map(({ title, operation }) => renderOperation(title, operation)),
  ])
  return [
    `# ${info.title}: API`,
    '<!-- Made by `node src/collector/api/write-api-docs.ts`; a test sees to it that it is up to date. -->',
    `${info.description} The same as OpenAPI ${document.openapi} is at \`/openapi.json\` of every collector.`,
    'A wrong method is answered with 405 and `Allow`, `OPTIONS` with 204 and `Allow`; there is no CORS. ' +
      `Every answer carries ${everywhere(document)}.`,
    ...sections,
    '## Schemas',
    ...Object.entries(components.schemas).map(
      ([name, schema]) => `### ${name}\n\n\`\`\`json\n${JSON.stringify(schema, null, 2)}\n\`\`\``,
    ),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n')
}

/** The headers that all answers have. */
function everywhere({ paths }: OpenApiDocument): string {
  const all = Object.values(paths)
    .flatMap((item) => Object.values(item))
    .flatMap(({ responses }) => Object.values(responses))
    .map(({ headers }) => Object.keys(headers))
  const [first = [], ...rest] = all
  return first
    .filter((name) => rest.every((names) => names.includes(name)))
    .map((name) => `\`${name}\``)
    .join(', ')
}

function renderOperation(title: string, operation: OperationObject): string {
  const { summary, description = '', security, parameters, requestBody, responses } = operation
  return [
    `### ${title}`,
    `**${summary}.** ${description}`,
    renderAccess(security),
    ...(parameters ?? []).map(
      ({ name, in: where, required, description: meaning }) =>
        `${where === 'path' ? 'Path' : 'Query'} \`${String(name)}\`${where === 'query' && required === true ? ' (needed)' : ''}: ${String(meaning)}`,
    ),
    ...(requestBody === undefined ? [] : [`Body: ${renderContent(requestBody.content)}.`]),
    ['| status | answer | body |', '|---|---|---|', ...Object.entries(responses).map(renderResponse)].join(
      '\n',
    ),
  ]
    .filter((line) => line !== '')
    .join('\n\n')
}

function renderAccess(security: OperationObject['security']): string {
  const names = new Set(security.flatMap((way) => Object.keys(way)))
  if (names.has('device')) return 'With the token of a device, `Authorization: Bearer …`.'
  if (names.has('feedback')) return 'With a feedback token, `Authorization: Bearer …`.'
  return names.has('metrics') ? 'With the metrics token where there is one, `Authorization: Bearer …`.' : ''
}

function renderResponse([status, { description, content }]: [string, ResponseObject]): string {
  return `| ${status} | ${description} | ${content === undefined ? '' : renderContent(content)} |`
}

function renderContent(content: Readonly<Record<string, { readonly schema: JsonSchema }>>): string {
  return Object.entries(content)
    .map(([type, { schema }]) => `\`${type}\` ${link(schema)}`)
    .join(' or ')
}

function link(schema: JsonSchema): string {
  const name = String(schema.$ref).split('/').at(-1) ?? ''
  return `[${name}](#${name.toLowerCase()})`
}
