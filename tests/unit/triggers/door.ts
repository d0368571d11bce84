/** A loopback door in a temporary folder, and ways to knock on it. */
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { HttpDoor } from '../../../src/main/triggers/loopback-http/adapter.ts'
import type { HttpDoorOptions } from '../../../src/main/triggers/loopback-http/adapter.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { RecordingHost } from './host.ts'

export const CRM = { origin: 'https://crm.example', token: 'c'.repeat(43) } as const

export interface OpenDoor {
  readonly door: HttpDoor
  readonly host: RecordingHost
  readonly folder: string
  readonly port: number
  readonly token: string
}

/** Opens a door on a free port; it is closed when the test is over. */
export async function openDoor(options: Partial<HttpDoorOptions> = {}): Promise<OpenDoor> {
  const folder = options.folder ?? temporaryFolder()
  const door = new HttpDoor({
    port: 0,
    folder,
    origins: [CRM],
    rate: { burst: 1_000, perSecond: 1_000 },
    ...options,
  })
  const host = new RecordingHost()
  await door.start(host)
  onTestFinished(() => door.stop())
  return { door, host, folder, ...readTokenFile(folder) }
}

export function readTokenFile(folder: string): { readonly port: number; readonly token: string } {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the test looks at what the door wrote
  return JSON.parse(readFileSync(join(folder, 'trigger.json'), 'utf8')) as { port: number; token: string }
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Sends bytes and reads the answer until the door closes the connection. Header lines in any case, any number. */
export function sendRaw(port: number, bytes: string | Buffer): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const socket = connect({ host: '127.0.0.1', port })
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  socket.on('error', (error: NodeJS.ErrnoException) => {
    // Cut off after the answer: what was read counts.
    if (chunks.length === 0) reject(error)
  })
  socket.on('close', () => resolve(parseAnswer(Buffer.concat(chunks).toString('utf8'))))
  socket.write(bytes)
  return promise
}

/** The first answer in a stream of bytes; status 0 when there is none. */
export function parseAnswer(text: string): Answer {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const [first = '', ...lines] = head.split('\r\n')
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
  })
  return {
    status: Number(first.split(' ')[1] ?? 0),
    headers: Object.fromEntries(headers),
    body: rest.join('\r\n\r\n'),
  }
}

export interface Knock {
  readonly method?: string
  readonly path?: string
  readonly body?: string
  /** Headers to add or, with `undefined`, to leave out. */
  readonly headers?: Readonly<Record<string, string | undefined>>
}

/** A request as a program of this user sends it, with changes. */
export function knock({ port, token }: OpenDoor, change: Knock = {}): Promise<Answer> {
  const { method = 'POST', path = '/v1/interactions/ended', body = '{}' } = change
  const headers = {
    host: `127.0.0.1:${port}`,
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...change.headers,
  }
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}`],
  )
  return sendRaw(port, `${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`)
}

/** A connection that says what it is told to and is watched until it closes. */
export function hold(port: number, bytes: string): { socket: Socket; closed: Promise<string> } {
  const socket = connect({ host: '127.0.0.1', port })
  let text = ''
  socket.on('data', (chunk) => (text += chunk.toString()))
  socket.on('error', () => {})
  const { promise, resolve } = Promise.withResolvers<string>()
  socket.on('close', () => resolve(text))
  socket.write(bytes)
  return { socket, closed: promise }
}
