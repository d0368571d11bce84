/** The Chromium that stands in for Electron's binary. */
import { join } from 'node:path'
import { run } from './child.mjs'
import { findChromium } from './find-chromium.mjs'
import { pinnedNode } from './packages.mjs'
import { canInstall, installSystemPackages } from './system-packages.mjs'
import { Refusal, say } from './terminal.mjs'

const DOWNLOAD_TIMEOUT_MS = 5 * 60 * 1000

/**
 * Playwright's own; it needs libraries of the system, which on a bare server only the package manager brings.
 */
async function downloadFromPlaywright(root) {
  const cli = join(root, 'node_modules/@playwright/test/cli.js')
  await run(pinnedNode(root), [cli, 'install', 'chromium'], { cwd: root, timeoutMs: DOWNLOAD_TIMEOUT_MS })
}

/**
 * A Chromium: one that is here, else the system's package, else Playwright's download.
 * @param {string} root
 * @returns {Promise<string>} its program file
 */
export async function ensureChromium(root) {
  const present = findChromium()
  if (present) return present
  const named = process.env.STANDIN_CHROMIUM
  if (named) throw new Refusal(`STANDIN_CHROMIUM names ${named}, which is no program file.`)
  say('Installing Chromium …')
  if (canInstall()) await installSystemPackages(['chromium'])
  else await downloadFromPlaywright(root)
  const installed = findChromium()
  if (installed) return installed
  throw new Refusal(
    "Neither Electron's binary nor a Chromium could be had on this computer. Install Chromium or Google Chrome " +
      '(on Debian: `apt install chromium`), or set STANDIN_CHROMIUM to its program file, and run this again.',
  )
}
