/** Text files as offices have them: UTF-8, what Excel calls Unicode (UTF-16), or the old Windows code page. */
import { createReadStream } from 'node:fs'
import { TextDecoder } from 'node:util'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/**
 * By its byte order mark; else UTF-8 if all of the file is that, which other texts with an accent hardly ever are. Reads
 * the whole file once.
 * @throws what the file system throws
 */
export async function detectEncoding(path: string): Promise<Encoding> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let isFirst = true
  for await (const chunk of bytesOf(path)) {
    const marked = isFirst ? byBeginning(chunk) : undefined
    if (marked !== undefined) return marked
    isFirst = false
    if (!decodes(decoder, chunk)) return 'windows-1252'
  }
  return decodes(decoder) ? 'utf-8' : 'windows-1252'
}

/** The text, piece by piece, without a byte order mark. What can't be read becomes U+FFFD. */
export async function* readText(path: string, encoding: Encoding): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of bytesOf(path)) {
    const text = decoder.decode(chunk, { stream: true })
    if (text !== '') yield text
  }
  const rest = decoder.decode()
  if (rest !== '') yield rest
}

function bytesOf(path: string): AsyncIterable<Uint8Array> {
  return createReadStream(path, { highWaterMark: 256 * 1024 })
}

/** UTF-16 also without a mark: the first letter of a header has a byte that is 0. */
function byBeginning([a, b]: Uint8Array): Encoding | undefined {
  if ((a === 0xff && b === 0xfe) || (a !== undefined && a !== 0 && b === 0)) return 'utf-16le'
  if ((a === 0xfe && b === 0xff) || (a === 0 && b !== undefined && b !== 0)) return 'utf-16be'
  return undefined
}

function decodes(decoder: TextDecoder, chunk?: Uint8Array): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined })
    return true
  } catch {
    return false
  }
}
