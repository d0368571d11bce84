import { describe, expect, it } from 'vitest'
import { parseInternalNumbers } from '../../../src/main/prompting/hub/index.ts'
import { HubBench } from './bench.ts'

describe('missed', () => {
  it('never asks about an interaction that was not answered', () => {
    const bench = new HubBench()
    bench.end('softphone', ['sip:1'], { answered: false })
    expect(bench.pass(700_000).ready).toHaveLength(0)
  })

  it('asks when the source cannot tell', () => {
    const bench = new HubBench()
    bench.end('softphone', ['sip:1'], { answered: undefined })
    expect(bench.ready).toHaveLength(1)
  })

  it('believes "not answered" over "cannot tell"', () => {
    const bench = new HubBench().twoSources()
    bench.end('softphone', ['sip:1'], { answered: undefined })
    bench.end('crm', ['sip:1'], { answered: false })
    expect(bench.pass(5_000).ready).toHaveLength(0)
  })

  it.each([
    [true, false],
    [false, true],
  ])('believes "answered" over "not answered" (%s, then %s)', (first, second) => {
    const bench = new HubBench().twoSources()
    bench.end('softphone', ['sip:1'], { answered: first })
    bench.end('crm', ['sip:1'], { answered: second })
    expect(bench.pass(250).ready).toHaveLength(1)
  })

  it('asks after all when a later report says that it was answered', () => {
    const bench = new HubBench().twoSources()
    bench.end('softphone', ['sip:1'], { answered: false })
    bench.pass(10_000)
    bench.end('crm', ['sip:1'], { answered: true })
    expect(bench.pass(250).ready).toHaveLength(1)
  })
})

describe('too short', () => {
  it('does not ask below `minTalkMs`, and does from there', () => {
    const bench = new HubBench({ minTalkMs: 10_000 })
    bench.end('softphone', ['sip:1'], { durationMs: 9_999 })
    bench.end('softphone', ['sip:2'], { durationMs: 10_000 })
    bench.end('softphone', ['sip:3'], { startedAt: bench.epoch - 3_000 })
    bench.end('softphone', ['sip:4'])
    expect(bench.pass(5_000).asked).toEqual(['sip:2', 'sip:4'])
  })

  it('does not count written channels as talk', () => {
    const bench = new HubBench({ minTalkMs: 10_000 })
    bench.end('crm', ['ext:1'], { channel: 'email', durationMs: 4_000 })
    expect(bench.ready).toHaveLength(1)
  })
})

describe('internal', () => {
  it('does not ask about a consult call, told by its number', () => {
    const bench = new HubBench({ internal: '2\\d{3}' })
    bench.end('softphone', ['sip:1'], { peer: 'sip:2041@pbx.example', direction: 'outbound' })
    bench.pass(10_000)
    bench.end('softphone', ['sip:2'], { peer: 'sip:0612042041@pbx.example' })
    expect(bench.asked).toEqual(['sip:2'])
  })

  it('does not ask about what the source itself calls internal', () => {
    const bench = new HubBench()
    bench.end('crm', ['ext:1'], { direction: 'internal' })
    expect(bench.pass(5_000).ready).toHaveLength(0)
  })

  it('asks where colleagues are the customers', () => {
    const bench = new HubBench({ promptInternal: true, internal: '2\\d{3}' })
    bench.end('softphone', ['sip:1'], { peer: 'sip:2041@pbx' })
    expect(bench.ready).toMatchObject([{ direction: 'internal' }])
  })

  it('refuses a pattern that is not a regular expression, with a sentence, and keeps the old one', () => {
    const bench = new HubBench({ internal: '2\\d{3}' })
    expect(bench.hub.configure({ internal: '(', minTalkMs: 99_999 })).toEqual({
      ok: false,
      detail: 'The pattern of numbers inside the house is not a regular expression.',
    })
    bench.end('softphone', ['sip:1'], { peer: '2041', durationMs: 1_000 })
    bench.end('softphone', ['sip:2'], { peer: '9041', durationMs: 1_000 })
    expect(bench.asked).toEqual(['sip:2'])
  })

  it('takes no pattern for "nobody is a colleague"', () => {
    const parsed = parseInternalNumbers('  ')
    expect(parsed.ok && parsed.isColleague('')).toBe(false)
  })

  it('is not hung by a careless expression', () => {
    const parsed = parseInternalNumbers('(\\d+)+x')
    const before = performance.now()
    expect(parsed.ok && parsed.isColleague('1'.repeat(100))).toBe(false)
    expect(performance.now() - before).toBeLessThan(2_000)
  })
})
