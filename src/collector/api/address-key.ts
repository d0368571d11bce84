/** Whose budget an address uses: of IPv6 its network of 64 bits, because one connection has all of it. */
import { isIPv6 } from 'node:net'

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i
const NETWORK_GROUPS = 4

/** Longer than any address: a proxy may pass on what it was given. */
const MOST_TEXT = 64

/** @param address as a socket or a trusted proxy names it */
export function addressKey(address: string): string {
  const [, mapped] = MAPPED.exec(address) ?? []
  if (mapped !== undefined) return mapped
  if (!isIPv6(address)) return address.slice(0, MOST_TEXT)
  const [bare = ''] = address.split('%')
  const [head = '', tail] = bare.split('::')
  const front = head === '' ? [] : head.split(':')
  const back = tail === undefined || tail === '' ? [] : tail.split(':')
  const groups = tail === undefined ? front : [...front, ...zeros(8 - front.length - back.length), ...back]
  return groups
    .slice(0, NETWORK_GROUPS)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}

function zeros(count: number): string[] {
  return Array.from({ length: Math.max(0, count) }, () => '0')
}
