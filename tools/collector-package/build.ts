/**
 * `npm run dist:collector`: the collector as one package that runs anywhere with Node: a file that begins it, one for
 * the program, one for its worker threads, better-sqlite3 as the only dependency. Writes a folder and its tarball.
 */
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import rootPackage from '../../package.json' with { type: 'json' }
import { bundle } from './bundle.ts'
import { licensesOf } from './licenses.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const NAME = 'aftercall-collector'

/** The program, and its threads under the name by which it looks for them beside itself. */
const ENTRIES = { program: 'main.ts', thread: 'store/thread/thread.ts' } as const

const manifest = {
  name: NAME,
  version: rootPackage.version,
  description: 'The central endpoint of Aftercall: takes what agents leave after a call, for their team.',
  license: rootPackage.license,
  type: 'module',
  bin: { [NAME]: 'main.js' },
  files: ['*.js', 'LICENSES-OF-THIRD-PARTIES.txt'],
  // 22.15 is the first with zstd; start.mjs says so where npm didn't.
  engines: { node: '>=22.15' },
  dependencies: { 'better-sqlite3': rootPackage.dependencies['better-sqlite3'] },
}

/**
 * Builds the package.
 * @param output a folder, emptied before
 * @returns the package's folder, its tarball, and the files that went into it
 */
export async function buildCollectorPackage(output: string): Promise<{
  readonly folder: string
  readonly tarball: string
  readonly modules: readonly string[]
}> {
  const folder = join(output, NAME)
  rmSync(output, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const modules = await bundle({
    root: ROOT,
    entries: Object.fromEntries(
      Object.entries(ENTRIES).map(([name, file]) => [name, join(ROOT, 'src/collector', file)]),
    ),
    external: Object.keys(manifest.dependencies),
    folder,
  })
  cpSync(join(import.meta.dirname, 'start.mjs'), join(folder, 'main.js'))
  chmodSync(join(folder, 'main.js'), 0o755)
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  writeFileSync(join(folder, 'LICENSES-OF-THIRD-PARTIES.txt'), licensesOf(ROOT, modules))
  cpSync(join(import.meta.dirname, 'README.md'), join(folder, 'README.md'))
  return { folder, tarball: pack(folder, output), modules: [...modules] }
}

/** `npm pack`, which needs no network. */
function pack(folder: string, output: string): string {
  const { status, stdout, stderr } = spawnSync(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', output],
    { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' },
  )
  if (status !== 0) throw new Error(`npm pack failed:\n${stderr}`)
  const file = /[\w.-]+\.tgz/.exec(stdout)?.[0]
  if (file === undefined) throw new Error(`npm pack named no file:\n${stdout}`)
  return join(output, file)
}

if (import.meta.main) {
  const { folder, tarball } = await buildCollectorPackage(join(ROOT, 'dist/collector'))
  const size = (readFileSync(tarball).length / 1e6).toFixed(2)
  console.log(`${folder}\n${tarball} (${size} MB)\nnpm install --global ${tarball}`)
}
