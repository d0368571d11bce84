/** Errors of PostgreSQL and of the way to it as the store's own: a code that callers act on, a sentence. */
import pg from 'pg'

import { StoreError, type StoreErrorCode } from '../store.ts'

type Sentence = (server: string) => string
type Meaning = readonly [code: StoreErrorCode, sentence: Sentence]

const UNREACHABLE: Meaning = ['unreachable', (server) => `The database ${server} can't be reached.`]
const ENDING: Meaning = [
  'unreachable',
  (server) => `The database ${server} is starting, stopping or recovering.`,
]
const LOG_IN: Meaning = [
  'unreachable',
  (server) => `The database ${server} doesn't accept the user or the password.`,
]
const BUSY: Meaning = ['busy', (server) => `The database ${server} has too many changes in each other's way.`]
const NO_CONNECTION: Meaning = ['busy', (server) => `All connections to the database ${server} are in use.`]
const DAMAGED: Meaning = ['corrupt', (server) => `The database ${server} says that its files are damaged.`]
/** A pooler stands in between, and hands connections on after each transaction. */
export const SHARED_CONNECTIONS: Meaning = [
  'unsuitable',
  (server) =>
    `The connections to the database ${server} are shared with others. With PgBouncer in between, set pool_mode = session.`,
]

/** By SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html), by the first prefix that matches. */
const BY_STATE: readonly (readonly [prefix: string, meaning: Meaning])[] = [
  ['28', LOG_IN],
  ['3D000', ['unreachable', (server) => `The database ${server} doesn't exist.`]],
  ['08', UNREACHABLE],
  ['57P', ENDING],
  ['55000', ENDING],
  ['57014', ['busy', (server) => `The database ${server} has broken off what took it too long.`]],
  ['53100', ['disk-full', (server) => `There is no space left on the disk of the database ${server}.`]],
  ['53', ['busy', (server) => `The database ${server} has no connection or no memory left.`]],
  ['55P03', ['busy', (server) => `The database ${server} is busy with something else.`]],
  ['40', BUSY],
  ['25006', ['read-only', (server) => `The database ${server} is read-only, perhaps a standby.`]],
  ['42501', ['unsuitable', (server) => `The user may not do what is needed in the database ${server}.`]],
  // What was prepared isn't there, or is there already.
  ['26000', SHARED_CONNECTIONS],
  ['42P05', SHARED_CONNECTIONS],
  ['XX001', DAMAGED],
  ['XX002', DAMAGED],
  ['58030', ['io', (server) => `The database ${server} can't read or write its files.`]],
]

/** Turns an error of the database into a `StoreError`; anything else, mistakes of ours among it, is left as it is. */
export function toStoreError(error: unknown, server: string): unknown {
  if (error instanceof StoreError || !(error instanceof Error)) return error
  const [code, sentence] = meaningOf(error) ?? []
  return code === undefined || sentence === undefined
    ? error
    : new StoreError(code, sentence(server), { cause: error })
}

/** Two transactions were in each other's way; done once more, this one may well succeed. */
export function isWorthRetrying(error: unknown): boolean {
  return error instanceof RaceLost || stateOf(error) === '40001' || stateOf(error) === '40P01'
}

/** The data of a statement don't fit: nobody else's fault than theirs who sent them. */
export function isAboutData(error: unknown): boolean {
  const state = stateOf(error)
  return error instanceof RangeError || state?.startsWith('22') === true || state?.startsWith('23') === true
}

/** The connection can't be trusted any more: it broke, or an answer is still under way on it. */
export function breaksConnection(error: unknown): boolean {
  const state = stateOf(error)
  return state === undefined
    ? !(error instanceof RaceLost || error instanceof RangeError)
    : state.startsWith('57P')
}

/** Somebody else has inserted the same row in the meantime. */
export class RaceLost extends Error {
  override readonly name = 'RaceLost'
}

function stateOf(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined
}

function meaningOf(error: Error): Meaning | undefined {
  if (error instanceof RaceLost) return BUSY
  // The pool's words for having waited in vain for one of its connections.
  if (error.message === 'timeout exceeded when trying to connect') return NO_CONNECTION
  const state = stateOf(error)
  if (state !== undefined) return BY_STATE.find(([prefix]) => state.startsWith(prefix))?.[1]
  return isOfConnection(error) ? UNREACHABLE : undefined
}

/** Errors of sockets and TLS have a code or a system call; pg's own have a message only. */
function isOfConnection(error: Error): boolean {
  if ('syscall' in error || error instanceof AggregateError) return true
  if (
    'code' in error &&
    typeof error.code === 'string' &&
    /^(E[A-Z]+|ERR_(SSL|TLS)_|[A-Z_]*CERT)/.test(error.code)
  )
    return true
  return /connection|timeout|Client (has|was)|SSL|SASL|password/i.test(error.message)
}
