/**
 * Chromium only lets the DevTools protocol answer for schemes that it knows. So `app://name/x` travels as
 * `https://name.app.standin.test/x`: a secure origin of its own, which no name server knows.
 */
const DOMAIN = '.standin.test'

/** The schemes that the app has announced or handles. */
export const schemes = new Set<string>()

/** What Chromium is asked to intercept. */
export const WIRE_PATTERN = `https://*${DOMAIN}/*`

/** The address as Chromium sees it. */
export function toWire(url: string): string {
  const found = /^([a-z][a-z0-9+.-]*):\/\/([a-z0-9-]+)(\/.*)?$/i.exec(url)
  const [, scheme = '', host, path = '/'] = found ?? []
  return schemes.has(scheme) ? `https://${host}.${scheme}${DOMAIN}${path}` : url
}

/** The address as the app sees it. */
export function fromWire(url: string): string {
  const found = /^https:\/\/([a-z0-9-]+)\.([a-z0-9+-]+)\.standin\.test(.*)$/.exec(url)
  return found ? `${found[2]}://${found[1]}${found[3]}` : url
}

/** The origin of an address, also of a scheme of our own, for which `URL.origin` is "null". */
export function originOf(url: string): string {
  if (!URL.canParse(url)) return 'null'
  const { protocol, host, origin } = new URL(url)
  return schemes.has(protocol.slice(0, -1)) ? `${protocol}//${host}` : origin
}
