/** The small parts of the sync by themselves. */
import { describe, expect, it } from 'vitest'

import { Backoff } from '../../../src/main/sync/backoff.ts'
import { classifyNetworkError } from '../../../src/main/sync/network-error.ts'
import { parseRetryAfter } from '../../../src/main/sync/retry-after.ts'

describe('an error of the network', () => {
  const withCode = (code: string, cause?: unknown) => Object.assign(new Error('failed', { cause }), { code })
  it.each([
    [new Error('net::ERR_INTERNET_DISCONNECTED'), 'no-network'],
    [new Error('net::ERR_NAME_NOT_RESOLVED'), 'no-network'],
    [new Error('net::ERR_PROXY_CONNECTION_FAILED'), 'no-network'],
    [new TypeError('fetch failed', { cause: withCode('ENOTFOUND') }), 'no-network'],
    [withCode('EAI_AGAIN'), 'no-network'],
    [new Error('net::ERR_CERT_AUTHORITY_INVALID'), 'certificate'],
    [new Error('net::ERR_CERT_DATE_INVALID'), 'certificate'],
    [new Error('net::ERR_SSL_VERSION_OR_CIPHER_MISMATCH'), 'certificate'],
    [withCode('DEPTH_ZERO_SELF_SIGNED_CERT'), 'certificate'],
    [withCode('CERT_HAS_EXPIRED'), 'certificate'],
    [withCode('ERR_TLS_CERT_ALTNAME_INVALID'), 'certificate'],
    [new TypeError('fetch failed', { cause: withCode('UNABLE_TO_VERIFY_LEAF_SIGNATURE') }), 'certificate'],
    [new Error('net::ERR_CONNECTION_REFUSED'), 'unreachable'],
    [new TypeError('fetch failed', { cause: new AggregateError([withCode('ECONNREFUSED')]) }), 'unreachable'],
    [withCode('ECONNRESET'), 'unreachable'],
    ['just a string', 'unreachable'],
    [undefined, 'unreachable'],
    [{ message: 'net::ERR_CERT_INVALID' }, 'unreachable'],
  ] as const)('%s is %s', (error, problem) => {
    expect(classifyNetworkError(error)).toBe(problem)
  })

  it('that is its own cause does not hang', () => {
    const error = new Error('round')
    error.cause = error
    expect(classifyNetworkError(error)).toBe('unreachable')
  })
})

describe('Retry-After', () => {
  const NOW = Date.UTC(2026, 10, 23, 12)
  it.each([
    ['120', 120_000],
    [' 5 ', 5_000],
    ['0', 0],
    ['Mon, 23 Nov 2026 12:02:00 GMT', 120_000],
    ['Mon, 23 Nov 2026 11:00:00 GMT', 0],
    ['86400', 3_600_000],
    ['999999999999999', 3_600_000],
    ['soon', undefined],
    ['-5', undefined],
    ['', undefined],
    [null, undefined],
  ])('%s means %s ms', (value, ms) => {
    expect(parseRetryAfter(value, NOW)).toBe(ms)
  })
})

describe('the back-off', () => {
  const waits = (random: number, times: number, retryAfterMs?: number) => {
    const backoff = new Backoff(() => random)
    return Array.from({ length: times }, () => backoff.failed(retryAfterMs))
  }

  it('doubles its bound up to a quarter of an hour and stays there for ever', () => {
    const all = waits(0.999_999, 4_000)
    expect(all.slice(0, 4)).toEqual([5_000, 10_000, 20_000, 40_000])
    expect(new Set(all.slice(10))).toEqual(new Set([899_999]))
  })

  it('is anything below the bound, but never at once', () => {
    expect(waits(0, 3)).toEqual([1_000, 1_000, 1_000])
    expect(waits(0.5, 3)).toEqual([2_500, 5_000, 10_000])
  })

  it('waits at least as long as it was told to, and not all for the same time', () => {
    expect(waits(0, 2, 60_000)).toEqual([60_000, 60_000])
    expect(waits(0.5, 2, 60_000)).toEqual([62_500, 65_000])
    expect(waits(0, 1, 0)).toEqual([1_000])
  })

  it('starts over after a success', () => {
    const backoff = new Backoff(() => 0.5)
    for (let n = 0; n < 9; n += 1) backoff.failed(undefined)
    backoff.reset()
    expect(backoff.failed(undefined)).toBe(2_500)
  })
})
