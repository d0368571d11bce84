/**
 * Electron's binary: npm's package `electron` is only the recipe, the program itself comes from elsewhere.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { run } from './child.mjs'
import { pinnedNode } from './packages.mjs'
import { say } from './terminal.mjs'

const DAY_MS = 24 * 60 * 60 * 1000
/** For a slow line; where the download is blocked it fails much sooner. */
const DOWNLOAD_TIMEOUT_MS = 10 * 60 * 1000

/**
 * The installed binary, or undefined.
 * @param {string} root
 * @returns {string | undefined}
 */
export function electronBinary(root) {
  const folder = join(root, 'node_modules/electron')
  try {
    const file = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'))
    return existsSync(file) ? file : undefined
  } catch {
    return undefined
  }
}

const failureFile = (root) => join(root, 'node_modules/.cache/aftercall/electron-download-failed')

/**
 * Did the download fail within the last day? Then another attempt would only cost time.
 * @param {string} root
 */
export function failedRecently(root, now = Date.now()) {
  try {
    return now - Number(readFileSync(failureFile(root), 'utf8')) < DAY_MS
  } catch {
    return false
  }
}

/**
 * Tries to download Electron's binary. A failure is said in one sentence and remembered.
 * @param {string} root
 * @param {boolean} retry forget an earlier failure
 * @returns {Promise<string | undefined>} the binary, if it is there now
 */
export async function downloadElectron(root, retry = false) {
  if (retry) rmSync(failureFile(root), { force: true })
  if (failedRecently(root)) return undefined
  say("Downloading Electron's binary …")
  const { timedOut } = await run(pinnedNode(root), [join(root, 'node_modules/electron/install.js')], {
    cwd: root,
    timeoutMs: DOWNLOAD_TIMEOUT_MS,
  })
  const binary = electronBinary(root)
  if (binary) return binary
  mkdirSync(dirname(failureFile(root)), { recursive: true })
  writeFileSync(failureFile(root), String(Date.now()))
  say(
    `Electron's binary could not be downloaded${timedOut ? ' in ten minutes' : ''}; ` +
      'the next attempt is tomorrow, or at once with `npm start -- --retry-electron`.',
  )
  return undefined
}
