/** Certificates for tests of TLS, made by openssl. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { TlsFiles } from '../../src/collector/server/tls.ts'

/** A certificate for a name, signed by itself, and its key. */
export function makeCertificate(folder: string, name: string): TlsFiles {
  const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  const made = '-x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2'.split(' ')
  const names = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`]
  execFileSync('openssl', ['req', ...made, ...names, '-keyout', keyFile, '-out', certFile], {
    stdio: 'ignore',
  })
  return { certFile, keyFile }
}
