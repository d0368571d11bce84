/**
 * Lists and limits of the records, repeated here because the records' own module brings a schema library along, which
 * a small card doesn't need. The types make any difference a compile error.
 */
import type { Pause } from '../../shared/ipc.ts'
import type { MessageKey } from '../../shared/messages/index.ts'
import type { Reason, TEXT_LIMITS as RECORD_LIMITS } from '../../shared/records.ts'

export const TEXT_LIMITS: typeof RECORD_LIMITS = { followUp: 500, story: 280, note: 2000 }

const REASON_WORDS = {
  customer: 'reason.customer',
  knowledge: 'reason.knowledge',
  systems: 'reason.systems',
  process: 'reason.process',
  waiting: 'reason.waiting',
  colleagues: 'reason.colleagues',
  time: 'reason.time',
} as const satisfies Record<Reason, MessageKey>
export const REASONS = Object.keys(REASON_WORDS).filter((key): key is Reason => key in REASON_WORDS)

const PAUSE_WORDS = {
  '30-minutes': 'pause.30-minutes',
  '1-hour': 'pause.1-hour',
  tomorrow: 'pause.tomorrow',
} as const satisfies Record<Exclude<Pause, 'off'>, MessageKey>
/** Ways to pause, shortest first. */
export const PAUSES = Object.keys(PAUSE_WORDS).filter(
  (key): key is keyof typeof PAUSE_WORDS => key in PAUSE_WORDS,
)
