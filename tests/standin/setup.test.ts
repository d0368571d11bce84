/** The decisions of set-up: what is missing, what is chosen, what is said. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fingerprint, isBuilt } from '../../tools/setup/build.mjs'
import { nodeTooOld } from '../../tools/setup/check-node.mjs'
import { lastLines, run } from '../../tools/setup/child.mjs'
import { failedRecently } from '../../tools/setup/electron.mjs'
import { missingPackages } from '../../tools/setup/missing.mjs'
import { ensurePackages, missingLibrary } from '../../tools/setup/packages.mjs'
import { chooseRuntime, parseStartArguments, startNotes } from '../../tools/setup/runtime.mjs'
import { readPlaywright, readVitest, sum, withExitCode } from '../../tools/setup/tally.mjs'
import { missingNote, missingPrograms } from '../../tools/setup/test-programs.mjs'
import { temporaryFolder } from '../support/temporary-folder.ts'

function write(file: string, content: unknown): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
}

test('an old Node is told which one is needed, a new one nothing', () => {
  expect(nodeTooOld('18.20.4')).toContain('needs Node 20.19 or newer, and this is Node 18.20.4')
  expect(nodeTooOld('20.18.1')).toContain('https://nodejs.org')
  expect(['20.19.0', '22.0.0', '26.10.0'].map(nodeTooOld)).toEqual([undefined, undefined, undefined])
})

describe('npm ci', () => {
  /** A checkout that wants two packages and one of another platform; `a` has a command. */
  function checkout(): string {
    const root = temporaryFolder()
    write(join(root, 'package-lock.json'), {
      packages: {
        '': { version: '0.1.0' },
        'node_modules/a': { version: '1.0.0', bin: { 'a-command': 'cli.js' } },
        'node_modules/a/node_modules/@in/side': { version: '3.0.0' },
        'node_modules/b-darwin': { version: '2.0.0', optional: true },
      },
    })
    return root
  }
  function install(root: string, version = '1.0.0'): void {
    write(join(root, 'node_modules/a/package.json'), { version })
    write(join(root, 'node_modules/a/cli.js'), '')
    write(join(root, 'node_modules/a/node_modules/@in/side/package.json'), { version: '3.0.0' })
    write(join(root, 'node_modules/.bin/a-command'), '')
  }

  test('runs when anything that is needed here is missing or another version', () => {
    const root = checkout()
    expect(missingPackages(root)).toEqual(['a 1.0.0', '@in/side 3.0.0'])
    install(root, '1.0.1')
    expect(missingPackages(root)).toEqual(['a 1.0.0'])
    write(join(root, 'node_modules/a/package.json'), '{ "versi')
    expect(missingPackages(root)).toEqual(['a 1.0.0'])
  })

  test('does not run for packages of other platforms, nor when only npm’s own record is missing or wrong', () => {
    const root = checkout()
    install(root)
    expect(missingPackages(root)).toEqual([])
    write(join(root, 'node_modules/.package-lock.json'), '{ "packages": { "node_mod')
    expect(missingPackages(root)).toEqual([])
  })

  test('runs for a package that is gone, whatever npm’s record says', () => {
    const root = checkout()
    install(root)
    write(
      join(root, 'node_modules/.package-lock.json'),
      readFileSync(join(root, 'package-lock.json'), 'utf8'),
    )
    rmSync(join(root, 'node_modules/a/node_modules'), { recursive: true })
    expect(missingPackages(root)).toEqual(['@in/side 3.0.0'])
  })

  test('runs again after it was interrupted, when npm has not made the commands yet', () => {
    const root = checkout()
    install(root)
    rmSync(join(root, 'node_modules/.bin'), { recursive: true })
    expect(missingPackages(root)).toEqual(['a 1.0.0'])
    // Its program comes later, as Node's does: no command can be made for it.
    rmSync(join(root, 'node_modules/a/cli.js'))
    expect(missingPackages(root)).toEqual([])
  })

  test('does not replace packages from which a program runs: what is missing and the process are named', async () => {
    const root = checkout()
    install(root, '1.0.1')
    const node = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node')
    mkdirSync(dirname(node), { recursive: true })
    copyFileSync(process.execPath, node)
    const program = spawn(node, ['-e', 'setInterval(() => {}, 1000)'])
    try {
      await once(program, 'spawn')
      await expect(ensurePackages(root)).rejects.toThrow(
        `missing (a 1.0.0), but programs still run from node_modules: process ${program.pid}. End them`,
      )
    } finally {
      program.kill()
      await once(program, 'exit')
    }
    expect(existsSync(join(root, 'node_modules/a/package.json'))).toBe(true)
  })

  test('a checkout without a lockfile is refused by name', () => {
    expect(() => missingPackages(temporaryFolder())).toThrow('no readable package-lock.json')
  })
})

test('a library that the pinned Node does not find is known with the package that brings it', () => {
  const loader =
    'bin/node: error while loading shared libraries: libatomic.so.1: cannot open shared object file'
  expect(missingLibrary(loader)).toEqual({ library: 'libatomic.so.1', debianPackage: 'libatomic1' })
  expect(missingLibrary('v26.10.0')).toBe(undefined)
})

describe('the runtime', () => {
  const linux = { platform: 'linux' as const, env: {} }
  const desktop = { platform: 'linux' as const, env: { WAYLAND_DISPLAY: 'wayland-0' } }

  test('is Electron where its binary and a display are, else the stand-in', () => {
    expect(chooseRuntime({ ...desktop, binary: 'electron' })).toBe('electron')
    expect(chooseRuntime({ ...desktop, binary: undefined })).toBe('download')
    expect(chooseRuntime({ ...linux, binary: 'electron' })).toBe('standin')
    expect(chooseRuntime({ platform: 'darwin', env: {}, binary: undefined })).toBe('download')
  })

  test('is named in one line when it is not the real one, with what it lacks and what to do', () => {
    expect(startNotes({ ...desktop, runtime: 'electron' })).toEqual([])
    expect(startNotes({ ...desktop, runtime: 'standin' })).toEqual([
      expect.stringContaining('no tray icon, no global shortcut and no notification'),
    ])
    expect(startNotes({ ...linux, runtime: 'standin' })).toEqual([
      expect.stringContaining('xvfb-run npm start'),
    ])
  })

  test('gets its data folder from where the user called, in either spelling', () => {
    const from = (path: string): string => `/home/agent/${path}`
    const parse = (...args: string[]) => parseStartArguments(args, from)
    expect(parse('--user-data-dir', 'data', '--hidden').widget).toEqual([
      '--user-data-dir=/home/agent/data',
      '--hidden',
    ])
    expect(parse('--user-data-dir=data').widget).toEqual(['--user-data-dir=/home/agent/data'])
    expect(parse('--retry-electron')).toEqual({ widget: [], retryElectron: true })
  })
})

test("a failed download of Electron's binary is remembered for a day", () => {
  const root = temporaryFolder()
  expect(failedRecently(root)).toBe(false)
  const now = Date.parse('2026-06-01T12:00:00Z')
  write(join(root, 'node_modules/.cache/aftercall/electron-download-failed'), String(now))
  expect(failedRecently(root, now + 23 * 3_600_000)).toBe(true)
  expect(failedRecently(root, now + 25 * 3_600_000)).toBe(false)
})

describe('the build', () => {
  test('is out of date when a source has changed, come or gone', () => {
    const root = temporaryFolder()
    write(join(root, 'src/a.ts'), 'one')
    const first = fingerprint(root)
    write(join(root, 'src/a.ts'), 'two')
    const changed = fingerprint(root)
    write(join(root, 'src/deep/b.ts'), '')
    const added = fingerprint(root)
    rmSync(join(root, 'src/deep'), { recursive: true })
    expect(new Set([first, changed, added]).size).toBe(3)
    expect(fingerprint(root)).toBe(changed)
  })

  test('is missing when it was never finished', () => {
    const root = temporaryFolder()
    write(join(root, 'src/a.ts'), 'one')
    write(join(root, 'out/main/index.js'), '')
    expect(isBuilt(root)).toBe(false)
    write(join(root, 'out/built-from'), fingerprint(root))
    expect(isBuilt(root)).toBe(true)
    rmSync(join(root, 'out/main/index.js'))
    expect(isBuilt(root)).toBe(false)
  })
})

describe('other programs', () => {
  test('a program that is not there is an outcome, not an exception', async () => {
    const { code, output } = await run('/nowhere/program', [])
    expect(code).toBe(null)
    expect(output).toContain('ENOENT')
  })

  test('a program that takes too long is ended', async () => {
    const { code, timedOut } = await run(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
      timeoutMs: 300,
    })
    expect([code, timedOut]).toEqual([null, true])
  })

  test('what is shown of a failure has neither colours nor a stack', () => {
    const output =
      '\u001B[31mCould not resolve x\u001B[0m\n    at load (file.js:1:2)\n    at main\n\nGiving up\n'
    expect(lastLines(output)).toBe('Could not resolve x\n\nGiving up')
  })

  test('what stays missing is said in one line, with what is skipped and the command that brings it', () => {
    const note = missingNote(missingPrograms((name) => !['baresip', 'sipp'].includes(name)))
    expect(note).toBe(
      'Not on this computer: baresip, sipp. Skipped: calls with a real softphone; calls with a real SIP server. ' +
        'On Debian `apt install baresip-core sip-tester` brings them.',
    )
  })
})

describe('the last line', () => {
  test('adds up what the runners report', () => {
    const folder = temporaryFolder()
    const vitest = join(folder, 'vitest.json')
    const playwright = join(folder, 'playwright.json')
    write(vitest, { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 0 })
    write(playwright, { stats: { expected: 3, unexpected: 1, flaky: 0, skipped: 1 } })
    const tallies = [withExitCode(1, readVitest(vitest)), withExitCode(1, readPlaywright(playwright))]
    expect(sum(tallies)).toEqual({ passed: 8, failed: 2, skipped: 3 })
  })

  test('a runner that ends badly without a failed test still counts as a failure', () => {
    expect(withExitCode(1, { passed: 7, failed: 0, skipped: 0 })).toEqual({
      passed: 7,
      failed: 1,
      skipped: 0,
    })
    expect(withExitCode(null, readVitest('/nowhere.json'))).toEqual({ passed: 0, failed: 1, skipped: 0 })
  })
})
