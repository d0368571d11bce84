/** The same records for every peer: what our events carry, in the shape that the peer likes. */

/** @param {number} n */
export function idOf(n) {
  const hex = n.toString(16).padStart(12, '0')
  return `019${hex.slice(0, 5)}-${hex.slice(5, 9)}-7${hex.slice(9, 12)}-8000-${hex}`
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
