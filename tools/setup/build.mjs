/** Building the app, only when its sources have changed since the last time. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { lastLines, run } from './child.mjs'
import { pinnedNode, toolEnvironment } from './packages.mjs'
import { Refusal, say } from './terminal.mjs'

const SOURCES = [
  'src',
  'resources',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
]

/** @returns {string[]} */
function filesBelow(path) {
  try {
    const entries = readdirSync(path, { withFileTypes: true })
    return entries.flatMap((entry) =>
      entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)],
    )
  } catch (error) {
    return error.code === 'ENOTDIR' ? [path] : []
  }
}

/**
 * Says by its value whether any source has changed, come or gone.
 * @param {string} root
 */
export function fingerprint(root) {
  const hash = createHash('sha256')
  for (const file of SOURCES.flatMap((path) => filesBelow(join(root, path))).sort()) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0')
  }
  return hash.digest('hex')
}

const stampFile = (root) => join(root, 'out/built-from')

/**
 * Is out/ what the sources would give?
 * @param {string} root
 */
export function isBuilt(root) {
  try {
    return (
      existsSync(join(root, 'out/main/index.js')) &&
      readFileSync(stampFile(root), 'utf8') === fingerprint(root)
    )
  } catch {
    return false
  }
}

/**
 * Builds in any case.
 * @param {string} root
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export async function build(root) {
  const before = fingerprint(root)
  const cli = join(root, 'node_modules/electron-vite/bin/electron-vite.js')
  const { code, output } = await run(pinnedNode(root), [cli, 'build'], {
    cwd: root,
    env: toolEnvironment(root),
  })
  if (code === 0) writeFileSync(stampFile(root), before)
  return { ok: code === 0, output }
}

/**
 * Builds if need be.
 * @param {string} root
 */
export async function ensureBuilt(root) {
  if (isBuilt(root)) return
  say('Building …')
  const { ok, output } = await build(root)
  if (!ok) throw new Refusal(`${lastLines(output, 20)}\nThe app could not be built: see above.`)
}
