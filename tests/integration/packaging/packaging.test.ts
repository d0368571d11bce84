import { extractAll, extractFile, listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import electron from '../../../node_modules/electron/package.json' with { type: 'json' }
import { electronBinary } from '../../../tools/setup/electron.mjs'
import { writeDummyDistribution } from './dummy-distribution.ts'

const ROOT = resolve(import.meta.dirname, '../../..')
const realBinary = electronBinary(ROOT)
/** The real distribution where it is, else a dummy one; what is packed is the same. */
const isReal = realBinary !== undefined && process.platform === 'linux'

/** A fuse's byte in the wire when it is on. */
const ENABLED = '1'.charCodeAt(0)

const byText = (a: string, b: string): number => (a < b ? -1 : 1)

let work: string
let packed: string
let resources: string

beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'aftercall-pack-'))
  const distribution = isReal ? resolve(realBinary, '..') : join(work, 'electron')
  if (!isReal) writeDummyDistribution(distribution, electron.version)
  const run = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/electron-builder/cli.js'),
      '--linux',
      'dir',
      '--publish=never',
      `-c.electronDist=${distribution}`,
      `-c.directories.output=${join(work, 'dist')}`,
    ],
    { cwd: ROOT, encoding: 'utf8' },
  )
  if (run.status !== 0) throw new Error(`electron-builder failed:\n${run.stdout}${run.stderr}`)
  packed = join(work, 'dist', process.arch === 'arm64' ? 'linux-arm64-unpacked' : 'linux-unpacked')
  resources = join(packed, 'resources')
}, 120_000)

afterAll(() => rmSync(work, { recursive: true, force: true }))

test('holds the built app, its icons, the one database driver of this system, and nothing else', () => {
  const files = listPackage(join(resources, 'app.asar'), { isPack: false }).map((file) => file.slice(1))
  const folders = new Set(files.map((file) => file.split('/')[0] ?? ''))
  expect([...folders].toSorted(byText)).toEqual(['node_modules', 'out', 'package.json', 'resources'])
  expect(files.filter((file) => /^node_modules\/[^/]+$/.test(file))).toEqual(['node_modules/better-sqlite3'])
  expect(files.filter((file) => file.endsWith('.node'))).toEqual([
    `node_modules/better-sqlite3/prebuilds/${process.platform}-${process.arch}.node`,
  ])
  expect(
    files.filter((file) => /\.(ts|tsx|map|c|h|md)$|(^|\/)(tests?|src|collector)(\/|$)/.test(file)),
  ).toEqual([])
  expect(files).toContain('out/main/index.js')
  expect(files).toContain('out/preload/index.cjs')
  for (const window of ['prompt', 'day', 'panel', 'summary', 'settings']) {
    expect(files).toContain(`out/renderer/${window}/index.html`)
  }
})

test('nothing of the collector is in it: neither its packages nor its tables', () => {
  const archive = join(resources, 'app.asar')
  const code = listPackage(archive, { isPack: false }).filter((file) => /^[\\/]out[\\/].*\.c?js$/.test(file))
  expect(code.length).toBeGreaterThan(5)
  const ofCollector =
    /\b(fastify|kysely|prom-client|pg-protocol|enrolment_code|team_day|aftercall-collector)\b/i
  const found = code.filter((file) => ofCollector.test(extractFile(archive, file.slice(1)).toString('utf8')))
  expect(found).toEqual([])
})

test('unpacks the native module and nothing else beside the archive', () => {
  const unpacked = readdirSync(join(resources, 'app.asar.unpacked'), { recursive: true, encoding: 'utf8' })
  expect(unpacked.filter((file) => !/^node_modules(\/better-sqlite3(\/prebuilds)?)?$/.test(file))).toEqual([
    `node_modules/better-sqlite3/prebuilds/${process.platform}-${process.arch}.node`,
  ])
})

test('ships the languages that it speaks only', () => {
  expect(readdirSync(join(packed, 'locales')).toSorted(byText)).toEqual(['en-GB.pak', 'en-US.pak', 'nl.pak'])
})

test('every fuse of the packed program is as stated', async () => {
  const { version: _version, ...wire } = await getCurrentFuseWire(join(packed, 'aftercall'))
  const states = Object.fromEntries(
    Object.entries(wire).map(([fuse, state]) => [
      FuseV1Options[Number(fuse)] ?? `fuse ${fuse}`,
      Number(state) === ENABLED,
    ]),
  )
  expect(states).toEqual({
    RunAsNode: false,
    EnableCookieEncryption: true,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    LoadBrowserProcessSpecificV8Snapshot: false,
    GrantFileProtocolExtraPrivileges: false,
    // WasmTrapHandlers, which electron-builder 26 doesn't know: Electron's default.
    'fuse 8': true,
  })
})

test('what was packed starts, opens its database and takes an interaction', async () => {
  const userData = join(work, 'data')
  const app = isReal ? startReal(userData) : startOnStandin(userData)
  let printed = ''
  for (const stream of [app.stdout, app.stderr]) stream?.on('data', (text) => (printed += String(text)))
  try {
    const door = join(userData, 'trigger.json')
    await expect.poll(() => existsSync(door), { timeout: 30_000, message: printed }).toBe(true)
    const { port, token } = JSON.parse(readFileSync(door, 'utf8'))
    const { status } = await fetch(`http://127.0.0.1:${port}/v1/interactions/ended`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{}',
    })
    expect(status).toBe(202)
    expect(existsSync(join(userData, 'aftercall.db'))).toBe(true)
  } finally {
    const ended = new Promise((done) => {
      app.once('exit', done)
    })
    app.kill('SIGTERM')
    await ended
  }
}, 60_000)

/** The packed program itself; as root Chromium runs without its sandbox only. */
function startReal(userData: string): ChildProcess {
  const program = [join(packed, 'aftercall'), `--user-data-dir=${userData}`, '--hidden']
  if (process.getuid?.() === 0) program.push('--no-sandbox')
  const [file = '', ...args] = process.env.DISPLAY ? program : ['xvfb-run', '-a', ...program]
  return spawn(file, args)
}

/** The content of the archive, with nothing of this checkout in reach, on the stand-in. */
function startOnStandin(userData: string): ChildProcess {
  const content = join(work, 'content')
  extractAll(join(resources, 'app.asar'), content)
  cpSync(join(resources, 'app.asar.unpacked'), content, { recursive: true })
  return spawn(
    join(ROOT, 'tools/electron-standin/electron'),
    [content, `--user-data-dir=${userData}`, '--hidden'],
    {
      env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' },
    },
  )
}
