/** Reads what journal.c has written down. */
import { readFileSync } from 'node:fs'

export type Entry =
  | { readonly kind: 'create'; readonly inode: bigint; readonly path: string }
  | { readonly kind: 'write'; readonly inode: bigint; readonly offset: number; readonly data: Buffer }
  | { readonly kind: 'truncate'; readonly inode: bigint; readonly length: number }
  | { readonly kind: 'sync'; readonly inode: bigint }
  | { readonly kind: 'sync-folder'; readonly path: string }
  | { readonly kind: 'rename' | 'link'; readonly from: string; readonly to: string }
  | { readonly kind: 'unlink' | 'mkdir' | 'rmdir'; readonly path: string }

const HEADER = 32

/** The entries in order; one that the end of the process has cut off is left out. */
export function readJournal(path: string): Entry[] {
  const bytes = readFileSync(path)
  const entries: Entry[] = []
  for (let at = 0; at + HEADER <= bytes.length;) {
    const [first, second, data] = [
      bytes.readUInt32LE(at + 4),
      bytes.readUInt32LE(at + 8),
      bytes.readUInt32LE(at + 12),
    ]
    const end = at + HEADER + first + second + data
    if (end > bytes.length) break
    const names = at + HEADER
    entries.push(
      entryOf(bytes.readUInt32LE(at), {
        inode: bytes.readBigUInt64LE(at + 16),
        offset: Number(bytes.readBigInt64LE(at + 24)),
        path: bytes.toString('utf8', names, names + first),
        other: bytes.toString('utf8', names + first, names + first + second),
        data: bytes.subarray(names + first + second, end),
      }),
    )
    at = end
  }
  return entries
}

interface Fields {
  readonly inode: bigint
  readonly offset: number
  readonly path: string
  readonly other: string
  readonly data: Buffer
}

function entryOf(kind: number, { inode, offset, path, other, data }: Fields): Entry {
  switch (kind) {
    case 1:
      return { kind: 'create', inode, path }
    case 2:
      return { kind: 'write', inode, offset, data }
    case 3:
      return { kind: 'truncate', inode, length: offset }
    case 4:
      return { kind: 'sync', inode }
    case 5:
      return { kind: 'sync-folder', path }
    case 6:
      return { kind: 'rename', from: path, to: other }
    case 7:
      return { kind: 'unlink', path }
    case 8:
      return { kind: 'mkdir', path }
    case 9:
      return { kind: 'rmdir', path }
    case 10:
      return { kind: 'link', from: path, to: other }
    default:
      throw new Error(`The journal has an entry of kind ${kind}, which nobody writes.`)
  }
}
