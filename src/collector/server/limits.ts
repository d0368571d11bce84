/** What the collector allows, in one place. Every value can be set by whoever starts it. */
import type { GuardLimits } from '../api/guard.ts'
import type { FeedbackLimits } from '../api/routes/customer-feedback.ts'
import type { Rate } from '../api/rate-limit.ts'

export interface CollectorLimits extends GuardLimits, FeedbackLimits {
  /** Connections at one time; more are closed at once. */
  readonly connections: number
  /** Bytes of bodies that are being read at one time. */
  readonly bodyBytesAtOnce: number
  /** Bytes of a request's line and headers. */
  readonly headerBytes: number
  /** Time for a request's headers, and for the whole request. */
  readonly headersMs: number
  readonly requestMs: number
  /** A connection on which nothing moves is closed: while a request runs, and between two of them. */
  readonly idleMs: number
  readonly keepAliveMs: number
  /** How often the files of certificate and key are looked at. */
  readonly certificateMs: number
  /** How long a stop waits for what runs. */
  readonly stopMs: number
  /** Enrolments with a wrong code, of an address (IPv6: of its /64) and of all together; good ones don't count. */
  readonly wrongCodesPerAddress: Rate
  readonly wrongCodes: Rate
  /** Addresses that are remembered for it. */
  readonly rememberedAddresses: number
}

const MINUTE_S = 60

/**
 * A device that has 100,000 records to send needs 200 batches, so it is never slowed; a broken one that sends for ever
 * takes less than a hundredth of what the collector can do.
 */
export const DEFAULT_LIMITS: CollectorLimits = {
  connections: 20_000,
  bodyBytesAtOnce: 128 * 1024 * 1024,
  headerBytes: 8_192,
  headersMs: 10_000,
  requestMs: 30_000,
  idleMs: 60_000,
  keepAliveMs: 20_000,
  certificateMs: 10_000,
  stopMs: 10_000,
  eventsPerDevice: { burst: 2_000, perSecond: 200 },
  requestsPerDevice: { burst: 60, perSecond: 1 },
  rememberedDevices: 20_000,
  trustMs: 30_000,
  feedbackPerToken: { burst: 60, perSecond: 1 },
  wrongCodesPerAddress: { burst: 10, perSecond: 10 / MINUTE_S },
  wrongCodes: { burst: 1_000, perSecond: 1_000 / MINUTE_S },
  rememberedAddresses: 20_000,
}
