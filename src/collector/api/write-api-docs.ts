/** Writes docs/api.md: `node src/collector/api/write-api-docs.ts`. */
import { writeFileSync } from 'node:fs'
import { openApiDocument } from './openapi/document.ts'
import { renderApiDocs } from './openapi/api-docs.ts'

writeFileSync(new URL('../../../docs/api.md', import.meta.url), renderApiDocs(openApiDocument()))
