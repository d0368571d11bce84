import { describe, expect, it } from 'vitest'
import { CallTracker } from '../../../src/main/triggers/baresip/calls.ts'
import { readCallList, readMessage } from '../../../src/main/triggers/baresip/messages.ts'
import type { BaresipEvent } from '../../../src/main/triggers/baresip/messages.ts'
import { RecordingHost } from './host.ts'

const CUSTOMER = 'sip:+31201234567@127.0.0.1:5990'
const EPOCH = 1_795_000_000_000

class Bench {
  readonly host = new RecordingHost()
  readonly calls: CallTracker
  #now = 0

  constructor(listed = true) {
    this.host.at = EPOCH
    this.calls = new CallTracker(this.host, () => this.#now)
    if (listed) this.calls.list([])
  }

  pass(ms: number): this {
    this.#now += ms
    this.host.at = EPOCH + this.#now
    return this
  }

  /** Events of one call, in order. */
  events(id: string, types: readonly string[], param?: string, more: Partial<BaresipEvent> = {}): void {
    for (const type of types)
      this.calls.event({ event: true, type, id, direction: 'incoming', peeruri: CUSTOMER, param, ...more })
  }
}

describe('every row of the table of what baresip says', () => {
  it.each([
    [
      'answered, the customer hangs up',
      ['CALL_INCOMING', 'CALL_ESTABLISHED', 'CALL_CLOSED'],
      'Connection reset by peer',
      true,
      'remote',
    ],
    ['missed', ['CALL_INCOMING', 'CALL_CLOSED'], 'Connection reset by peer', false, 'remote'],
    [
      'answered, the agent hangs up',
      ['CALL_INCOMING', 'CALL_ESTABLISHED', 'CALL_CLOSED'],
      'Connection reset by user',
      true,
      'agent',
    ],
    ['rejected by the agent', ['CALL_INCOMING', 'CALL_CLOSED'], 'Connection reset by user', false, 'agent'],
    ['outbound, busy', ['CALL_CLOSED'], '486 Busy Here', false, 'remote'],
    [
      'blind transfer',
      ['CALL_INCOMING', 'CALL_ESTABLISHED', 'CALL_CLOSED'],
      'Call transfered',
      true,
      'transferred',
    ],
    [
      'some other end',
      ['CALL_INCOMING', 'CALL_ESTABLISHED', 'CALL_CLOSED'],
      'Media stopped',
      true,
      'unknown',
    ],
  ])('%s', (_, types, param, answered, cause) => {
    const bench = new Bench()
    bench.events('abc@host', types, param)
    expect(bench.host.reports).toMatchObject([
      { ids: ['sip:abc@host'], channel: 'voice', direction: 'inbound', answered, cause, phase: 'hangup' },
    ])
  })

  it('killed in mid-call: the call ends as source-lost', () => {
    const bench = new Bench()
    bench.events('abc', ['CALL_ESTABLISHED'])
    bench.pass(5_000).calls.linkLost()
    expect(bench.host.reports).toMatchObject([{ ids: ['sip:abc'], cause: 'source-lost', durationMs: 5_000 }])
  })
})

describe('calls', () => {
  it('are timed from the answer, on a clock that nobody can set', () => {
    const bench = new Bench()
    bench.events('abc', ['CALL_INCOMING'])
    bench.pass(4_000).events('abc', ['CALL_ESTABLISHED'])
    bench.pass(61_500)
    bench.host.at = EPOCH - 3_600_000
    bench.events('abc', ['CALL_CLOSED'], 'Connection reset by peer')
    expect(bench.host.reports).toMatchObject([{ startedAt: EPOCH + 4_000, durationMs: 61_500 }])
  })

  it('are live from the answer; what only rings is not', () => {
    const bench = new Bench()
    bench.events('abc', ['CALL_INCOMING', 'CALL_RINGING', 'CALL_PROGRESS'])
    expect(bench.host.lives).toEqual([])
    bench.events('abc', ['CALL_ESTABLISHED', 'CALL_ESTABLISHED'])
    expect(bench.host.lives).toEqual([{ ids: ['sip:abc'], up: true }])
  })

  it('that overlap are told apart by their Call-ID', () => {
    const bench = new Bench()
    bench.events('one', ['CALL_ESTABLISHED'])
    bench.events('two', ['CALL_INCOMING'])
    bench.events('two', ['CALL_CLOSED'], 'Connection reset by peer')
    bench.events('one', ['CALL_CLOSED'], 'Connection reset by peer')
    expect(bench.host.reports.map(({ ids, answered }) => [ids[0], answered])).toEqual([
      ['sip:two', false],
      ['sip:one', true],
    ])
  })

  it('are not ended by anything but CALL_CLOSED: hold is not an end', () => {
    const bench = new Bench()
    bench.events('abc', ['CALL_ESTABLISHED', 'CALL_HOLD', 'CALL_RESUME', 'CALL_RTCP', 'CALL_TRANSFER_FAILED'])
    expect(bench.host.reports).toEqual([])
  })

  it('without a Call-ID, and events of the registration, are left alone', () => {
    const bench = new Bench()
    bench.events('', ['CALL_CLOSED'])
    bench.calls.event({ event: true, type: 'REGISTER_OK' })
    expect(bench.host.reports).toEqual([])
  })

  it('that close before the list of calls came may have been answered: the source cannot tell', () => {
    const bench = new Bench(false)
    bench.events('abc', ['CALL_CLOSED'], 'Connection reset by peer')
    expect(bench.host.reports).toMatchObject([{ answered: undefined }])
  })
})

describe('calls that were going on when we came', () => {
  const listed = { elapsedMs: 30_000, established: true, peer: CUSTOMER }

  it('are live at once, and their end is an answered one with its Call-ID', () => {
    const bench = new Bench(false)
    bench.calls.list([listed])
    expect(bench.host.lives).toMatchObject([{ up: true }])
    bench.pass(10_000).events('abc', ['CALL_CLOSED'], 'Connection reset by peer')
    expect(bench.host.reports).toMatchObject([
      {
        ids: ['sip:abc', ...(bench.host.lives[0]?.ids ?? [])],
        answered: true,
        durationMs: 40_000,
        startedAt: EPOCH - 30_000,
        direction: 'inbound',
      },
    ])
  })

  it('and only rang are missed unless they are answered later', () => {
    const bench = new Bench(false)
    bench.calls.list([{ ...listed, established: false }])
    expect(bench.host.lives).toEqual([])
    bench.events('abc', ['CALL_CLOSED'], 'Connection reset by peer')
    expect(bench.host.reports).toMatchObject([{ answered: false }])
  })

  it('are recognised after a break by party and age, and go on under their Call-ID', () => {
    const bench = new Bench()
    bench.events('abc', ['CALL_ESTABLISHED'])
    bench.pass(30_000).calls.linkLost()
    // Tries that fail in between.
    bench.calls.linkLost()
    bench.pass(700).calls.list([listed])
    expect(bench.host.lives.at(-1)).toEqual({ ids: ['sip:abc'], up: true })
    bench.pass(10_000).events('abc', ['CALL_CLOSED'], 'Connection reset by user')
    expect(bench.host.reports.at(-1)).toMatchObject({ ids: ['sip:abc'], cause: 'agent', durationMs: 40_700 })
  })

  it('are not taken for an older call of the same party', () => {
    const bench = new Bench()
    bench.events('old', ['CALL_ESTABLISHED'])
    bench.pass(300_000).calls.linkLost()
    bench.calls.list([listed])
    bench.events('new', ['CALL_CLOSED'], 'Connection reset by peer')
    expect(bench.host.reports.at(-1)).toMatchObject({ answered: true })
    expect(bench.host.reports.at(-1)?.ids[0]).toBe('sip:new')
  })

  it('end as source-lost when the link breaks, under the name that they were live by', () => {
    const bench = new Bench(false)
    bench.calls.list([listed])
    bench.calls.linkLost()
    expect(bench.host.reports).toMatchObject([{ ids: bench.host.lives[0]?.ids, cause: 'source-lost' }])
  })

  it('two of one party are both live', () => {
    const bench = new Bench(false)
    bench.calls.list([listed, { ...listed, elapsedMs: 5_000 }])
    expect(new Set(bench.host.lives.map(({ ids }) => ids[0])).size).toBe(2)
  })
})

describe('the list of calls', () => {
  it('is read from the text that baresip 1.0 makes for people', () => {
    const text = [
      '',
      '--- Active calls (3) ---',
      '> [line 1]  1:02:03  ESTABLISHED             sip:sipp@127.0.0.1:5990',
      '  [line 2]  0:00:01  ESTABLISHED  (on hold)  sip:2041@127.0.0.1',
      '  [line 3]  0:00:00     INCOMING             sip:x@127.0.0.1',
      'something else',
    ].join('\n')
    expect(readCallList(text)).toEqual([
      { elapsedMs: 3_723_000, established: true, peer: 'sip:sipp@127.0.0.1:5990' },
      { elapsedMs: 1_000, established: true, peer: 'sip:2041@127.0.0.1' },
      { elapsedMs: 0, established: false, peer: 'sip:x@127.0.0.1' },
    ])
  })
})

describe('a frame', () => {
  it('that is not JSON is not from baresip; one that we do not know is let be', () => {
    expect(readMessage('nonsense')).toBeUndefined()
    expect(readMessage('{"event":true}')).toEqual({ kind: 'other' })
    expect(readMessage('[]')).toEqual({ kind: 'other' })
    expect(readMessage('{"event":true,"type":"CALL_CLOSED","id":7,"direction":"sideways"}')).toEqual({
      kind: 'event',
      event: { event: true, type: 'CALL_CLOSED' },
    })
  })
})
