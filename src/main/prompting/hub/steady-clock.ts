/**
 * A clock for waiting: it never goes back, and it counts the time that the computer slept. The monotonic clock
 * alone stands still during sleep (Linux, macOS), the wall clock alone jumps when somebody sets it.
 */
export interface HubClock {
  /** Milliseconds since some moment; for differences only. */
  readonly steady: () => number
  /** Epoch milliseconds. */
  readonly epoch: () => number
}

/** Joins the two: moves on by whichever moved on further since the last look. */
export function steadyClock(monotonic: () => number, epoch: () => number): () => number {
  let [lastMonotonic, lastEpoch, steady] = [monotonic(), epoch(), 0]
  return () => {
    const [m, e] = [monotonic(), epoch()]
    steady += Math.max(m - lastMonotonic, e - lastEpoch, 0)
    ;[lastMonotonic, lastEpoch] = [m, e]
    return steady
  }
}

/** The computer's own clocks. */
export function systemClock(): HubClock {
  return { steady: steadyClock(() => performance.now(), Date.now), epoch: Date.now }
}
