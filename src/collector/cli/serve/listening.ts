/** Where the server listens, and when it must not: tokens don't travel in the clear over a network. */
import { isIP } from 'node:net'
import { InvalidArgumentError } from 'commander'
import { usage } from '../problem.ts'

export interface ListenOptions {
  readonly host: string
  readonly cert?: string
  readonly key?: string
  readonly behindProxy?: true
  readonly trustProxy?: readonly string[]
}

/** Private networks, as Fastify calls them: a proxy stands on this computer or beside it. */
const NEARBY = ['loopback', 'linklocal', 'uniquelocal'] as const

/** Whether only programs of this computer reach an address. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost' || host === '::1') return true
  return isIP(host) === 4 && host.startsWith('127.')
}

/**
 * Refuses what would send tokens in the clear.
 * @throws CommandProblem `usage`
 */
export function assertSafe({ host, cert, key, behindProxy, trustProxy }: ListenOptions): void {
  if ((cert === undefined) !== (key === undefined)) throw usage('--cert and --key belong together.')
  if (trustProxy !== undefined && !behindProxy) throw usage('--trust-proxy is for --behind-proxy: add it.')
  if (isLoopback(host) || cert !== undefined || behindProxy) return
  throw usage(
    `Listening on ${host} without TLS would send tokens in the clear: give --cert and --key, or --behind-proxy ` +
      'when a proxy with TLS stands in front and nothing else reaches this port.',
  )
}

/** Addresses and networks of proxies, separated by commas. */
export function proxies(text: string): readonly string[] {
  const all = text.split(',').map((one) => one.trim())
  const wrong = all.find((one) => !isProxy(one))
  if (wrong !== undefined)
    throw new InvalidArgumentError(
      `${JSON.stringify(wrong)} is not an address such as 10.0.0.5, a network such as 10.0.0.0/8, or ${NEARBY.join(', ')}.`,
    )
  return all
}

function isProxy(text: string): boolean {
  if (NEARBY.some((name) => name === text)) return true
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const version = isIP(address)
  return version !== 0 && (bits === undefined || Number(bits) <= (version === 4 ? 32 : 128))
}

/** Whose word about the client's address is believed; `undefined`: nobody's. */
export function trustedProxies({ behindProxy, trustProxy }: ListenOptions): readonly string[] | undefined {
  return behindProxy ? (trustProxy ?? NEARBY) : undefined
}
