/**
 * The write-ahead log, read without SQLite: https://sqlite.org/fileformat.html, section 4. SQLite reads a log up to
 * the first frame whose checksum is wrong and forgets the rest without a word, because a log usually ends in a write
 * that was cut short. A flipped bit in the middle looks the same to it and silently takes every later rating along,
 * so we look for ourselves what follows.
 *
 * Every commit is synced before the next transaction begins, so a power cut tears one transaction only, the last. What
 * of it has come to the disk, in whatever order, is damage only where its commit has: then all of it may have been there
 * and acknowledged, and nothing tells a disk that has lost a part since from one that never had it. Without a commit
 * behind the gap nothing was acknowledged, and nothing is to be repaired.
 */
import { existsSync, readFileSync } from 'node:fs'

import { PAGE_SIZE } from '../pragmas.ts'

const HEADER = 32
const FRAME_HEADER = 24
const FRAME = FRAME_HEADER + PAGE_SIZE
const MAGIC = 0x377f0682

export interface Frame {
  readonly pageNumber: number
  /** The last frame of a transaction. */
  readonly commit: boolean
  readonly page: Buffer
}

export interface WalContent {
  /** What SQLite would replay, up to the last commit. */
  readonly replayed: readonly Frame[]
  /** All frames of this log, also behind damage, in the order in which they were written. */
  readonly all: readonly Frame[]
  /** Something of the log can't be read that may have been acknowledged. */
  readonly damaged: boolean
}

const NOTHING: WalContent = { replayed: [], all: [], damaged: false }

export function readWal(path: string): WalContent {
  if (!existsSync(path)) return NOTHING
  const file = readFileSync(path)
  if (file.length < HEADER + FRAME) return NOTHING
  const magic = file.readUInt32BE(0)
  // The last bit of the magic number says in which byte order the checksums were computed.
  const sum = checksummer(file, (magic & 1) === 0)
  const headerSum = sum(0, 24, [0, 0])
  const headerWhole =
    (magic & ~1) === MAGIC && file.readUInt32BE(8) === PAGE_SIZE && equals(file, 24, headerSum)
  // Without a header the first frame says to which log it belongs.
  const salt = headerWhole ? file.subarray(16, 24) : file.subarray(HEADER + 8, HEADER + 16)

  const all: Frame[] = []
  let running: Sum | undefined = headerWhole ? headerSum : undefined
  let replayed = 0
  let damaged = !headerWhole
  let isCommitBroken = false
  for (let at = HEADER; at + FRAME <= file.length; at += FRAME) {
    // Frames of an earlier round, which this one hasn't overwritten yet.
    if (!file.subarray(at + 8, at + 16).equals(salt)) {
      running = undefined
      continue
    }
    const commit = file.readUInt32BE(at + 4) !== 0
    if (running === undefined) damaged ||= commit || isCommitBroken
    else {
      const next = sum(at + FRAME_HEADER, PAGE_SIZE, sum(at, 8, running))
      running = equals(file, at + 16, next) ? next : undefined
      // Whatever follows it is of another transaction, which began after this one was acknowledged.
      isCommitBroken = commit && running === undefined
    }
    all.push({
      pageNumber: file.readUInt32BE(at),
      commit,
      page: file.subarray(at + FRAME_HEADER, at + FRAME),
    })
    if (running !== undefined && commit) replayed = all.length
  }
  return { replayed: all.slice(0, replayed), all, damaged }
}

type Sum = readonly [number, number]

/** Section 4.2: a Fletcher-like sum over pairs of 32-bit words. */
function checksummer(file: Buffer, littleEndian: boolean) {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  return (offset: number, length: number, [first, second]: Sum): Sum => {
    let a = first
    let b = second
    for (let i = offset; i < offset + length; i += 8) {
      a = (a + view.getUint32(i, littleEndian) + b) >>> 0
      b = (b + view.getUint32(i + 4, littleEndian) + a) >>> 0
    }
    return [a, b]
  }
}

function equals(file: Buffer, offset: number, [a, b]: Sum): boolean {
  return file.readUInt32BE(offset) === a && file.readUInt32BE(offset + 4) === b
}
