/** Where the agent's data lives, decided before anything else; a network folder is refused. */
import { mkdirSync, realpathSync, statfsSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** What the decision depends on. */
export interface DataFolderInput {
  readonly platform: NodeJS.Platform
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  /** Electron's `appData` folder: roaming on Windows, `~/Library/Application Support`, `$XDG_CONFIG_HOME`. */
  readonly appData: string
  readonly cwd: string
}

/**
 * The data folder: `--user-data-dir=DIR` or `--user-data-dir DIR`, else `Aftercall` under Local AppData on Windows
 * (a roaming profile would copy a database over the network at every logon) and under `appData` elsewhere.
 */
export function chooseDataFolder(input: DataFolderInput): string {
  const given = switchValue(input.argv, '--user-data-dir')
  if (given !== undefined && given !== '') return resolve(input.cwd, given)
  const base = input.platform === 'win32' ? (input.env['LOCALAPPDATA'] ?? input.appData) : input.appData
  return join(base, 'Aftercall')
}

/** Why the data folder can't be used; `error` carries the system's words for the log. */
export type DataFolderProblem = {
  readonly code: 'network-path' | 'read-only' | 'disk-full' | 'io'
  readonly path: string
}

/** Creates the folder when it is missing and checks that it is on a disk of this computer. */
export function prepareDataFolder(path: string, platform: NodeJS.Platform): DataFolderProblem | undefined {
  if (isUncPath(path)) return { code: 'network-path', path }
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    // Shows the server behind a mapped drive letter.
    if (platform === 'win32' && isUncPath(realpathSync.native(path))) return { code: 'network-path', path }
    if (platform === 'linux' && NETWORK_FILE_SYSTEMS.has(statfsSync(path).type))
      return { code: 'network-path', path }
  } catch (error) {
    return { code: problemOf(error), path }
  }
  return undefined
}

/** `f_type` of NFS, SMB, CIFS, SMB2, AFS, Ceph and 9P: man 2 statfs. SQLite's WAL needs shared memory, so none of them. */
const NETWORK_FILE_SYSTEMS: ReadonlySet<number> = new Set([
  0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x5346414f, 0x00c36400, 0x01021997,
])

function isUncPath(path: string): boolean {
  return /^(\\\\|\/\/)(?![?.][\\/](?!UNC))/i.test(path)
}

function switchValue(argv: readonly string[], name: string): string | undefined {
  const index = argv.findIndex((argument) => argument === name || argument.startsWith(`${name}=`))
  if (index < 0) return undefined
  const argument = argv[index] ?? ''
  return argument === name ? argv[index + 1] : argument.slice(name.length + 1)
}

function problemOf(error: unknown): DataFolderProblem['code'] {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'read-only'
  return code === 'ENOSPC' ? 'disk-full' : 'io'
}
