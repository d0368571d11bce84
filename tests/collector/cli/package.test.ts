/** The package that `npm run dist:collector` makes, installed as an administrator would, far from this checkout. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, relative, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import rootPackage from '../../../package.json' with { type: 'json' }
import { buildCollectorPackage } from '../../../tools/collector-package/build.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { enrol, rating, send, today } from './devices.ts'
import { run, runFailing, runJson, startServer } from './support.ts'

const ROOT = resolve(import.meta.dirname, '../../..')
/** The only dependency, with its own: from this checkout, because there is no network here. */
const DEPENDENCIES = ['better-sqlite3', 'node-addon-api']

let work: string
let built: Awaited<ReturnType<typeof buildCollectorPackage>>
let program: readonly string[]

const byText = (a: string, b: string): number => (a < b ? -1 : 1)

/** This very Node is the first on the path. */
function environment(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: [dirname(process.execPath), process.env.PATH].join(delimiter) }
}

function npm(args: readonly string[], cwd: string): string {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', env: environment(), stdio: 'pipe' })
}

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'aftercall-collector-package-'))
  built = await buildCollectorPackage(join(work, 'dist'))
  const tarballs = DEPENDENCIES.map((name) =>
    join(work, npm(['pack', '--ignore-scripts', join(ROOT, 'node_modules', name)], work).trim()),
  )
  writeFileSync(join(work, 'package.json'), '{"private": true}')
  // An empty cache and no network: what isn't in these tarballs can't be there.
  const offline = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund', '--cache', join(work, 'cache')]
  npm(['install', ...offline, ...tarballs, built.tarball], work)
  program = [join(work, 'node_modules/.bin/aftercall-collector')]
}, 240_000)

afterAll(() => rmSync(work, { recursive: true, force: true }))

test('holds the program, its thread, the licences of what is in it, and nothing else', () => {
  const installed = join(work, 'node_modules/aftercall-collector')
  expect(readdirSync(installed).toSorted(byText)).toEqual([
    'LICENSES-OF-THIRD-PARTIES.txt',
    'README.md',
    'main.js',
    'package.json',
    'program.js',
    'thread.js',
  ])
  const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))
  expect(manifest).toMatchObject({
    name: 'aftercall-collector',
    version: rootPackage.version,
    dependencies: { 'better-sqlite3': rootPackage.dependencies['better-sqlite3'] },
  })
  const licences = readFileSync(join(installed, 'LICENSES-OF-THIRD-PARTIES.txt'), 'utf8')
  for (const name of ['fastify', 'kysely', 'pg', 'commander', 'zod', 'prom-client'])
    expect(licences).toMatch(new RegExp(`^${name} \\d.*\\(MIT|Apache|ISC`, 'm'))
})

test('needs better-sqlite3 and Node alone, and knows nothing of the computer that it was built on', () => {
  for (const file of ['program.js', 'thread.js']) {
    const code = readFileSync(join(built.folder, file), 'utf8')
    const imported = Array.from(code.matchAll(/^import .*?from "([^"]+)";$/gm), ([, name = '']) => name)
    expect(imported.length).toBeGreaterThan(3)
    const foreign = imported.filter((name) => !builtinModules.includes(name.replace(/^node:/, '')))
    expect([...new Set(foreign)]).toEqual(['better-sqlite3'])
    expect(code).not.toContain(ROOT)
  }
})

test('says on a Node that is too old which one it needs', async () => {
  const old = join(work, 'old-node.mjs')
  writeFileSync(old, "Object.defineProperty(process, 'versions', { value: { node: '20.19.4' } })")
  const { code, stderr } = await run(['--version'], {
    program: ['--import', old, join(built.folder, 'main.js')],
  })
  expect(code).toBe(6)
  expect(stderr).toBe(
    'aftercall-collector needs Node 22.15 or newer; this is Node 20.19.4. Nothing was changed.\n',
  )
})

test('nothing of the widget is in it', () => {
  const { modules } = built
  expect(modules.filter((module) => /[\\/](electron|react|react-dom)[\\/]/.test(module))).toEqual([])
  const own = modules
    .filter((module) => !/node_modules|^\0/.test(module))
    .map((module) => relative(ROOT, module))
  expect(own).toContain(join('src', 'collector', 'main.ts'))
  expect(own.filter((module) => !/^src[\\/](collector|disk|shared)[\\/]/.test(module))).toEqual([])
})

test('explains itself and says its version', async () => {
  const help = await run(['--help'], { program })
  expect(help).toMatchObject({ code: 0, stderr: '' })
  expect(help.stdout).toContain('aftercall-collector <command>')
  // As the shell starts it, by its first line.
  const [file = ''] = program
  const printed = execFileSync(file, ['--version'], { encoding: 'utf8', env: environment() })
  expect(printed).toBe(`${rootPackage.version}\n`)
})

test('serves: a device joins, sends and is counted; a backup is made and restored; it stops with 0', async () => {
  const data = ['--data', join(temporaryFolder(), 'data')]
  const options = { program, cwd: temporaryFolder() }
  const server = await startServer(data, options)
  await runJson(['team', 'add', 'North', ...data], options)
  const { code } = await runJson(['code', 'create', 'North', ...data], options)
  const device = await enrol(server.address, code)
  const events = [rating(device.deviceId, today(1), 5), rating(device.deviceId, today(), 2)]
  expect(await send(server.address, device, events)).toMatchObject({ status: 200, body: { stored: 2 } })
  for (const path of ['/healthz', '/readyz', '/metrics', '/openapi.json'])
    expect({ path, status: (await fetch(server.address + path)).status }).toEqual({ path, status: 200 })
  const backup = join(temporaryFolder(), 'backup.db')
  await runJson(['backup', backup, ...data], options)
  expect(await runFailing(['restore', backup, ...data], options)).toMatchObject({ code: 'locked' })
  expect(await server.stop()).toBe(0)
  await runJson(['restore', backup, ...data], options)
  expect(await runJson(['stats', ...data], options)).toMatchObject({ interactions: 2 })
  expect(await runJson(['verify', ...data], options)).toEqual({ ok: true, differences: [] })
})

test('speaks to PostgreSQL too: one that is not there is said, not a missing module', async () => {
  const refused = await runFailing(['stats', '--database', 'postgres://a:b@127.0.0.1:1/c'], { program })
  expect(refused).toMatchObject({ code: 'unreachable', exitCode: 5 })
})
