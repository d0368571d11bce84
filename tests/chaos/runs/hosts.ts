/** The programs of the hosts: as they are written, or each in one file, which starts in half the time. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { bundle } from '../../../tools/collector-package/bundle.ts'

const ROOT = resolve(import.meta.dirname, '../../..')
/** Within the checkout, where bundles find better-sqlite3. */
const CACHE = join(ROOT, 'node_modules/.cache/aftercall')

/** Files that Node can begin with. */
export interface Hosts {
  readonly device: string
  readonly collector: string
}

/** What these throw tells its place. */
export const SOURCES: Hosts = {
  device: join(import.meta.dirname, 'device-host.ts'),
  collector: join(import.meta.dirname, 'collector-host.ts'),
}

/** Puts each into one file, for as long as they are used; the threads of the collector's store lie beside it. */
export async function bundleHosts(): Promise<{ readonly hosts: Hosts; remove(): void }> {
  mkdirSync(CACHE, { recursive: true })
  const folder = mkdtempSync(join(CACHE, 'chaos-'))
  const thread = join(ROOT, 'src/collector/store/thread/thread.ts')
  await bundle({ root: ROOT, entries: { ...SOURCES, thread }, external: ['better-sqlite3'], folder })
  const hosts = { device: join(folder, 'device.js'), collector: join(folder, 'collector.js') }
  return { hosts, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
