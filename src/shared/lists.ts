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

/** Why one event of a batch was refused. */
export const EVENT_REFUSALS = [
  /** Not an event of this protocol; `detail` names the field. Sending it again as it is can't help. */
  'invalid',
  /** `source` isn't the device whose token the request carries. */
  'wrong-source',
  /** The collector holds other content under this id and revision: the device was cloned or restored. */
  'forked',
] as const
