/** What goes wrong at the command line, as one sentence, a code for programs and an exit code. */
import { StoreError } from '../store/store.ts'
import { EXIT, STORE_ERRORS, type ExitCode } from './exit-codes.ts'

/** One thing that is wrong with what was given, and where. */
export interface Fault {
  readonly at: string
  readonly detail: string
}

/** Thrown by commands; the message is a plain sentence for a person. */
export class CommandProblem extends Error {
  override readonly name = 'CommandProblem'
  readonly code: string
  readonly exitCode: ExitCode
  readonly faults: readonly Fault[]

  constructor(code: string, exitCode: ExitCode, message: string, faults: readonly Fault[] = []) {
    super(message)
    this.code = code
    this.exitCode = exitCode
    this.faults = faults
  }
}

/** The command line or something that it names is wrong. */
export const usage = (message: string, faults?: readonly Fault[]): CommandProblem =>
  new CommandProblem('usage', EXIT.usage, message, faults)

export const notFound = (message: string): CommandProblem =>
  new CommandProblem('not-found', EXIT.notFound, message)

export const conflict = (message: string): CommandProblem =>
  new CommandProblem('conflict', EXIT.conflict, message)

/** Whatever was thrown, as a problem that can be shown. */
export function toProblem(error: unknown): CommandProblem {
  if (error instanceof CommandProblem) return error
  if (error instanceof StoreError) {
    const { exitCode, advice } = STORE_ERRORS[error.code]
    return new CommandProblem(
      error.code,
      exitCode,
      advice === '' ? error.message : `${error.message} ${advice}`,
    )
  }
  const known = systemProblem(error)
  if (known !== undefined) return known
  const message = error instanceof Error ? error.message : String(error)
  return new CommandProblem('unexpected', EXIT.failed, `Something unexpected went wrong: ${message}`)
}

/** Errors of Node's file functions: which file, and what about it. */
function systemProblem(error: unknown): CommandProblem | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined
  if (!('path' in error) || typeof error.path !== 'string') return undefined
  const { path } = error
  switch (error.code) {
    case 'ENOENT':
      return usage(`There is no file or folder ${path}.`)
    case 'EISDIR':
      return usage(`${path} is a folder; a file is needed.`)
    case 'ENOTDIR':
      return usage(`A part of ${path} is a file, not a folder.`)
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new CommandProblem('read-only', EXIT.failed, `${path} can't be read or written by this user.`)
    case 'ENOSPC':
    case 'EDQUOT':
      return new CommandProblem('disk-full', EXIT.failed, `There is no space left on the disk for ${path}.`)
    default:
      return new CommandProblem('io', EXIT.failed, `${path} could not be read or written (${error.code}).`)
  }
}
