/** Whether an answer is on the disk. */
import { useState } from 'react'
import type { Rating, Smiley } from '../../shared/records.ts'

/**
 * An answer counts as written once it was seen while nothing was kept in memory; a later answer that is only kept
 * doesn't take that back.
 */
export function useSettled(answer: Rating | Smiley | null, kept: boolean): boolean {
  const [settled, setSettled] = useState(answer)
  const [started, setStarted] = useState(!kept)
  if (!kept && (!started || settled !== answer)) {
    setSettled(answer)
    setStarted(true)
  }
  return !kept || (started && settled === answer)
}
