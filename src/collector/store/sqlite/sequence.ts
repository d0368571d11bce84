/** `stored_seq`: numbers that rise with every smiley and pulse that is stored, over restarts too. */
import type { Database } from 'better-sqlite3'

/** How many are taken at once: one write of `meta` for so many smileys. Those left over at an end are skipped. */
const BLOCK = 1000

export interface Sequence {
  /** Within a transaction. */
  next(): number
  /** The transaction, or a part of it, was rolled back. */
  forget(): void
}

export function createSequence(db: Database): Sequence {
  const read = db.prepare<[], string>(`SELECT value FROM meta WHERE key = 'stored_seq'`).pluck()
  const write = db.prepare<[value: string]>(
    `INSERT INTO meta (key, value) VALUES ('stored_seq', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
  )
  let next = 0
  let end = 0
  return {
    next() {
      if (next === end) {
        next = Number(read.get() ?? 0)
        end = next + BLOCK
        write.run(String(end))
      }
      next += 1
      return next
    },
    forget() {
      next = 0
      end = 0
    },
  }
}
