/** Where a Chromium is on this machine. Plain JavaScript: it runs on whatever Node the machine has. */
import { accessSync, constants, existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
const PLACES = [
  // Debian's /usr/bin/chromium is a shell script that adds switches of its own; this is the program behind
  // it.
  '/usr/lib/chromium/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** @param {string} file */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Where Playwright puts its own Chromium; it loads Playwright, so it is asked last. */
function playwrightChromium() {
  try {
    const { chromium } = createRequire(import.meta.url)('playwright-core')
    const file = chromium.executablePath()
    return file && existsSync(file) ? file : undefined
  } catch {
    return undefined
  }
}

/**
 * The first Chromium of: STANDIN_CHROMIUM, its usual places, PATH, Playwright's download.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined}
 */
export function findChromium(env = process.env) {
  if (env.STANDIN_CHROMIUM) return isProgram(env.STANDIN_CHROMIUM) ? env.STANDIN_CHROMIUM : undefined
  const onPath = (env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return [...PLACES, ...onPath].find(isProgram) ?? playwrightChromium()
}
