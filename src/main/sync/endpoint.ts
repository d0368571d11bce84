/** The address of the endpoint. */

/**
 * The base address of a collector as people write it, in its normal form without a slash at the end: https, or http on
 * this computer itself. `undefined` when it is no address at all; a name without a scheme is taken as https.
 */
export function parseEndpoint(
  text: string,
):
  | { readonly ok: true; readonly endpoint: string }
  | { readonly ok: false; readonly code: 'bad-address' | 'not-secure' } {
  const trimmed = text.trim()
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`
  if (!URL.canParse(address)) return { ok: false, code: 'bad-address' }
  const url = new URL(address)
  const plain = url.username === '' && url.password === '' && url.search === '' && url.hash === ''
  if (!plain || url.hostname === '' || !['https:', 'http:'].includes(url.protocol))
    return { ok: false, code: 'bad-address' }
  if (url.protocol === 'http:' && !['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname))
    return { ok: false, code: 'not-secure' }
  return { ok: true, endpoint: url.origin + url.pathname.replace(/\/+$/, '') }
}
