/**
 * vitest's global set-up where tests start the collector's program: its sources in one file, as its package has them. They
 * start it some hundred times, and from its sources each start takes twice as long.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { TestProject } from 'vitest/node'
import { bundle } from '../../tools/collector-package/bundle.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The file with which Node begins the collector's program. */
    readonly collectorProgram: string
  }
}

const ROOT = resolve(import.meta.dirname, '../..')
/** Within the checkout, where the program finds better-sqlite3 and its version. */
const CACHE = join(ROOT, 'node_modules/.cache/aftercall')

export default async function setup(project: TestProject): Promise<() => void> {
  mkdirSync(CACHE, { recursive: true })
  const folder = mkdtempSync(join(CACHE, 'collector-'))
  const sources = join(ROOT, 'src/collector')
  await bundle({
    root: ROOT,
    entries: { program: join(sources, 'main.ts'), thread: join(sources, 'store/thread/thread.ts') },
    external: ['better-sqlite3'],
    folder,
  })
  project.provide('collectorProgram', join(folder, 'program.js'))
  return () => rmSync(folder, { recursive: true, force: true })
}
