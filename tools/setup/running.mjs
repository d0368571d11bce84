/** Which programs run from node_modules: on the pinned Node or on Electron. */
import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs'
import { join, sep } from 'node:path'
import { run } from './child.mjs'

/** @typedef {{ id: number, parent: number, program: string }} Process */

const WINDOWS_LIST =
  'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId) $($_.ParentProcessId) $($_.ExecutablePath)" }'

/** @returns {Process[]} those that may be looked at */
function linuxProcesses() {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return ids.flatMap((id) => {
    try {
      const program = readlinkSync(`/proc/${id}/exe`)
      const parent = /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]
      return [{ id: Number(id), parent: Number(parent), program }]
    } catch {
      // It is somebody else's, or has ended in the meantime.
      return []
    }
  })
}

/** @returns {Promise<Process[]>} */
async function processes() {
  if (process.platform === 'linux') return linuxProcesses()
  const { output } =
    process.platform === 'win32'
      ? await run('powershell', ['-NoProfile', '-Command', WINDOWS_LIST])
      : await run('ps', ['-A', '-o', 'pid=,ppid=,comm='])
  return [...output.matchAll(/^\s*(\d+)\s+(\d+)\s+(.*\S)/gm)].map(([, id, parent, program]) => ({
    id: Number(id),
    parent: Number(parent),
    program,
  }))
}

/** Where the packages are, without links on the way. */
function packagesFolder(root) {
  try {
    return realpathSync(join(root, 'node_modules'))
  } catch {
    return undefined
  }
}

/**
 * The ids of the processes that would lose their files if node_modules were replaced; this one and those that have started
 * it aren't among them.
 * @param {string} root
 * @returns {Promise<number[]>}
 */
export async function runningFrom(root) {
  const folder = packagesFolder(root)
  if (folder === undefined) return []
  const all = await processes()
  const ours = ['node', 'electron'].map((name) => join(folder, name) + sep)
  const line = new Set()
  for (let id = process.pid; id > 0 && !line.has(id); id = all.find((one) => one.id === id)?.parent ?? 0)
    line.add(id)
  return all
    .filter(({ id, program }) => !line.has(id) && ours.some((place) => program.startsWith(place)))
    .map(({ id }) => id)
}
