/** The npm packages, and among them the Node that everything here runs on. */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, join, sep } from 'node:path'
import { lastLines, run } from './child.mjs'
import { missingPackages } from './missing.mjs'
import { runningFrom } from './running.mjs'
import { canInstall, installSystemPackages } from './system-packages.mjs'
import { Refusal, say } from './terminal.mjs'

/**
 * The program file of the pinned Node.
 * @param {string} root
 */
export function pinnedNode(root) {
  return join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node')
}

function pinnedVersion(root) {
  return JSON.parse(readFileSync(join(root, 'node_modules/node/package.json'), 'utf8')).version
}

/**
 * Running it is the only proof: an earlier `npm install` may have pruned or replaced parts of it.
 * @returns {Promise<{ runs: boolean, output: string }>}
 */
async function tryPinnedNode(root) {
  if (!existsSync(pinnedNode(root))) return { runs: false, output: '' }
  const { output } = await run(pinnedNode(root), ['--version'])
  return { runs: output.trim() === `v${pinnedVersion(root)}`, output }
}

/**
 * The environment in which all tools run: the pinned Node is the first on PATH.
 * @param {string} root
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnvironment(root, env = process.env) {
  const key = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'
  const folders = [join(root, 'node_modules/node/bin'), join(root, 'node_modules/.bin'), env[key] ?? '']
  return { ...env, [key]: folders.join(delimiter) }
}

/**
 * A Node outside node_modules, because npm is about to replace that folder; npm says which one runs it.
 * @param {string} root
 */
function outsideNode(root, env = process.env) {
  const inside = join(root, 'node_modules') + sep
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const onPath = (env.PATH ?? '').split(delimiter).map((folder) => join(folder, name))
  const candidates = [env.npm_node_execpath, process.execPath, ...onPath]
  return candidates.find((file) => file && !file.startsWith(inside) && existsSync(file)) ?? process.execPath
}

/** @param {string[]} args */
function npm(root, args) {
  const cli = process.env.npm_execpath
  return cli && /\.[cm]?js$/.test(cli)
    ? run(outsideNode(root), [cli, ...args], { cwd: root })
    : run('npm', args, { cwd: root, shell: process.platform === 'win32' })
}

/** @param {string[]} missing */
function nameSome(missing) {
  const more = missing.length - 3
  return missing.slice(0, 3).join(', ') + (more > 0 ? ` and ${more} more` : '')
}

/**
 * Without scripts: nothing is compiled and nothing is downloaded but packages, whatever npm's own settings
 * say. npm replaces all of node_modules, so nothing of ours may run from it.
 * @param {string} root
 * @param {string[]} missing
 */
async function installPackages(root, missing) {
  const running = await runningFrom(root)
  if (running.length > 0)
    throw new Refusal(
      `npm packages are missing (${nameSome(missing)}), but programs still run from node_modules: ` +
        `process ${running.join(', ')}. End them and run the same command again.`,
    )
  say(`Installing the npm packages with \`npm ci\`; missing: ${nameSome(missing)} …`)
  const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const { code, output } = await npm(root, ['ci', ...quietly])
  if (code === 0) return
  throw new Refusal(
    `${lastLines(output)}\nThe npm packages could not be installed: is the npm registry reachable? ` +
      'Then run the same command again, or `npm ci --ignore-scripts` to see all that npm says.',
  )
}

/**
 * The one package whose own installation step is wanted: it fetches the Node for this platform, from npm as
 * well.
 */
async function fetchPinnedNode(root) {
  const cwd = join(root, 'node_modules/node')
  const { output } = await run(outsideNode(root), ['installArchSpecificPackage.js'], { cwd })
  const tried = await tryPinnedNode(root)
  // Only now can npm link it, so that what `npm run` starts finds this Node first.
  if (tried.runs) await npm(root, ['rebuild', '--ignore-scripts', '--loglevel=error', 'node'])
  return { ...tried, output: tried.output || output }
}

const SYSTEM_LIBRARIES = new Map([
  ['libatomic.so.1', 'libatomic1'],
  ['libstdc++.so.6', 'libstdc++6'],
])

/**
 * The Debian package of a library that a program did not find, by what the loader says. Bare servers and
 * container images lack libatomic, which Node needs from version 25 on.
 * @param {string} output
 */
export function missingLibrary(output) {
  const library = /error while loading shared libraries: ([^\s:]+)/.exec(output)?.[1]
  return library && { library, debianPackage: SYSTEM_LIBRARIES.get(library) }
}

/** What to do about a Node that is there and does not run. */
function explainPinnedNode(root, output) {
  const missing = missingLibrary(output)
  if (missing) {
    const { library, debianPackage } = missing
    const bring = debianPackage ? ` (on Debian: \`apt install ${debianPackage}\`)` : ''
    return `Node ${pinnedVersion(root)} needs the system's library ${library}: install it${bring} and run this again.`
  }
  return (
    `${lastLines(output)}\nNode ${pinnedVersion(root)} for ${process.platform}-${process.arch} could not be ` +
    'installed from npm. If the registry has it, delete node_modules and run the same command again.'
  )
}

/** @param {string} root */
async function ensurePinnedNode(root) {
  let tried = await tryPinnedNode(root)
  if (!tried.runs && !missingLibrary(tried.output)) tried = await fetchPinnedNode(root)
  const debianPackage = missingLibrary(tried.output)?.debianPackage
  if (!tried.runs && debianPackage && canInstall()) {
    say(`Installing ${debianPackage}, which Node ${pinnedVersion(root)} needs …`)
    await installSystemPackages([debianPackage])
    tried = await tryPinnedNode(root)
  }
  if (tried.runs) return
  // It is the first `node` on npm's PATH: one that does not run would keep this very explanation from being
  // shown.
  rmSync(pinnedNode(root), { force: true })
  throw new Refusal(explainPinnedNode(root, tried.output))
}

/**
 * Brings node_modules in line with the lockfile; takes a moment when it already is.
 * @param {string} root
 */
export async function ensurePackages(root) {
  const missing = missingPackages(root)
  if (missing.length > 0) await installPackages(root, missing)
  await ensurePinnedNode(root)
}
