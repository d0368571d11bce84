/** The same records for every peer: what our events carry, in the shape that the peer likes. */
import { randomBytes } from 'node:crypto'

/**
 * A UUIDv7: in order, and random at its end as real ones are.
 * @param {number} n
 */
export function idOf(n) {
  const time = (0x19a000000000 + n).toString(16).padStart(12, '0')
  const random = randomBytes(8).toString('hex')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8${random.slice(1, 4)}-${random.slice(4)}`
}

/** @param {number} n */
export function recordOf(n) {
  return {
    workDay: `2026-${String((Math.floor(n / 2000) % 12) + 1).padStart(2, '0')}-${String((n % 28) + 1).padStart(2, '0')}`,
    deleted: false,
    channel: 'voice',
    queue: 'Support',
    outcome: 'rated',
    rating: (n % 5) + 1,
    solved: n % 3 > 0,
    reasons: n % 4 === 0 ? ['systems'] : [],
    followUp: null,
    story: null,
  }
}
