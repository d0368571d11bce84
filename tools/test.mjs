/**
 * `npm test`: everything that must hold, ending with "N passed, N failed". A filter runs the matching tests
 * only.
 */
import './setup/check-node.mjs'
import { mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { build } from './setup/build.mjs'
import { run } from './setup/child.mjs'
import { ensureChromium } from './setup/chromium.mjs'
import { downloadElectron, electronBinary } from './setup/electron.mjs'
import { ensurePackages, pinnedNode, toolEnvironment } from './setup/packages.mjs'
import { hasDisplay } from './setup/runtime.mjs'
import { hasProgram } from './setup/system-packages.mjs'
import { readPlaywright, readVitest, sum, withExitCode } from './setup/tally.mjs'
import { runCommand, say } from './setup/terminal.mjs'
import { ensureTestPrograms } from './setup/test-programs.mjs'

const root = resolve(fileURLToPath(new URL('.', import.meta.url)), '..')
const filters = process.argv.slice(2)
const reports = join(root, 'node_modules/.cache/aftercall/reports')

/** Tools see a pipe, never the terminal, and on a CI machine they colour even that: so it is decided here. */
const colours = process.stdout.isTTY && !process.env.NO_COLOR ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }

/** Tests start the collector's program some hundred times: half of that is compiling the same TypeScript again. */
const compiled = { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/aftercall/compiled') }

/** Runs a program of node_modules/.bin with the pinned Node. */
function runTool(name, args, { env = {}, show = false, before = [] } = {}) {
  const [program, ...rest] = [...before, join(root, 'node_modules/.bin', name), ...args]
  const shell = process.platform === 'win32'
  return run(program, rest, {
    cwd: root,
    env: toolEnvironment(root, { ...process.env, ...colours, ...compiled, ...env }),
    show,
    shell,
  })
}

/** A check that holds or does not: one line, and what it printed only when it does not. */
async function check(title, work) {
  const start = performance.now()
  const outputs = []
  let ok = true
  for await (const { code, output } of work()) {
    ok &&= code === 0
    // Some tools colour even what they are told not to.
    if (code !== 0)
      outputs.push(process.stdout.isTTY ? output.trimEnd() : stripVTControlCharacters(output).trim())
  }
  say(`${title.padEnd(12)}${ok ? 'ok' : 'FAILED'}  ${((performance.now() - start) / 1000).toFixed(1)} s`)
  for (const output of outputs) say(output)
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 }
}

const lint = () =>
  check('lint', async function* steps() {
    yield runTool('oxfmt', ['--check', '.'])
    yield runTool('oxlint', ['--type-aware'])
  })
const boundaries = () =>
  check('boundaries', async function* steps() {
    yield runTool('depcruise', ['--config', '.dependency-cruiser.cjs', 'src'])
  })
const types = () =>
  check('types', async function* steps() {
    yield run(pinnedNode(root), [join(root, 'tools/check-types.mjs')], {
      cwd: root,
      env: toolEnvironment(root),
    })
  })
const buildApp = () =>
  check('build', async function* steps() {
    const { ok, output } = await build(root)
    yield { code: ok ? 0 : 1, output }
  })

async function vitest() {
  say('\nvitest')
  const file = join(reports, 'vitest.json')
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`]
  const { code } = await runTool('vitest', ['run', '--passWithNoTests', ...reporters, ...filters], {
    show: true,
  })
  return withExitCode(code, readVitest(file))
}

/** Real Electron where its binary is: it needs a display, which Xvfb can be. */
function playwrightRuntime() {
  const wanted = process.env.E2E_ELECTRON ?? (electronBinary(root) ? 'real' : 'standin')
  if (wanted !== 'real' || hasDisplay(process)) return { env: { E2E_ELECTRON: wanted }, before: [] }
  if (hasProgram('xvfb-run'))
    return { env: { E2E_ELECTRON: wanted }, before: ['xvfb-run', '--auto-servernum'] }
  return { env: { E2E_ELECTRON: 'standin' }, before: [] }
}

async function playwright() {
  const file = join(reports, 'playwright.json')
  const { env: runtime, before } = playwrightRuntime()
  say(`\nplaywright, on ${runtime.E2E_ELECTRON === 'real' ? 'Electron' : 'the stand-in for Electron'}`)
  const env = { ...runtime, PLAYWRIGHT_JSON_OUTPUT_FILE: file }
  const args = ['test', '--pass-with-no-tests', '--reporter=dot,json', ...filters]
  const { code } = await runTool('playwright', args, { env, before, show: true })
  return withExitCode(code, readPlaywright(file))
}

await runCommand(async () => {
  await ensurePackages(root)
  await ensureTestPrograms()
  // Real Electron starts on a display only, which Xvfb can be.
  const canShow = hasDisplay(process) || hasProgram('xvfb-run')
  if (!electronBinary(root) && canShow) await downloadElectron(root)
  // The stand-in's own tests need it even where real Electron runs the app.
  await ensureChromium(root)
  rmSync(reports, { recursive: true, force: true })
  mkdirSync(reports, { recursive: true })

  const tallies = []
  const steps =
    filters.length > 0
      ? [buildApp, vitest, playwright]
      : [lint, boundaries, types, buildApp, vitest, playwright]
  for (const step of steps) tallies.push(await step())
  const { passed, failed, skipped } = sum(tallies)
  if (skipped > 0) say(`\n${skipped} skipped`)
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
})
