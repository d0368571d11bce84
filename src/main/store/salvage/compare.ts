/** Which of two states of a row is the later one. */
import type { Row } from './recognise.ts'

/**
 * Whether `found` is to replace `present`. The higher revision wins. At the same revision a row can still differ in
 * what doesn't raise it (a note, that it was asked about, that it was removed before anybody knew of it); there the
 * more advanced wins, and of two alike the one found, which was written later, unless it is mangled.
 */
export function supersedes(found: Row, present: Row, mangled: boolean): boolean {
  const byRevision = Number(found['revision']) - Number(present['revision'])
  if (byRevision !== 0) return byRevision > 0
  const byProgress = progressOf(found) - progressOf(present)
  return byProgress !== 0 ? byProgress > 0 : !mangled
}

function progressOf(row: Row): number {
  if (row['deleted'] === 1) return 2
  return (row['prompted_at'] ?? row['asked_at'] ?? null) === null ? 0 : 1
}

/** Whether `present` says all that `found` says. `seq` is only where a row is kept. */
export function says(present: Row, found: Row): boolean {
  return Object.entries(found).every(([name, value]) => {
    const other = present[name] ?? null
    if (name === 'seq') return true
    return Buffer.isBuffer(value) && Buffer.isBuffer(other) ? value.equals(other) : value === other
  })
}

/** Whether two ids differ in one byte only: then one of them is the other, damaged. */
export function isNear(a: Buffer, b: Buffer): boolean {
  let different = 0
  for (const [index, byte] of a.entries()) if (byte !== b[index]) different++
  return different <= 1
}
