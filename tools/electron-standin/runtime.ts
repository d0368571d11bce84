/** What this run is: the app, its command line and the display. Read once, when the process starts. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { parseCommandLine } from './command-line.ts'

interface Manifest {
  name?: string
  productName?: string
  version?: string
  main?: string
}

export const commandLine = parseCommandLine(process.argv.slice(2))

const entry = resolve(commandLine.target ?? '.')
if (!existsSync(entry)) {
  process.stderr.write(`electron stand-in: there is no app at ${entry}\n`)
  process.exit(1)
}
const isFolder = statSync(entry).isDirectory()

export const appPath = isFolder ? entry : dirname(entry)

const manifestFile = join(appPath, 'package.json')
export const manifest: Manifest = existsSync(manifestFile)
  ? (JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest)
  : {}

/** The app's main module. */
export const mainFile = isFolder ? resolve(appPath, manifest.main ?? 'index.js') : entry

/** `require` as the app's own folder sees it. */
export const appRequire = createRequire(join(appPath, 'package.json'))

/**
 * Somebody (Playwright) wants to speak to Chromium: then it starts with the app, not with the first window.
 */
export const debuggingPort = commandLine.switches.has('remote-debugging-port')
  ? Number(commandLine.switches.get('remote-debugging-port'))
  : undefined

const forced = process.env.STANDIN_HEADLESS
/** No display, no windows on it: everything else works. STANDIN_HEADLESS=1|0 decides by hand. */
export const headless = forced ? forced !== '0' : !(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

/** The version of Electron that the app was installed with, for `process.versions.electron`. */
export function electronVersion(): string {
  try {
    return (appRequire('electron/package.json') as { version: string }).version
  } catch {
    return '0.0.0'
  }
}
