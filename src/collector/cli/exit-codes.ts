/** Exit codes: what a script can tell from them is documented in docs/collector.md and never changes its meaning. */
import type { StoreErrorCode } from '../store/store.ts'

export const EXIT = {
  done: 0,
  /** It did not work: the disk, the network, something unexpected; or `verify` found differences. */
  failed: 1,
  /** The command line, a file or a value that was given is wrong. */
  usage: 2,
  notFound: 3,
  /** Doesn't fit the state of things. */
  conflict: 4,
  /** Not now: in use, busy or not reachable. The same command may work in a moment. */
  later: 5,
  /** The database can't be used as it is: damaged, written by a newer collector, or not one of ours. */
  unusable: 6,
} as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

interface Meaning {
  readonly exitCode: ExitCode
  /** What to do, after the sentence that says what is wrong; empty where that sentence says it all. */
  readonly advice: string
}

/** What an error of the store means for the person at the command line. */
export const STORE_ERRORS = {
  busy: { exitCode: EXIT.later, advice: 'Try again in a moment.' },
  closed: { exitCode: EXIT.later, advice: 'It is stopping; try again when it has started again.' },
  locked: { exitCode: EXIT.later, advice: 'Stop the collector that uses it, or wait until it is done.' },
  unreachable: {
    exitCode: EXIT.later,
    advice: 'Is the server running, and are address, user and password right?',
  },
  'disk-full': { exitCode: EXIT.failed, advice: 'Make room, then try again: nothing was changed.' },
  'read-only': {
    exitCode: EXIT.failed,
    advice: 'Whoever runs the collector must be allowed to write there.',
  },
  io: { exitCode: EXIT.failed, advice: '' },
  corrupt: { exitCode: EXIT.unusable, advice: 'Restore the newest backup: see `restore --help`.' },
  'newer-schema': { exitCode: EXIT.unusable, advice: 'Use the collector that wrote it, or a newer one.' },
  unsuitable: { exitCode: EXIT.unusable, advice: '' },
  'wrong-runtime': { exitCode: EXIT.unusable, advice: 'Node 22 or newer is needed.' },
  'not-found': { exitCode: EXIT.notFound, advice: '' },
  conflict: { exitCode: EXIT.conflict, advice: '' },
} as const satisfies Record<StoreErrorCode, Meaning>
