/** Where the collector keeps its records: a folder with an SQLite file, or a PostgreSQL database. */
import { posix, win32 } from 'node:path'
import { usage } from './problem.ts'
import type { Surroundings } from './surroundings.ts'

export type Location =
  | { readonly kind: 'sqlite'; readonly folder: string }
  | { readonly kind: 'postgres'; readonly url: string }

export interface LocationOptions {
  readonly data?: string
  readonly database?: string
}

type Machine = Pick<Surroundings, 'env' | 'platform' | 'home'>

/** The folder when none is named. */
export function defaultFolder({ env, platform, home }: Machine): string {
  switch (platform) {
    case 'win32':
      return win32.join(env.LOCALAPPDATA ?? win32.join(home, 'AppData', 'Local'), 'aftercall-collector')
    case 'darwin':
      return posix.join(home, 'Library', 'Application Support', 'aftercall-collector')
    default: {
      // Relative paths in it are to be ignored: https://specifications.freedesktop.org/basedir-spec
      const data = env.XDG_DATA_HOME?.startsWith('/') ? env.XDG_DATA_HOME : posix.join(home, '.local/share')
      return posix.join(data, 'aftercall-collector')
    }
  }
}

/**
 * Which of the two it is.
 * @throws CommandProblem for an address that isn't one of PostgreSQL
 */
export function locationOf({ data, database }: LocationOptions, machine: Machine): Location {
  if (database === undefined || database === '')
    return { kind: 'sqlite', folder: data === undefined || data === '' ? defaultFolder(machine) : data }
  if (!/^postgres(ql)?:\/\//.test(database) || !URL.canParse(database))
    throw usage('The database must be given as postgres://user:password@host:5432/name.')
  return { kind: 'postgres', url: database }
}

/** As it may be shown and logged: without the password. */
export function describe(location: Location): string {
  if (location.kind === 'sqlite') return location.folder
  const url = new URL(location.url)
  const user = url.username === '' ? '' : `${url.username}@`
  return `postgres://${user}${url.host}${url.pathname}`
}

/**
 * Takes passwords out of whatever is about to be printed: drivers put what they were given into their messages. By
 * their place in an address, not by their letters: a password `able` would be seen in "unreach***".
 */
export function redact(text: string): string {
  return text
    .replaceAll(/(\b[a-z][a-z\d+.-]*:\/\/[^\s:@/]*):\S*@/gi, '$1:***@')
    .replaceAll(/(\bpassword=)[^&\s"'`]+/gi, '$1***')
}
