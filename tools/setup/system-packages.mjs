/** Programs that come from the system: as root on Debian they are installed, elsewhere they are asked for. */
import { accessSync, constants, existsSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './child.mjs'

/**
 * Is that program on PATH?
 * @param {string} name
 */
export function hasProgram(name, env = process.env) {
  return (env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** May this process install Debian packages without asking anybody? */
export function canInstall() {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
}

/**
 * @param {string[]} packages
 * @returns {Promise<boolean>} whether all of them are installed now
 */
export async function installSystemPackages(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const timeoutMs = 10 * 60 * 1000
  // A list that could not be refreshed may still serve.
  await run('apt-get', ['update', '-qq'], { env, timeoutMs })
  const args = ['install', '-y', '-qq', '--no-install-recommends', ...packages]
  const { code } = await withoutStarting(() => run('apt-get', args, { env, timeoutMs }))
  return code === 0
}

/** Whose answer Debian asks for before it starts a service: https://people.debian.org/~hmh/invokerc.d-policyrc.d-specification.txt */
const POLICY = '/usr/sbin/policy-rc.d'
const FORBIDDEN = 101

/**
 * Servers are installed for tests, which start their own; Debian would start them at once.
 * @template T
 * @param {() => Promise<T>} install
 */
async function withoutStarting(install) {
  if (existsSync(POLICY)) return install()
  writeFileSync(POLICY, `#!/bin/sh\nexit ${FORBIDDEN}\n`, { mode: 0o755 })
  try {
    return await install()
  } finally {
    rmSync(POLICY)
  }
}
