/** The end of a log after a power cut: what of the last write has come to the disk, in whatever order. */
import { spawnSync } from 'node:child_process'
import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { describe, expect, it } from 'vitest'

import { temporaryFolder } from '../../support/temporary-folder.ts'
import { databaseIn, DAY, openIn } from './support.ts'

const CHILD = fileURLToPath(new URL('killed-child.ts', import.meta.url))
const HEADER = 32
const FRAME = 24 + 4096

interface Torn {
  readonly directory: string
  /** Of the interactions whose ratings were acknowledged. */
  readonly ids: readonly string[]
}

/** A log whose last transaction, a rating, is `tear`'s to change: its bytes, and how many frames it has. */
function torn(tear: (transaction: Buffer, frames: number) => void): Torn {
  const directory = temporaryFolder()
  const ids = spawnSync(process.execPath, [CHILD, directory], { encoding: 'utf8' }).stdout.trim().split('\n')
  const path = `${databaseIn(directory)}-wal`
  const log = readFileSync(path)
  const commits = frameCommits(log)
  const end = commits.lastIndexOf(true)
  const first = commits.lastIndexOf(true, end - 1) + 1
  tear(log.subarray(HEADER + first * FRAME, HEADER + (end + 1) * FRAME), end - first + 1)
  writeFileSync(path, log)
  return { directory, ids }
}

function frameCommits(log: Buffer): boolean[] {
  const frames = Math.floor((log.length - HEADER) / FRAME)
  return Array.from({ length: frames }, (_, n) => log.readUInt32BE(HEADER + n * FRAME + 4) !== 0)
}

const ratedIn = (directory: string) => {
  const store = openIn(directory)
  const rated = store.interactions.ofWorkDay(DAY).filter(({ rating }) => rating !== null)
  return { notices: store.notices.map(({ code }) => code), ids: rated.map(({ id }) => id) }
}

describe('the last write, of which a power cut has left a part', () => {
  it('is a whole transaction of several pages', () => {
    torn((_, frames) => expect(frames).toBeGreaterThan(2))
  })

  it.each([
    ['its first page missing, its second there', [0]],
    ['only its last page before the commit there', 'all but the last'],
  ] as const)('is no repair where its commit is missing: %s', (_, gaps) => {
    const { directory, ids } = torn((transaction, frames) => {
      const missing = gaps === 'all but the last' ? range(0, frames - 2) : gaps
      for (const n of [...missing, frames - 1]) transaction.fill(0, n * FRAME, (n + 1) * FRAME)
    })
    expect(ratedIn(directory)).toEqual({ notices: ['unclean-end-checked'], ids: ids.slice(0, -1) })
  })

  it('is no repair where a page came in part and the commit not at all', () => {
    const { directory, ids } = torn((transaction, frames) => {
      transaction.fill(0, 24 + 1000, FRAME)
      transaction.fill(0, (frames - 1) * FRAME)
    })
    expect(ratedIn(directory)).toEqual({ notices: ['unclean-end-checked'], ids: ids.slice(0, -1) })
  })

  it('is taken for damage where its commit is there: it may have been acknowledged', () => {
    const { directory } = torn((transaction) => transaction.fill(0, 0, FRAME))
    expect(ratedIn(directory).notices).toEqual(['recovered'])
  })
})

describe('a commit that can not be read, before a write that was cut short', () => {
  it('is damage: the write began after it was acknowledged', () => {
    const { directory, ids } = torn((transaction, frames) => {
      // The rating's own commit, then the beginning of another transaction.
      transaction.fill(0, (frames - 1) * FRAME)
    })
    const path = `${databaseIn(directory)}-wal`
    const log = readFileSync(path)
    const commit = frameCommits(log).lastIndexOf(true)
    log.writeUInt8(
      log.readUInt8(HEADER + commit * FRAME + 24 + 1000) ^ 1,
      HEADER + commit * FRAME + 24 + 1000,
    )
    writeFileSync(path, log)
    truncateSync(path, HEADER + (commit + 2) * FRAME)
    const { notices, ids: rated } = ratedIn(directory)
    expect(notices).toEqual(['recovered'])
    expect(rated).toEqual(expect.arrayContaining(ids.slice(0, -1)))
  })
})

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, n) => from + n)
}
