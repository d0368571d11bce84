/** How large the code that draws charts is, packed as the app packs it. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import type { BenchRow } from '../row.ts'

const RENDERER = resolve(import.meta.dirname, '../../src/renderer')
const ENTRY = 'virtual:charts'

/**
 * Everything of the renderer that draws a chart (what is in ui/chart, and what uses that or d3), with as much of d3 as it
 * uses; React and the rest of the app are left out.
 */
export async function chartCode(): Promise<BenchRow[]> {
  const files = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(RENDERER, name))
    .filter((file) => dirname(file).endsWith(join('ui', 'chart')) || drawsCharts(file))
  const own = new Set(files)
  const isOurs = (id: string) =>
    id === ENTRY || own.has(id) || /[\\/]node_modules[\\/](d3-|internmap)/.test(id)
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root: RENDERER,
    plugins: [
      {
        name: 'charts',
        enforce: 'pre',
        async resolveId(id, importer) {
          if (id === ENTRY) return ENTRY
          const found = await this.resolve(id, importer, { skipSelf: true })
          if (found === null || /^(?:d3-|internmap)/.test(id) || isOurs(found.id)) return found
          return { id: found.id, external: true }
        },
        load: (id) =>
          id === ENTRY
            ? files.map((file, n) => `export * as part${n} from ${JSON.stringify(file)}`).join('\n')
            : undefined,
      },
    ],
    build: { write: false, minify: true, rollupOptions: { input: ENTRY, preserveEntrySignatures: 'strict' } },
  })
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) =>
    'output' in one ? one.output : [],
  )
  const code = outputs.map((one) => (one.type === 'chunk' ? one.code : '')).join('\n')
  const charts = gzipSync(code, { level: 9 }).length / 1024
  return [
    {
      name: 'chart code in the bundle, gzipped',
      ours: charts,
      unit: 'KB',
      goal: '< 60 KB',
      note: `${(code.length / 1024).toFixed(0)} KB minified, ${files.length} files and what they use of d3`,
    },
  ]
}

function drawsCharts(file: string): boolean {
  return /from '(?:d3-[a-z]+|[./]+\/ui\/chart\/[^']+)'/.test(readFileSync(file, 'utf8'))
}
