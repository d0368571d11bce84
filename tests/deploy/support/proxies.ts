/** nginx and Caddy with their documented configurations; only addresses and the certificate are this computer's. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TlsFiles } from '../../../src/collector/server/tls.ts'
import { makeCertificate } from '../../support/certificate.ts'
import { freePort } from '../../support/free-port.ts'
import { adapted, documented } from './documented.ts'
import { openFolder, startProgram } from './programs.ts'
import { NAME, siteAt, type Site } from './site.ts'

export interface Proxy {
  readonly site: Site
  /** The same for clients that keep their connections. */
  readonly keptOpen: Site
  /** What it has said. */
  readonly log: () => string
}

/** @param upstream addresses of the collectors */
export type StartProxy = (upstream: readonly string[]) => Promise<Proxy>

export const startNginx: StartProxy = async (upstream) => {
  const folder = openFolder()
  const certificate = makeCertificate(folder, NAME)
  const port = await freePort()
  const [line = ''] = /server 127\.0\.0\.1:47612.*;/.exec(documented('upstream aftercall {')) ?? []
  const lines = upstream.map((address) => line.replace('127.0.0.1:47612', new URL(address).host))
  const block = adapted(documented('upstream aftercall {'), {
    [line]: lines.join('\n  '),
    'listen 443 ssl;': `listen 127.0.0.1:${port} ssl;`,
    '/etc/ssl/aftercall/fullchain.pem': certificate.certFile,
    '/etc/ssl/aftercall/privkey.pem': certificate.keyFile,
  })
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(folder, name)};`,
  )
  const main = `daemon off; worker_processes 2; error_log stderr; pid ${join(folder, 'nginx.pid')}; events {}`
  const config = join(folder, 'nginx.conf')
  writeFileSync(config, `${main}\nhttp {\n${places.join('\n')}\n${block}}\n`)
  return running('nginx', ['-p', folder, '-e', 'stderr', '-c', config], { port, certificate, folder })
}

export const startCaddy: StartProxy = async (upstream) => {
  const folder = openFolder()
  const certificate = makeCertificate(folder, NAME)
  const port = await freePort()
  const { certFile, keyFile } = certificate
  const block = adapted(documented(`${NAME} {`), {
    [`${NAME} {`]: `https://${NAME}:${port} {\n  bind 127.0.0.1\n  tls ${certFile} ${keyFile}`,
    'reverse_proxy 127.0.0.1:47612 {': `reverse_proxy ${upstream.map((address) => new URL(address).host).join(' ')} {`,
  })
  const config = join(folder, 'Caddyfile')
  writeFileSync(config, `{\n  admin off\n  auto_https disable_redirects\n}\n${block}`)
  return running('caddy', ['run', '--adapter', 'caddyfile', '--config', config], {
    port,
    certificate,
    folder,
  })
}

interface Place {
  readonly port: number
  readonly certificate: TlsFiles
  readonly folder: string
}

async function running(
  name: string,
  args: readonly string[],
  { port, certificate, folder }: Place,
): Promise<Proxy> {
  const site = siteAt(port, certificate)
  const isReady = () =>
    site.ask('/healthz').then(
      ({ status }) => status === 200,
      () => false,
    )
  const env = { HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder }
  const { output } = await startProgram(name, args, isReady, env)
  return { site, keptOpen: siteAt(port, certificate, true), log: output }
}
