/** What node_modules lacks of what the lockfile says: the packages themselves are looked at, not npm's record of them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from './terminal.mjs'

/**
 * @typedef {{ version?: string, optional?: boolean, bin?: Record<string, string> }} Package
 * @typedef {{ packages?: Record<string, Package> }} Lockfile
 */

/** A package that isn't inside another one, whose commands are in node_modules/.bin. */
const TOP = /^node_modules\/(?:@[^/]+\/)?[^/]+$/

/** @returns {Lockfile & Package | undefined} */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** @returns {Set<string>} */
function commandsIn(root) {
  try {
    return new Set(readdirSync(join(root, 'node_modules/.bin')))
  } catch {
    return new Set()
  }
}

/**
 * The packages that have to be installed, as `name version`. One is missing when it isn't there in its version or when a
 * command of it isn't: npm makes the commands last, so an installation that was interrupted lacks them. Optional packages
 * may be of another platform; a command whose program isn't there yet can't be made.
 * @param {string} root
 * @returns {string[]}
 */
export function missingPackages(root) {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages
  if (!wanted)
    throw new Refusal(`There is no readable package-lock.json in ${root}: is the checkout complete?`)
  const commands = commandsIn(root)
  const isThere = ([path, { version, optional, bin = {} }]) => {
    const found = readJson(join(root, path, 'package.json'))
    if (!found) return optional === true
    const isLinked = ([command, file]) => commands.has(command) || !existsSync(join(root, path, file))
    return found.version === version && (!TOP.test(path) || Object.entries(bin).every(isLinked))
  }
  return Object.entries(wanted)
    .filter(([path]) => path !== '')
    .filter((entry) => !isThere(entry))
    .map(([path, { version }]) => `${path.replace(/^.*node_modules\//, '')} ${version}`)
}
