/**
 * One instance for each folder of user data. Electron answers at once whether it is the first, so this works
 * with a lock file and a folder for messages, both of which can be used without waiting, instead of a socket.
 */
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

export interface SecondInstance {
  argv: string[]
  cwd: string
  additionalData: unknown
}

/** Is this process one of ours? A number alone may have been given to another program after a kill. */
function isInstance(pid: number): boolean {
  try {
    process.kill(pid, 0)
    if (process.platform !== 'linux') return true
    // A killed process that nobody has waited for yet still has a number, but no command line.
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('electron-standin')
  } catch {
    return false
  }
}

/** Links a finished file to its place, so that nobody ever reads a lock without its owner. */
function takeLock(lock: string): boolean {
  const own = `${lock}.${process.pid}`
  writeFileSync(own, String(process.pid))
  try {
    linkSync(own, lock)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(own)
  }
}

export class SingleInstance {
  #lock: string | undefined

  /** True for the first instance; a later one hands its command line over and gets false. */
  request(folder: string, additionalData: unknown, onSecond: (second: SecondInstance) => void): boolean {
    if (this.#lock) return true
    const lock = join(folder, 'standin.lock')
    const inbox = join(folder, 'standin.inbox')
    mkdirSync(inbox, { recursive: true })
    while (!takeLock(lock)) {
      if (isInstance(readOwner(lock))) {
        const message: SecondInstance = { argv: process.argv, cwd: process.cwd(), additionalData }
        const name = join(inbox, `${Date.now()}-${process.pid}`)
        writeFileSync(name, JSON.stringify(message))
        renameSync(name, `${name}.json`)
        return false
      }
      rmSync(lock, { force: true })
    }
    this.#lock = lock
    for (const leftover of readdirSync(inbox)) rmSync(join(inbox, leftover), { force: true })
    watch(inbox, () => readInbox(inbox, onSecond)).unref()
    return true
  }

  has(): boolean {
    return this.#lock !== undefined
  }

  release(): void {
    if (this.#lock) rmSync(this.#lock, { force: true })
    this.#lock = undefined
  }
}

function readOwner(lock: string): number {
  try {
    return Number(readFileSync(lock, 'utf8')) || -1
  } catch {
    return -1
  }
}

function readInbox(inbox: string, onSecond: (second: SecondInstance) => void): void {
  let names: string[]
  try {
    names = readdirSync(inbox).filter((name) => name.endsWith('.json'))
  } catch {
    return // The folder of user data was removed under a running app.
  }
  for (const name of names.sort()) {
    const file = join(inbox, name)
    const text = readFileSync(file, 'utf8')
    rmSync(file)
    onSecond(JSON.parse(text) as SecondInstance)
  }
}
