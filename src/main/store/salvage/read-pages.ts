/** Every page of a database file and its log, oldest state first. */
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs'

import { PAGE_SIZE } from '../pragmas.ts'
import { cellsOf } from './pages.ts'
import type { Cell, PageOf } from './pages.ts'
import { readWal } from './wal.ts'
import type { Frame } from './wal.ts'

/**
 * All cells that can still be read, from tables and indexes, in the order in which their pages were written: the
 * main file first, then the log. So of two states of a row the later one comes last. The tree above the pages isn't
 * used, which is why a page is found even if nothing points to it any more.
 */
export function* readableCells(database: string, wal: string): Generator<Cell> {
  const overlay = new Map<number, Buffer>()
  const file = existsSync(database) ? openSync(database, 'r') : undefined
  try {
    const pages = file === undefined ? 0 : Math.ceil(fstatSync(file).size / PAGE_SIZE)
    const inFile: PageOf = (n) => (file === undefined || n < 1 || n > pages ? undefined : readPage(file, n))
    for (let n = 1; n <= pages; n++) {
      const page = inFile(n)
      if (page !== undefined) yield* cellsOf(page, n, inFile)
    }
    for (const transaction of transactionsOf(readWal(wal).all)) {
      for (const { pageNumber, page } of transaction) overlay.set(pageNumber, page)
      const asOfThen: PageOf = (n) => overlay.get(n) ?? inFile(n)
      for (const { pageNumber, page } of transaction) yield* cellsOf(page, pageNumber, asOfThen)
    }
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

/**
 * The last group may lack its commit. It is read too: at worst it holds an answer that the agent gave and that was
 * never confirmed.
 */
function* transactionsOf(frames: readonly Frame[]): Generator<Frame[]> {
  let transaction: Frame[] = []
  for (const frame of frames) {
    transaction.push(frame)
    if (!frame.commit) continue
    yield transaction
    transaction = []
  }
  yield transaction
}

/** `undefined` where the disk itself can't read. A page that is cut at the end of the file is filled with zeros. */
function readPage(file: number, pageNumber: number): Buffer | undefined {
  const page = Buffer.alloc(PAGE_SIZE)
  try {
    readSync(file, page, 0, PAGE_SIZE, (pageNumber - 1) * PAGE_SIZE)
    return page
  } catch {
    return undefined
  }
}
