/** What is measured beside us, in a folder of its own: never part of the app, nor of its lockfile. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

export const PEERS = resolve(import.meta.dirname, '../peers')

/** Installs them as their lockfile says, once. Needs a network. */
export async function installPeers(): Promise<void> {
  if (existsSync(join(PEERS, 'node_modules', '.package-lock.json'))) return
  console.error('Installing what is measured beside us …')
  await promisify(execFile)('npm', ['ci', '--ignore-scripts', '--no-fund', '--no-audit'], { cwd: PEERS })
}
