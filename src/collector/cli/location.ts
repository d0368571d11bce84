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
 * Takes the password out of whatever is about to be printed: drivers put what they were given into their messages.
 * A password may also stand in the query, `?password=…`.
 */
export function redactor(address: string | undefined): (text: string) => string {
  if (address === undefined) return (text) => text
  const secrets = secretsIn(address)
  return (text) => secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), text)
}

function secretsIn(address: string): readonly string[] {
  // Something like an address at least: what isn't one is never shown at all.
  if (!URL.canParse(address)) return [address]
  const url = new URL(address)
  const asked = url.searchParams.get('password') ?? ''
  return [url.password, decode(url.password), asked, encodeURIComponent(asked)].filter(
    (secret) => secret !== '',
  )
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
