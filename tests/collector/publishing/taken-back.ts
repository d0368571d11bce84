import { isDeepStrictEqual } from 'node:util'
import type { WindowAnswer } from '../../../src/shared/wire/summaries.ts'
import type { Snapshot } from './collector.ts'

interface TakenBack {
  readonly told: WindowAnswer
  /** `undefined`: it is gone. */
  readonly later: WindowAnswer | undefined
}

/** The windows that were told once and are told otherwise, or no more, at a later look: there may be none. */
export function takenBack(snapshots: readonly Snapshot[]): readonly TakenBack[] {
  const windowsAt = snapshots.map(({ windows }) => {
    const all = Object.entries(windows).flatMap(([by, own]) =>
      own.map((window) => [`${by} ${window.from}`, window] as const),
    )
    return new Map(all)
  })
  return windowsAt.flatMap((told, at) =>
    [...told].flatMap(([key, window]) => {
      const next = windowsAt[at + 1]
      if (next === undefined || isDeepStrictEqual(next.get(key), window)) return []
      return [{ told: window, later: next.get(key) }]
    }),
  )
}
