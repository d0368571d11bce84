/** vitest's global set-up where tests start the collector's program. */
import { join, resolve } from 'node:path'
import type { TestProject } from 'vitest/node'
import { bundlePrograms } from './bundled-programs.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The file with which Node begins the collector's program. */
    readonly collectorProgram: string
  }
}

const PROGRAM = resolve(import.meta.dirname, '../../src/collector/main.ts')

export default async function setup(project: TestProject): Promise<() => void> {
  const { folder, remove } = await bundlePrograms({ program: PROGRAM })
  project.provide('collectorProgram', join(folder, 'program.js'))
  return remove
}
