import { cruise, type ICruiseResult } from 'dependency-cruiser'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const ROOT = resolve(import.meta.dirname, '../../..')
const { forbidden, options } = createRequire(import.meta.url)(join(ROOT, '.dependency-cruiser.cjs'))

/** One file of each layer, to be imported. */
const TARGETS = [
  'src/shared/target.ts',
  'src/disk/target.ts',
  'src/main/index.ts',
  'src/main/store/target.ts',
  'src/main/triggers/target.ts',
  'src/main/prompting/target.ts',
  'src/main/sync/target.ts',
  'src/main/desktop/target.ts',
  'src/preload/target.ts',
  'src/renderer/ui/target.ts',
  'src/collector/target.ts',
]

/** The names of the rules that an import breaks, planted into a copy of the layout with the project's own rules. */
async function refusals(file: string, statement: string): Promise<string[]> {
  const folder = temporaryFolder()
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  for (const path of [...TARGETS, file]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), path === file ? statement : 'export const target = 1\n')
  }
  const { output } = await cruise(['src'], {
    ...options,
    ruleSet: { forbidden },
    validate: true,
    preserveSymlinks: true,
    baseDir: folder,
  })
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- without an output type the result is an object
  const { violations } = (output as ICruiseResult).summary
  return violations.filter(({ from }) => from === file).map(({ rule }) => rule.name)
}

test.each([
  ['src/shared/wrong.ts', "import { target } from '../main/store/target.ts'", 'shared-is-pure'],
  ['src/shared/wrong.ts', "import { readFileSync } from 'node:fs'", 'shared-is-pure'],
  ['src/shared/wrong.ts', "import { app } from 'electron'", 'electron-only-at-the-desktop'],
  ['src/disk/wrong.ts', "import { target } from '../shared/target.ts'", 'disk-is-plain-node'],
  ['src/disk/wrong.ts', "import { target } from '../collector/target.ts'", 'widget-knows-no-collector'],
  ['src/renderer/ui/wrong.ts', "import { target } from '../../disk/target.ts'", 'windows-know-shared-only'],
  ['src/main/sync/wrong.ts', "import { target } from '../../disk/target.ts'", 'sync-is-plain-node'],
  ['src/main/store/wrong.ts', "import { app } from 'electron'", 'electron-only-at-the-desktop'],
  ['src/main/store/wrong.ts', "import type { App } from 'electron'", 'electron-only-at-the-desktop'],
  ['src/main/widget.ts', "import { app } from 'electron'", 'electron-only-at-the-desktop'],
  ['src/main/store/wrong.ts', "import { target } from '../triggers/target.ts'", 'store-is-plain-node'],
  [
    'src/main/triggers/wrong.ts',
    "import { target } from '../prompting/target.ts'",
    'triggers-are-plain-node',
  ],
  ['src/main/prompting/wrong.ts', "import { target } from '../store/target.ts'", 'prompting-is-plain-node'],
  ['src/main/prompting/wrong.ts', "const late = import('../store/target.ts')", 'prompting-is-plain-node'],
  ['src/main/sync/wrong.ts', "import { target } from '../store/target.ts'", 'sync-is-plain-node'],
  [
    'src/main/desktop/wrong.ts',
    "import { target } from '../store/target.ts'",
    'desktop-is-not-wired-to-layers',
  ],
  ['src/main/desktop/wrong.ts', "import { target } from '../index.ts'", 'desktop-is-not-wired-to-layers'],
  ['src/preload/wrong.ts', "import { readFileSync } from 'node:fs'", 'preload-knows-the-contract-only'],
  [
    'src/renderer/ui/wrong.ts',
    "import { target } from '../../main/store/target.ts'",
    'windows-know-shared-only',
  ],
  ['src/renderer/ui/wrong.ts', "import { app } from 'electron'", 'electron-only-at-the-desktop'],
  ['src/renderer/ui/wrong.ts', "import { join } from 'node:path'", 'windows-know-shared-only'],
  [
    'src/collector/wrong.ts',
    "import { target } from '../main/store/target.ts'",
    'collector-knows-shared-only',
  ],
  ['src/collector/publishing/wrong.ts', "import { target } from '../target.ts'", 'publishing-is-pure'],
  ['src/collector/publishing/wrong.ts', "import { hrtime } from 'node:process'", 'publishing-is-pure'],
  [
    'src/main/store/wrong.ts',
    "import { target } from '../../collector/target.ts'",
    'widget-knows-no-collector',
  ],
  ['src/shared/wrong.ts', "import { target } from './nothing.ts'", 'everything-resolves'],
])('in %s, %s is refused', async (file, statement, rule) => {
  expect(await refusals(file, `${statement}\n`)).toContain(rule)
})

test.each([
  ['src/main/store/right.ts', "import { target } from '../../shared/target.ts'"],
  ['src/main/store/right.ts', "import Database from 'better-sqlite3'"],
  ['src/main/triggers/right.ts', "import { createServer } from 'node:http'"],
  ['src/main/desktop/right.ts', "import { app } from 'electron'"],
  ['src/renderer/ui/right.tsx', "import { useState } from 'react'"],
  ['src/preload/right.ts', "import { contextBridge } from 'electron'"],
])('in %s, %s is allowed', async (file, statement) => {
  expect(await refusals(file, `${statement}\n`)).toEqual([])
})
