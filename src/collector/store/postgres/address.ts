/** The address of a database, and how it is named in sentences: never with its password. */
import { StoreError } from '../store.ts'

export interface Address {
  readonly connectionString: string
  /** `host:port/database`. */
  readonly name: string
}

/** @throws StoreError `unsuitable` when it isn't the address of a PostgreSQL database */
export function parseAddress(text: string): Address {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !['postgres:', 'postgresql:'].includes(url.protocol))
    throw new StoreError(
      'unsuitable',
      'A database is given as postgres://user:password@host:5432/name, or left out for the embedded one.',
    )
  const host = url.hostname === '' ? (url.searchParams.get('host') ?? 'localhost') : url.hostname
  const database = decodeURIComponent(url.pathname.slice(1)) || decodeURIComponent(url.username)
  return { connectionString: text, name: `${host}:${url.port || '5432'}/${database}` }
}
