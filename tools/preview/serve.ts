/** Builds the windows and serves them on loopback with the app's own content security policy. */
import { createServer, type Server } from 'node:http'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, resolve, sep } from 'node:path'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { WINDOWS } from '../../src/shared/ipc.ts'

const root = resolve(import.meta.dirname, '../..')
const folder = join(root, 'out/preview')

/** The same as in src/main/desktop/app-protocol.ts, which can't be imported without Electron. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

export async function buildPreview(): Promise<void> {
  const source = join(root, 'src/renderer')
  await build({
    configFile: false,
    logLevel: 'warn',
    root: source,
    base: './',
    plugins: [react()],
    build: {
      outDir: folder,
      emptyOutDir: true,
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      rollupOptions: {
        input: Object.fromEntries(WINDOWS.map((name) => [name, join(source, name, 'index.html')])),
      },
    },
  })
}

/** Answers with the server and its address. */
export async function servePreview(): Promise<{ readonly server: Server; readonly origin: string }> {
  const server = createServer((request, response) => {
    void (async () => {
      const path = normalize(join(folder, new URL(request.url ?? '/', 'http://localhost').pathname))
      const type = TYPES[extname(path)]
      const body =
        type !== undefined && path.startsWith(folder + sep)
          ? await readFile(path).catch(() => undefined)
          : undefined
      const missing = request.url === '/favicon.ico' ? 204 : 404
      response.writeHead(body === undefined ? missing : 200, {
        'content-type': type ?? 'text/plain',
        'content-security-policy': POLICY,
      })
      response.end(body)
    })()
  })
  await new Promise<void>((resolved) => server.listen(0, '127.0.0.1', resolved))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { server, origin: `http://127.0.0.1:${address.port}` }
}
