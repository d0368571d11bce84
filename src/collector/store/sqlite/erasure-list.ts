/**
 * The file `erasures.txt` beside the database: the ids of erased devices, a line each. It outlives the database, so
 * that after a restore from an older backup nothing comes back that somebody had erased.
 */
import { appendFileSync, closeSync, existsSync, fsyncSync, openSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'

import { isUuid } from '../ids.ts'
import { guarded } from './errors.ts'
import { syncFolder } from '../../../disk/files.ts'

export interface ErasureList {
  readonly ids: () => readonly string[]
  /** Adds the ids that aren't in it; they are on the disk when it returns. */
  add(ids: readonly string[]): void
}

/** Reads the list; a line that an interrupted write has cut is passed over. */
export function openErasureList(path: string): ErasureList {
  return guarded(path, () => {
    const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
    const ids = new Set(
      text
        .split('\n')
        .map((line) => line.trim())
        .filter(isUuid),
    )
    // Behind a cut line the next one begins anew.
    let isLineOpen = text !== '' && !text.endsWith('\n')
    return {
      ids: () => Array.from(ids),
      add(more) {
        const missing = more.filter((id) => !ids.has(id))
        if (missing.length === 0) return
        const isNew = ids.size === 0 && !existsSync(path)
        const separator = isLineOpen ? '\n' : ''
        isLineOpen = true
        guarded(path, () => append(path, `${separator}${missing.join('\n')}\n`))
        if (isNew) guarded(path, () => syncFolder(dirname(path)))
        isLineOpen = false
        for (const id of missing) ids.add(id)
      },
    }
  })
}

function append(path: string, text: string): void {
  const file = openSync(path, 'a', 0o600)
  try {
    appendFileSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
