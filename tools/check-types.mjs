/** `npm run types`: every layer against its own globals, then everything that runs beside the app. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from './setup/child.mjs'
import { toolEnvironment } from './setup/packages.mjs'

const LAYERS = ['shared', 'disk', 'main', 'preload', 'renderer', 'collector']

const root = resolve(fileURLToPath(new URL('.', import.meta.url)), '..')
const projects = LAYERS.map((layer) => `src/${layer}/tsconfig.json`).filter((file) =>
  existsSync(join(root, file)),
)

let failed = false
for (const project of [...projects, 'tsconfig.json']) {
  const { code } = await run(join(root, 'node_modules/.bin/tsc'), ['-p', project], {
    cwd: root,
    env: toolEnvironment(root),
    shell: process.platform === 'win32',
    show: true,
  })
  failed ||= code !== 0
}
process.exitCode = failed ? 1 : 0
