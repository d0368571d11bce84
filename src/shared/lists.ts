/** The values that records can have and their limits, without the schemas: a small card needs no schema library. */

export const RATINGS = [1, 2, 3, 4, 5] as const
export const OUTCOMES = ['rated', 'skipped', 'expired'] as const
/** Best first: the key of a smiley is its place. */
export const SMILEYS = ['happy', 'neutral', 'sad'] as const
export const REASONS = [
  'customer',
  'knowledge',
  'systems',
  'process',
  'waiting',
  'colleagues',
  'time',
] as const

/** Longest texts, in UTF-16 code units. */
export const TEXT_LIMITS = { followUp: 500, story: 280, note: 2000 } as const
