/** The programs of the hosts: as they are written, or each in one file. */
import { join } from 'node:path'

import { bundlePrograms } from '../../support/bundled-programs.ts'

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

/** Puts each into one file, for as long as they are used. */
export async function bundleHosts(): Promise<{ readonly hosts: Hosts; remove(): void }> {
  const { folder, remove } = await bundlePrograms({ ...SOURCES })
  return { hosts: { device: join(folder, 'device.js'), collector: join(folder, 'collector.js') }, remove }
}
