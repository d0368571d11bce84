/** A name with TLS, as devices see the collector behind its proxy. */
import { readFileSync } from 'node:fs'
import { Agent, request, type RequestOptions } from 'node:https'
import { onTestFinished } from 'vitest'
import type { TlsFiles } from '../../../src/collector/server/tls.ts'
import type { WireEvent } from '../../../src/shared/wire/events.ts'
import { BATCH_MEDIA_TYPE, ROUTES } from '../../../src/shared/wire/limits.ts'
import type { Enrolled } from '../../collector/cli/devices.ts'

export const NAME = 'aftercall.example.com'

export interface Question {
  readonly body?: string | Uint8Array
  readonly headers?: Readonly<Record<string, string>>
  /** Address of the client. */
  readonly from?: string
}

export type Answer = Awaited<ReturnType<typeof answerTo>>
export type Site = ReturnType<typeof siteAt>

/** Every request has a connection of its own, unless it is to be kept for the next one. */
export function siteAt(port: number, { certFile }: TlsFiles, keepAlive = false) {
  const agent = new Agent({ keepAlive })
  onTestFinished(() => agent.destroy())
  const base = { host: '127.0.0.1', port, servername: NAME, ca: readFileSync(certFile), agent }

  /** GET, or POST where there is a body. */
  const ask = (path: string, { body, headers, from }: Question = {}) =>
    answerTo(
      {
        ...base,
        path,
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          host: NAME,
          ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
          ...headers,
        },
        ...(from !== undefined && { localAddress: from }),
      },
      body,
    )
  /** Tries a code, right or wrong. */
  const tryCode = (code: string, question: Question = {}) =>
    ask(ROUTES.enrolments, {
      ...question,
      body: JSON.stringify({ code }),
      headers: { 'content-type': 'application/json', ...question.headers },
    })
  return {
    ask,
    tryCode,
    async enrol(code: string): Promise<Enrolled> {
      const { status, text, body } = await tryCode(code)
      if (status !== 200) throw new Error(`Enrolment: ${status} ${text}`)
      return body
    },
    send: ({ token }: Pick<Enrolled, 'token'>, events: readonly WireEvent[]) =>
      ask(ROUTES.events, {
        body: JSON.stringify(events),
        headers: { 'content-type': BATCH_MEDIA_TYPE, authorization: `Bearer ${token}` },
      }),
  }
}

async function answerTo(options: RequestOptions, body: string | Uint8Array | undefined) {
  const { promise, resolve, reject } = Promise.withResolvers<{
    status: number
    retryAfter?: string
    text: string
  }>()
  const sent = request(options, (response) => {
    const chunks: Buffer[] = []
    response.on('data', (chunk: Buffer) => chunks.push(chunk))
    response.on('error', reject)
    response.on('end', () => {
      const { statusCode: status = 0, headers } = response
      const retryAfter = headers['retry-after']
      const text = Buffer.concat(chunks).toString('utf8')
      resolve({ status, text, ...(retryAfter !== undefined && { retryAfter }) })
    })
  })
  sent.on('error', reject)
  sent.end(body)
  const answer = await promise
  return { ...answer, body: answer.text.startsWith('{') ? JSON.parse(answer.text) : undefined }
}
