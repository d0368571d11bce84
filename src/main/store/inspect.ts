/**
 * Looks at the database before SQLite does, by reading bytes: opening a file already replays its log, so a file of a
 * newer version or a damaged one must be recognised before that.
 */
import { closeSync, openSync, readSync } from 'node:fs'

import { isDamage } from './errors.ts'
import { sizeOf } from '../../disk/files.ts'
import type { StoreFiles } from './files.ts'
import { assertWitnessed } from './migrate.ts'
import { onCopy } from './on-copy.ts'
import { APPLICATION_ID, PAGE_SIZE } from './pragmas.ts'
import { readWal } from './salvage/wal.ts'

export type Inspection = {
  /** Of the schema, as far as the header can be believed. */
  readonly version: number
} & (
  | { readonly kind: 'absent' }
  /** `logLeft`: with a write-ahead log that a clean end would have emptied. */
  | { readonly kind: 'present'; readonly logLeft: boolean }
  | { readonly kind: 'damaged'; readonly why: string }
)

const HEADER_SIZE = 100
const MAGIC = 'SQLite format 3\0'
/** "Write-ahead log" in the header's file format numbers. */
const USES_WAL = 0x0202

export function inspect(files: StoreFiles): Inspection {
  const logLeft = sizeOf(files.wal) > 0
  if (sizeOf(files.database) === 0) {
    return logLeft
      ? { kind: 'damaged', version: 0, why: 'the log is there, the file is not' }
      : { kind: 'absent', version: 0 }
  }
  const header = headerOf(files.database)
  const wal = readWal(files.wal)
  // A first page in the log replaces the one in the file.
  const current = wal.replayed.findLast(({ pageNumber }) => pageNumber === 1)?.page ?? header
  const version = current.length < HEADER_SIZE ? 0 : current.readUInt32BE(60)
  const why =
    problemOf(header, logLeft) ??
    problemOf(current, logLeft) ??
    (wal.damaged ? 'a part of the log is damaged and more follows it' : undefined)
  return why === undefined ? { kind: 'present', version, logLeft } : { kind: 'damaged', version, why }
}

/** https://sqlite.org/fileformat.html, section 1.3. */
function problemOf(header: Buffer, logLeft: boolean): string | undefined {
  if (header.length < HEADER_SIZE) return 'the file is cut'
  if (header.toString('latin1', 0, 16) !== MAGIC) return 'it does not begin as a database does'
  if (header.readUInt16BE(16) !== PAGE_SIZE) return 'the page size is wrong'
  if (logLeft && header.readUInt16BE(18) !== USES_WAL)
    return 'there is a log that the header knows nothing of'
  // A new file has neither until its first transaction.
  const application = header.readUInt32BE(68)
  if (application !== APPLICATION_ID && (application !== 0 || header.readUInt32BE(60) !== 0)) {
    return 'it is the file of another program'
  }
  return undefined
}

/**
 * Whether a file whose header names a version newer than ours really is of that version, and not one of ours with a
 * damaged header. Asked of a copy, because the file itself is not to be touched.
 */
export function isTrulyNewer(files: StoreFiles): boolean {
  try {
    onCopy(files, assertWitnessed)
    return true
  } catch (error) {
    // Where it can't be found out, the file is left alone.
    return !isDamage(error)
  }
}

function headerOf(path: string): Buffer {
  const file = openSync(path, 'r')
  try {
    const header = Buffer.alloc(HEADER_SIZE)
    return header.subarray(0, readSync(file, header, 0, HEADER_SIZE, 0))
  } finally {
    closeSync(file)
  }
}
