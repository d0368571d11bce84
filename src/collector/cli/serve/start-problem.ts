/** Why a server could not start, in words. */
import { TlsFileError } from '../../server/tls.ts'
import { EXIT } from '../exit-codes.ts'
import { CommandProblem, usage } from '../problem.ts'

/** What keeps a server from listening, in words; anything else as it is. */
export function startProblem(
  error: unknown,
  { host, port }: { readonly host: string; readonly port: number },
): unknown {
  if (error instanceof TlsFileError) return usage(error.message)
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  switch (code) {
    case 'EADDRINUSE':
      return new CommandProblem(
        'port-taken',
        EXIT.later,
        `Port ${port} on ${host} is in use by another program, perhaps another collector. Choose another with --port.`,
      )
    case 'EACCES':
      return new CommandProblem(
        'port-forbidden',
        EXIT.failed,
        `This user may not listen on port ${port}. Choose one above 1023 with --port.`,
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return usage(`${host} is not an address of this computer.`)
    default:
      return error
  }
}
