/** Remembers, over a crash, that the store was open, and that SQLite has found damage. */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

import { syncFolder } from '../../disk/files.ts'

export type Ending =
  /** Closed by `close()`. */
  | 'clean'
  /** Killed, crashed or without power: the file is checked before use. */
  | 'unclean'
  /** A statement met damage: the file is checked, however it was closed. */
  | 'damage-found'

const DAMAGE = 'damage found'

export function readMarker(path: string): Ending {
  if (!existsSync(path)) return 'clean'
  return readFileSync(path, 'utf8').includes(DAMAGE) ? 'damage-found' : 'unclean'
}

/** `damage-found` stays until the file has been checked. */
export function writeMarker(path: string, ending: Exclude<Ending, 'clean'>): void {
  const file = openSync(path, 'w', 0o600)
  try {
    writeSync(file, ending === 'damage-found' ? `${DAMAGE}\n` : 'open\n')
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  syncFolder(dirname(path))
}

export function clearMarker(path: string): void {
  rmSync(path, { force: true })
}
