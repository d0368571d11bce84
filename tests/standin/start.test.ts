/** `npm start` itself, run in a checkout whose npm packages and pinned Node are dummies. */
import { spawn } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { eventually } from './support.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/**
 * Stands in the place of the pinned Node: knows its version, builds, fails to download, and is the widget.
 */
const DUMMY_NODE = `#!/bin/sh
case "$1" in
  --version) echo v1.2.3 ;;
  *electron-vite.js) echo built >> builds; mkdir -p out/main; touch out/main/index.js ;;
  *electron/install.js) echo tried >> downloads; echo "at stack (file.js)" >&2; exit 1 ;;
  *boot.ts)
    shift
    echo "widget $*"
    test -e wait || exit 7
    trap 'echo ended in order; exit 0' TERM INT
    touch running
    while :; do sleep 0.05; done ;;
esac
`

function makeCheckout(): string {
  const root = temporaryFolder()
  cpSync(resolve(import.meta.dirname, '../../tools'), join(root, 'tools'), { recursive: true })
  const files: Record<string, string> = {
    'package.json': '{}',
    'package-lock.json': '{ "packages": {} }',
    'src/a.ts': 'one',
    'node_modules/.package-lock.json': '{ "packages": {} }',
    'node_modules/node/package.json': '{ "version": "1.2.3" }',
    'node_modules/node/bin/node': DUMMY_NODE,
    chromium: '#!/bin/sh\n',
  }
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), content)
  }
  chmodSync(join(root, 'node_modules/node/bin/node'), 0o755)
  chmodSync(join(root, 'chromium'), 0o755)
  return root
}

interface Start {
  pid: number
  ended: Promise<{ code: number | null; output: string }>
}

function start(root: string, args: string[] = [], env: NodeJS.ProcessEnv = {}): Start {
  const child = spawn(process.execPath, [join(root, 'tools/start.mjs'), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, STANDIN_CHROMIUM: join(root, 'chromium'), ...env },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const ended = new Promise<{ code: number | null; output: string }>((done) => {
    child.once('close', (code) => done({ code, output }))
  })
  return { pid: child.pid ?? 0, ended }
}

const lines = (file: string): number =>
  existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').length : 0

test('the widget gets its arguments, and its exit code is passed through', async () => {
  const root = makeCheckout()
  const args = ['--user-data-dir', 'data', '--hidden']
  const { code, output } = await start(root, args, { INIT_CWD: '/home/agent' }).ended
  expect(code).toBe(7)
  expect(output).toContain(`widget ${root} --user-data-dir=/home/agent/data --hidden`)
})

test('it builds the first time, and then only when a source has changed', async () => {
  const root = makeCheckout()
  const builds = join(root, 'builds')
  await start(root).ended
  const second = await start(root).ended
  expect([lines(builds), second.output.includes('Building')]).toEqual([1, false])
  writeFileSync(join(root, 'src/a.ts'), 'two')
  await start(root).ended
  expect(lines(builds)).toBe(2)
})

test('without a display it says so and tries no download', async () => {
  const root = makeCheckout()
  const { output } = await start(root).ended
  expect(output).toContain('There is no display')
  expect(existsSync(join(root, 'downloads'))).toBe(false)
})

test('a failed download is one sentence, is not tried again today, and can be tried by hand', async () => {
  const root = makeCheckout()
  const downloads = join(root, 'downloads')
  const display = { DISPLAY: ':99' }
  const first = await start(root, [], display).ended
  expect(first.code).toBe(7)
  expect(first.output).toContain("Electron's binary could not be downloaded")
  expect(first.output).toContain('no tray icon')
  expect(first.output).not.toContain('at stack')
  const second = await start(root, [], display).ended
  expect([lines(downloads), second.output.includes('could not be downloaded')]).toEqual([1, false])
  await start(root, ['--retry-electron'], display).ended
  expect(lines(downloads)).toBe(2)
})

test.for(['SIGINT', 'SIGTERM'] as const)('%s ends the widget in order', async (signal) => {
  const root = makeCheckout()
  writeFileSync(join(root, 'wait'), '')
  const { pid, ended } = start(root)
  await eventually(() => existsSync(join(root, 'running')))
  process.kill(pid, signal)
  const { code, output } = await ended
  expect([code, output.includes('ended in order')]).toEqual([0, true])
})

test('a Chromium that is named but missing is one sentence and exit code 1', async () => {
  const root = makeCheckout()
  const named = join(root, 'chromium')
  rmSync(named)
  const { code, output } = await start(root).ended
  expect(code).toBe(1)
  expect(output.trim().split('\n').at(-1)).toBe(`STANDIN_CHROMIUM names ${named}, which is no program file.`)
})

test('an incomplete checkout is one sentence and exit code 1', async () => {
  const root = makeCheckout()
  rmSync(join(root, 'package-lock.json'))
  const { code, output } = await start(root).ended
  expect(code).toBe(1)
  expect(output.trim()).toMatch(
    /^There is no readable package-lock\.json in \S+: is the checkout complete\?$/,
  )
})
