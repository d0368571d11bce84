/**
 * Programs of the collector in one file each, as its package has them, for tests that start them some hundred times: from
 * its sources each start takes twice as long.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { bundle } from '../../tools/collector-package/bundle.ts'

const ROOT = resolve(import.meta.dirname, '../..')
/** Within the checkout, where they find better-sqlite3 and their version. */
const CACHE = join(ROOT, 'node_modules/.cache/aftercall')

export interface BundledPrograms {
  /** `<name>.js` for each entry. */
  readonly folder: string
  remove(): void
}

/** @param entries source files by name; the threads of the collector's store come along, which they look for beside themselves */
export async function bundlePrograms(entries: Readonly<Record<string, string>>): Promise<BundledPrograms> {
  mkdirSync(CACHE, { recursive: true })
  const folder = mkdtempSync(join(CACHE, 'programs-'))
  const thread = join(ROOT, 'src/collector/store/thread/thread.ts')
  await bundle({ root: ROOT, entries: { ...entries, thread }, external: ['better-sqlite3'], folder })
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
