/** Saves something where the agent wants it: the whole of it is there, or what was there before; part of the composition root. */
import { randomUUID } from 'node:crypto'
import { open, rename, rm, type FileHandle } from 'node:fs/promises'

import type { ExportOutcome } from '../shared/own-view.ts'

type Pieces = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>

/** How much is written at a time, in UTF-16 units. */
const CHUNK = 64 * 1024

/**
 * Writes a file, for its owner only.
 * @returns what came of it; never rejects
 */
export async function saveFile(
  path: string,
  pieces: Pieces,
  onError: (error: unknown) => void,
): Promise<ExportOutcome> {
  // A name of its own: nobody chose to have another file overwritten.
  const temporary = `${path}.${randomUUID()}.part`
  try {
    const file = await open(temporary, 'wx', 0o600)
    try {
      await write(file, pieces)
      await rename(temporary, path)
    } catch (error) {
      await rm(temporary, { force: true }).catch(onError)
      throw error
    }
    return { saved: true, path }
  } catch (error) {
    onError(error)
    return { saved: false, why: 'failed', path }
  }
}

/** Closes the file too. */
async function write(file: FileHandle, pieces: Pieces): Promise<void> {
  try {
    let text = ''
    for await (const piece of pieces) {
      if (typeof piece === 'string') text += piece
      if (typeof piece === 'string' && text.length < CHUNK) continue
      await file.writeFile(text)
      text = ''
      if (typeof piece !== 'string') await file.writeFile(piece)
    }
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}
