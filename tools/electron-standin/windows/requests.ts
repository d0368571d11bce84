/** Every request of one page passes here: navigations may be refused, the app's own pages are served. */
import type { DevToolsSession } from '../chromium/devtools.ts'
import type { Protocol } from '../chromium/protocol.ts'
import { handlerFor } from '../network/protocol.ts'
import { decide, hasRule, type RequestDetails } from '../network/session.ts'
import { fromWire, toWire, WIRE_PATTERN } from '../network/wire-url.ts'

type Paused = Protocol.Fetch.requestPausedPayload
type Header = Protocol.Fetch.HeaderEntry
type ErrorReason = Protocol.Network.ErrorReason

/** What the page's owner is asked. */
export interface RequestOwner {
  /** The main frame's id, once known. */
  frameId: string | undefined
  /** The page wants to go elsewhere; false refuses. */
  mayNavigate(url: string, isMainFrame: boolean, isRedirect: boolean): boolean
}

const RESOURCE_TYPES: Partial<Record<string, RequestDetails['resourceType']>> = {
  Stylesheet: 'stylesheet',
  Script: 'script',
  Image: 'image',
  Font: 'font',
  XHR: 'xhr',
  Fetch: 'xhr',
  Ping: 'ping',
  CSPViolationReport: 'cspReport',
  Media: 'media',
  WebSocket: 'webSocket',
}

export class PageRequests {
  readonly #session: DevToolsSession
  readonly #owner: RequestOwner
  #stopped = false

  constructor(session: DevToolsSession, owner: RequestOwner) {
    this.#session = session
    this.#owner = owner
    session.on('Fetch.requestPaused', (paused) => {
      this.#answer(paused).catch((error: unknown) => {
        if (this.#stopped) return
        process.stderr.write(`electron stand-in: ${fromWire(paused.request.url)}: ${String(error)}\n`)
        this.#session.post('Fetch.failRequest', { requestId: paused.requestId, errorReason: 'Failed' })
      })
    })
  }

  /** The page is being closed: what fails now is nobody's concern. */
  stop(): void {
    this.#stopped = true
  }

  /** Tells Chromium which requests to hold; to be called again when the app's rules change. */
  async intercept(): Promise<void> {
    const all = hasRule('request') ? [{ urlPattern: '*' }] : []
    const responses = hasRule('headers') ? [{ urlPattern: '*', requestStage: 'Response' as const }] : []
    await this.#session.send('Fetch.enable', {
      patterns: [
        { urlPattern: WIRE_PATTERN },
        { urlPattern: '*', resourceType: 'Document' },
        ...all,
        ...responses,
      ],
    })
  }

  async #answer(paused: Paused): Promise<void> {
    const url = fromWire(paused.request.url)
    if (paused.responseStatusCode !== undefined || paused.responseErrorReason) {
      await this.#answerResponse(paused, url)
      return
    }
    if (paused.resourceType === 'Document') {
      const isMainFrame = paused.frameId === this.#owner.frameId
      const isRedirect = paused.redirectedRequestId !== undefined
      if (!this.#owner.mayNavigate(url, isMainFrame, isRedirect)) return this.#fail(paused, 'Aborted')
    }
    const verdict = await decide('request', this.#details(paused, url))
    if (verdict.cancel) return this.#fail(paused, 'BlockedByClient')
    if (url === paused.request.url) {
      await this.#session.send('Fetch.continueRequest', { requestId: paused.requestId })
      return
    }
    await this.#serve(paused, url)
  }

  /** One of the app's own addresses. */
  async #serve(paused: Paused, url: string): Promise<void> {
    // Unlike Chromium, Electron never asks for one.
    const isIcon = paused.resourceType === 'Other' && url.endsWith('/favicon.ico')
    const handler = isIcon ? undefined : handlerFor(url)
    if (!handler) return this.#fail(paused, 'AddressUnreachable')
    const { method, headers, postDataEntries = [] } = paused.request
    const body = postDataEntries.map(({ bytes }) => Buffer.from(bytes ?? '', 'base64'))
    const request = new Request(url, {
      method,
      headers,
      ...(body.length > 0 ? { body: Buffer.concat(body) } : {}),
    })
    const response = await handler(request)
    const given = [...response.headers].map(([name, value]) => ({ name, value }))
    const responseHeaders = await this.#receiveHeaders(paused, url, given, response.status)
    if (!responseHeaders) return this.#fail(paused, 'BlockedByClient')
    await this.#session.send('Fetch.fulfillRequest', {
      requestId: paused.requestId,
      responseCode: response.status || 200,
      responseHeaders: responseHeaders.map(({ name, value }) => ({
        name,
        value: name.toLowerCase() === 'location' ? toWire(value) : value,
      })),
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    })
  }

  async #answerResponse(paused: Paused, url: string): Promise<void> {
    const { requestId, responseStatusCode: responseCode, responseHeaders = [] } = paused
    if (responseCode === undefined) {
      await this.#session.send('Fetch.continueRequest', { requestId })
      return
    }
    const headers = await this.#receiveHeaders(paused, url, responseHeaders, responseCode)
    if (!headers) return this.#fail(paused, 'BlockedByClient')
    await this.#session.send('Fetch.continueResponse', { requestId, responseCode, responseHeaders: headers })
  }

  /** The headers after the app has seen them, or undefined if it cancels. */
  async #receiveHeaders(
    paused: Paused,
    url: string,
    given: Header[],
    statusCode: number,
  ): Promise<Header[] | undefined> {
    if (!hasRule('headers')) return given
    const responseHeaders: Record<string, string[]> = {}
    for (const { name, value } of given) (responseHeaders[name] ??= []).push(value)
    const details = { ...this.#details(paused, url), responseHeaders, statusCode }
    const verdict = await decide('headers', details)
    if (verdict.cancel) return undefined
    return Object.entries(verdict.responseHeaders ?? responseHeaders).flatMap(([name, values]) =>
      [values].flat().map((value) => ({ name, value })),
    )
  }

  #details(paused: Paused, url: string): RequestDetails {
    const { method, headers } = paused.request
    const document = paused.frameId === this.#owner.frameId ? 'mainFrame' : 'subFrame'
    return {
      id: 0,
      url,
      method,
      referrer: fromWire(headers.Referer ?? ''),
      timestamp: Date.now(),
      resourceType:
        paused.resourceType === 'Document' ? document : (RESOURCE_TYPES[paused.resourceType] ?? 'other'),
    }
  }

  async #fail(paused: Paused, errorReason: ErrorReason): Promise<void> {
    await this.#session.send('Fetch.failRequest', { requestId: paused.requestId, errorReason })
  }
}
