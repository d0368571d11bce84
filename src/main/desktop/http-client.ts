/**
 * HTTP of the widget through Chromium's network stack: the system's proxy (PAC included) and its certificates count, as
 * in the agent's browser. Proxies that ask for a name and a password of their own are not supported.
 */
import { net, session, type Session } from 'electron'

export interface ClientRequest {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array<ArrayBuffer>
  readonly signal: AbortSignal
  /** Longer bodies are an error. */
  readonly maxBytes: number
}

export interface ClientResponse {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  body(): Promise<Uint8Array>
}

/**
 * Makes the client. Requests go out in a session of their own, kept in memory: nothing is stored between runs, and no
 * window can use it. Rejects with Chromium's `net::ERR_…` when there is no answer.
 * @param version the widget's; the only thing about this computer that a request says
 */
export function createHttpClient(version: string): (request: ClientRequest) => Promise<ClientResponse> {
  let own: Session | undefined
  return async ({ url, method, headers, body, signal, maxBytes }) => {
    own ??= openSession(version)
    try {
      const response = await own.fetch(url, {
        method,
        headers: { ...headers },
        ...(body !== undefined && { body }),
        signal,
        // A token must not travel elsewhere.
        redirect: 'error',
        credentials: 'omit',
        cache: 'no-store',
      })
      return {
        status: response.status,
        headers: response.headers,
        body: () => readBody(response, maxBytes),
      }
    } catch (error) {
      if (isRedirect(error)) return REDIRECTED
      throw error
    }
  }
}

/** Whether the system says that there is a network. `true` promises nothing. */
export function isOnline(): boolean {
  return net.isOnline()
}

function openSession(version: string): Session {
  const own = session.fromPartition('sync', { cache: false })
  // Instead of the browser's, which tell the system, its version and the agent's languages.
  own.setUserAgent(`Aftercall/${version}`, 'en')
  return own
}

/** Chromium doesn't give the answer of a redirect that isn't followed; nobody needs more of it than that it was one. */
const REDIRECTED: ClientResponse = {
  status: 302,
  headers: { get: () => null },
  body: () => Promise.resolve(new Uint8Array()),
}

function isRedirect(error: unknown): boolean {
  return error instanceof Error && /redirect/i.test(error.message)
}

async function readBody(response: GlobalResponse, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  // Leaving the loop early cancels the download.
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength
    if (length > maxBytes) throw new Error(`the answer is longer than ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
