/** SIGTERM and SIGINT: the first asks for a graceful stop, the second ends the process at once. */
import { constants } from 'node:os'
import type { Surroundings } from '../surroundings.ts'

export interface StopSignals {
  /** Resolves with the name of the first. */
  readonly first: Promise<string>
  /** From now on they do what they do without us. */
  off(): void
}

export function listenForStop({ onSignal, exit }: Pick<Surroundings, 'onSignal' | 'exit'>): StopSignals {
  const first = Promise.withResolvers<string>()
  let signals = 0
  const off = onSignal((signal) => {
    signals += 1
    if (signals > 1) exit(128 + constants.signals[signal])
    first.resolve(signal)
  })
  return { first: first.promise, off }
}
