/** The list of erased devices as a file: a device id a line, so that it can be read, joined and sorted by anything. */
import { randomBytes } from 'node:crypto'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { usage, type Fault } from './problem.ts'

const HEAD = '# Devices of which nothing may come back to the collector: for `restore` and `restored`.'
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** How many wrong lines are named. */
const MOST_FAULTS = 5

export function erasureText(deviceIds: readonly string[]): string {
  return `${[HEAD, ...deviceIds.toSorted()].join('\n')}\n`
}

/** Writes the whole list or nothing: a cut list would bring people back. */
export async function writeErasures(file: string, deviceIds: readonly string[]): Promise<void> {
  const temporary = `${file}.${randomBytes(4).toString('hex')}.tmp`
  try {
    const handle = await open(temporary, 'wx', 0o600)
    try {
      await handle.writeFile(erasureText(deviceIds))
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

/**
 * Reads a list. Empty lines and lines that begin with # are passed over.
 * @throws CommandProblem `usage`, naming the lines that aren't device ids
 */
export async function readErasures(file: string): Promise<readonly string[]> {
  const lines = (await readFile(file, 'utf8')).split(/\r?\n/).map((line) => line.trim().toLowerCase())
  const isEntry = (line: string): boolean => line !== '' && !line.startsWith('#')
  const faults = lines.flatMap((line, index): Fault[] =>
    isEntry(line) && !UUID.test(line) ? [{ at: `line ${index + 1}`, detail: 'is not a device id' }] : [],
  )
  if (faults.length > 0) throw usage(`${file} is not a list of erased devices.`, faults.slice(0, MOST_FAULTS))
  return [...new Set(lines.filter(isEntry))]
}
