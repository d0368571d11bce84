/** Disks that can be filled: small file systems in memory, which only root may mount. */
import { spawnSync } from 'node:child_process'
import { closeSync, cpSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

let reason: string | null | undefined

/** Why no disk can be filled here; `null`: one can. */
export function whyNoSmallDisks(): string | null {
  reason ??= tryOne()
  return reason
}

function tryOne(): string | null {
  if (process.platform !== 'linux') return 'small disks are mounted on Linux'
  const folder = join(tmpdir(), `aftercall-mount-${process.pid}`)
  try {
    mountSmallDisk(folder, 1)
    unmount(folder)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

export function mountSmallDisk(folder: string, megabytes: number): void {
  mkdirSync(folder, { recursive: true })
  const options = `size=${megabytes}m,mode=0700`
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder])
  if (status !== 0) throw new Error(`mount says: ${String(stderr ?? 'there is no such program').trim()}`)
}

/** Also while files are open: what has them keeps them. */
export function unmount(folder: string): void {
  spawnSync('umount', ['-l', folder])
  rmSync(folder, { recursive: true, force: true })
}

/** What is on it stays in an ordinary folder. */
export function unmountAndKeep(folder: string): void {
  const kept = `${folder}-kept`
  cpSync(folder, kept, { recursive: true })
  unmount(folder)
  renameSync(kept, folder)
}

const FILLER = 'filler'

/** Not a byte is left. */
export function fill(folder: string): void {
  const file = openSync(join(folder, FILLER), 'w')
  try {
    for (let size = 1 << 20; size > 0; size = Math.floor(size / 8)) writeUntilFull(file, Buffer.alloc(size))
  } finally {
    closeSync(file)
  }
}

export function free(folder: string): void {
  rmSync(join(folder, FILLER), { force: true })
}

function writeUntilFull(file: number, bytes: Buffer): void {
  try {
    for (;;) writeSync(file, bytes)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  }
}
