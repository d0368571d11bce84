/** Saves something where the agent wants it: the whole of it is there, or what was there before; part of the composition root. */
import { open, rename, rm } from 'node:fs/promises'

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
  const temporary = `${path}.part`
  try {
    await write(temporary, pieces)
    await rename(temporary, path)
    return { saved: true, path }
  } catch (error) {
    onError(error)
    await rm(temporary, { force: true }).catch(onError)
    return { saved: false, why: 'failed', path }
  }
}

async function write(path: string, pieces: Pieces): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    let text = ''
    for await (const piece of pieces) {
      if (typeof piece !== 'string') {
        await file.writeFile(piece)
        continue
      }
      text += piece
      if (text.length < CHUNK) continue
      await file.writeFile(text)
      text = ''
    }
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}
