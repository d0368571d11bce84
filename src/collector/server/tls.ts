/** Certificate and key from files, and their renewal while the collector runs. */
import { readFileSync, unwatchFile, watchFile } from 'node:fs'
import { createSecureContext, type Server as TlsServer } from 'node:tls'

export interface TlsFiles {
  /** PEM: the certificate with those that lead to its root. */
  readonly certFile: string
  /** PEM: its private key. */
  readonly keyFile: string
}

export interface TlsMaterial {
  readonly cert: string
  readonly key: string
}

/** What is wrong with the files, as a plain sentence that names them. */
export class TlsFileError extends Error {
  override readonly name = 'TlsFileError'
}

export const MIN_TLS_VERSION = 'TLSv1.2'

/** Reads both files and sees whether they belong together. @throws TlsFileError */
export function readTlsFiles({ certFile, keyFile }: TlsFiles): TlsMaterial {
  const cert = read(certFile, 'certificate')
  const key = read(keyFile, 'key')
  try {
    createSecureContext({ cert, key, minVersion: MIN_TLS_VERSION })
  } catch (error) {
    throw new TlsFileError(`The certificate in ${certFile} and the key in ${keyFile} don't fit each other.`, {
      cause: error,
    })
  }
  return { cert, key }
}

function read(file: string, what: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new TlsFileError(`The ${what} ${file} can't be read.`, { cause: error })
  }
}

/** Uses new files for new connections. Files that can't be used change nothing. */
export function reloadTls(server: TlsServer, files: TlsFiles): void {
  server.setSecureContext({ ...readTlsFiles(files), minVersion: MIN_TLS_VERSION })
}

/**
 * Calls when one of the files has changed.
 * @param everyMs how often they are looked at: their folder may be on a network, which tells nobody
 * @returns what ends that
 */
export function watchTlsFiles(
  { certFile, keyFile }: TlsFiles,
  everyMs: number,
  changed: () => void,
): () => void {
  const files = [certFile, keyFile]
  for (const file of files) watchFile(file, { interval: everyMs, persistent: false }, changed)
  return () => {
    for (const file of files) unwatchFile(file, changed)
  }
}
