/**
 * Who may come in, decided on the head of a request alone, in the order that keeps strangers from learning anything:
 * a rebound host name first, then foreign web pages, then the path, the method, the rate, the token. A pure function.
 */
import { createHash, timingSafeEqual } from 'node:crypto'

export const ENDED_PATH = '/v1/interactions/ended'
export const LIVE_PATH = '/v1/interactions/live'
const PATHS: readonly string[] = [ENDED_PATH, LIVE_PATH]

/** A web page that may report, with a token of its own so that it can be taken back alone. */
export interface WebOrigin {
  readonly origin: string
  readonly token: string
}

export interface RequestHead {
  readonly method: string
  readonly url: string
  /** Every `Host` line; a second one is an attack. */
  readonly hosts: readonly string[]
  readonly origin: string | undefined
  readonly secFetchSite: string | undefined
  readonly authorization: string | undefined
  readonly contentType: string | undefined
  readonly contentEncoding: string | undefined
  readonly wantsPrivateNetwork: boolean
}

export interface Refusal {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly headers?: Readonly<Record<string, string>>
}

export type Admission =
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly cors: Headers }
  | { readonly kind: 'preflight'; readonly cors: Headers }
  | { readonly kind: 'admitted'; readonly path: string; readonly cors: Headers }
type Headers = Readonly<Record<string, string>>

export interface GateRules {
  readonly port: number
  /** Token of programs on this computer. */
  readonly token: string
  readonly origins: readonly WebOrigin[]
  /** Takes one from the budget; otherwise the seconds after which to come again. */
  readonly takeTurn: () => { readonly ok: true } | { readonly ok: false; readonly retryAfterS: number }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Compares in constant time; hashing first makes the lengths equal. */
function isToken(authorization: string | undefined, token: string): boolean {
  const [, said = ''] = /^Bearer ([\w.~+/=-]{1,512})$/i.exec(authorization ?? '') ?? []
  return timingSafeEqual(digest(said), digest(token))
}

const isJson = (contentType: string | undefined): boolean =>
  /^application\/json(?:\s*;\s*charset="?utf-8"?)?\s*$/i.test(contentType ?? '')

/** Decides on a request by its head. */
export function admit(head: RequestHead, rules: GateRules): Admission {
  const refuse = (refusal: Refusal, cors: Headers = {}): Admission => ({ kind: 'refused', refusal, cors })
  const names = [`127.0.0.1:${rules.port}`, `localhost:${rules.port}`]
  const [host] = head.hosts
  // A web page can point its own host name at 127.0.0.1 (DNS rebinding); the Host header gives it away.
  if (head.hosts.length !== 1 || host === undefined || !names.includes(host.toLowerCase()))
    return refuse({ status: 421, code: 'wrong-host', detail: 'This is not the host that you asked for.' })
  const web = rules.origins.find(({ origin }) => origin === head.origin)
  if (head.origin !== undefined && web === undefined)
    return refuse({ status: 403, code: 'origin-not-allowed', detail: 'This web page may not report here.' })
  if (head.origin === undefined && head.secFetchSite !== undefined)
    return refuse({
      status: 403,
      code: 'browser-without-origin',
      detail: 'A browser may not report here without saying for which web page.',
    })
  const cors: Headers = web === undefined ? {} : { 'access-control-allow-origin': web.origin, vary: 'Origin' }
  if (!PATHS.includes(head.url))
    return refuse({ status: 404, code: 'not-found', detail: `Use ${PATHS.join(' or ')}.` }, cors)
  if (head.method === 'OPTIONS' && web !== undefined) {
    const preflight = {
      ...cors,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'authorization, content-type',
      'access-control-max-age': '60',
      ...(head.wantsPrivateNetwork ? { 'access-control-allow-private-network': 'true' } : {}),
    }
    return { kind: 'preflight', cors: preflight }
  }
  if (head.method !== 'POST')
    return refuse(
      { status: 405, code: 'method-not-allowed', detail: 'Use POST.', headers: { allow: 'POST' } },
      cors,
    )
  const turn = rules.takeTurn()
  if (!turn.ok)
    return refuse(
      {
        status: 429,
        code: 'too-many',
        detail: 'Too many requests; slow down.',
        headers: { 'retry-after': String(turn.retryAfterS) },
      },
      cors,
    )
  // A page has its own token and the file's token is no use to it: each can be taken back alone.
  if (!isToken(head.authorization, web?.token ?? rules.token))
    return refuse(
      {
        status: 401,
        code: 'bad-token',
        detail: 'The token is missing or wrong. Programs on this computer find theirs in trigger.json.',
        headers: { 'www-authenticate': 'Bearer' },
      },
      cors,
    )
  if (!isJson(head.contentType) || head.contentEncoding !== undefined)
    return refuse(
      { status: 415, code: 'not-json', detail: 'Send application/json, in UTF-8 and not compressed.' },
      cors,
    )
  return { kind: 'admitted', path: head.url, cors }
}
