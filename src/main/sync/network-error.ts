/** What an error without an answer says about the network. */
import type { SyncProblemCode } from '../../shared/sync.ts'

/** Names of errors: Chromium's (https://source.chromium.org, net_error_list.h) without `net::`, and Node's codes. */
const NO_NETWORK = anyOf([
  'ERR_INTERNET_DISCONNECTED',
  'ERR_NAME_NOT_RESOLVED',
  'ERR_NAME_RESOLUTION_FAILED',
  'ERR_NETWORK_CHANGED',
  'ERR_NETWORK_IO_SUSPENDED',
  'ERR_ADDRESS_UNREACHABLE',
  'ERR_PROXY_CONNECTION_FAILED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'ENETUNREACH',
  'ENETDOWN',
  'ENONET',
])
const CERTIFICATE = anyOf([
  String.raw`ERR_CERT_\w+`,
  String.raw`ERR_SSL_\w+`,
  String.raw`ERR_TLS_\w+`,
  String.raw`ERR_BAD_SSL_\w+`,
  String.raw`CERT_\w+`,
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  String.raw`UNABLE_TO_GET_ISSUER_CERT\w*`,
  'EPROTO',
])
/** How far the causes of an error are followed. */
const DEPTH = 4

/** The problem behind an error of the HTTP client; whatever isn't known is `unreachable`. Never throws. */
export function classifyNetworkError(error: unknown): SyncProblemCode {
  const text = textOf(error, DEPTH)
  if (CERTIFICATE.test(text)) return 'certificate'
  if (NO_NETWORK.test(text)) return 'no-network'
  return 'unreachable'
}

function textOf(error: unknown, depth: number): string {
  if (typeof error === 'string') return error
  if (!(error instanceof Error) || depth === 0) return ''
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const all = error instanceof AggregateError ? error.errors : []
  return [code, error.message, ...[error.cause, ...all].map((one) => textOf(one, depth - 1))].join(' ')
}

/** Matches one of the names as a whole word. */
function anyOf(names: readonly string[]): RegExp {
  return new RegExp(String.raw`\b(${names.join('|')})\b`)
}
