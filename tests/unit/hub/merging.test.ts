import { describe, expect, it } from 'vitest'
import { HubBench } from './bench.ts'

describe('reports of one interaction become one', () => {
  it('merges reports that share an id, whatever else they say', () => {
    const bench = new HubBench().twoSources()
    bench.end('softphone', ['sip:1'])
    bench.end('crm', ['ext:7', 'sip:1'], { queue: 'Support', channel: 'unknown' })
    bench.pass(250)
    expect(bench.ready).toMatchObject([
      { ids: ['ext:7', 'sip:1'], queue: 'Support', channel: 'voice', adapters: ['softphone', 'crm'] },
    ])
  })

  it('merges what two adapters report within 2 s under ids that cannot be compared', () => {
    const bench = new HubBench().twoSources()
    bench.end('softphone', ['sip:1'])
    bench.end('crm', ['genesys:9'], { endedAt: bench.epoch + 2_000 })
    expect(bench.pass(250).asked).toEqual(['genesys:9 sip:1'])
  })

  it('keeps apart what ended more than 2 s apart', () => {
    const bench = new HubBench().twoSources()
    bench.end('softphone', ['sip:1'])
    bench.end('crm', ['genesys:9'], { endedAt: bench.epoch + 2_001 })
    expect(bench.pass(250).asked).toEqual(['sip:1', 'genesys:9'])
  })

  it('keeps apart what only a chain of neighbours brings within 2 s', () => {
    const bench = new HubBench().twoSources()
    bench.end('softphone', ['sip:1'])
    bench.end('crm', ['genesys:9'], { endedAt: bench.epoch + 1_500 })
    bench.end('pbx', ['ast:5'], { endedAt: bench.epoch + 3_000 })
    expect(bench.pass(250).ready).toHaveLength(2)
  })

  it.each([
    ['channels', { channel: 'voice' }, { channel: 'chat' }],
    ['directions', { direction: 'inbound' }, { direction: 'outbound' }],
    ['numbers', { peer: 'sip:+31201234567@pbx' }, { peer: '0207654321' }],
    ['names', { peer: 'sip:alice@pbx' }, { peer: 'sip:bob@pbx' }],
  ] as const)('keeps apart what contradicts in %s', (_, one, other) => {
    const bench = new HubBench().twoSources()
    bench.end('softphone', ['sip:1'], one)
    bench.end('crm', ['genesys:9'], other)
    expect(bench.pass(250).ready).toHaveLength(2)
  })

  it.each([
    ['one number in two notations', 'sip:+31201234567@pbx;transport=tcp', '020-1234567'],
    ['a name and a number', 'sip:alice@pbx', '0201234567'],
    ['a withheld number', 'sip:anonymous@anonymous.invalid', '0201234567'],
    ['one display form', '"Alice" <sip:31201234567@pbx>', '+31 20 123 45 67'],
  ])('does not take %s for a contradiction', (_, one, other) => {
    const bench = new HubBench().twoSources()
    bench.end('softphone', ['sip:1'], { peer: one })
    bench.end('crm', ['genesys:9'], { peer: other })
    expect(bench.pass(250).ready).toHaveLength(1)
  })

  it('keeps apart two ids of one namespace, even of two adapters', () => {
    const bench = new HubBench().twoSources()
    bench.end('softphone', ['sip:1'])
    bench.end('crm', ['sip:2'])
    expect(bench.pass(250).ready).toHaveLength(2)
  })

  it('never merges two ids of one adapter', () => {
    const bench = new HubBench().twoSources()
    bench.end('crm', ['genesys:1'])
    bench.end('crm', ['ext:2'])
    expect(bench.pass(250).ready).toHaveLength(2)
  })

  it('asks twice about two calls on one case', () => {
    const bench = new HubBench().twoSources()
    bench.end('softphone', ['sip:1'])
    bench.end('crm', ['sip:1', 'ext:case'])
    bench.pass(60_000)
    bench.end('softphone', ['sip:2'])
    bench.end('crm', ['sip:2', 'ext:case'])
    bench.pass(250)
    expect(bench.asked).toEqual(['sip:1 ext:case', 'sip:2 ext:case'])
  })

  it('trusts a shared call more than a shared case, even when the case is named first', () => {
    const bench = new HubBench().twoSources()
    bench.end('softphone', ['sip:1'])
    bench.end('softphone', ['ext:case', 'sip:2'])
    bench.end('crm', ['ext:case', 'sip:1'], { queue: 'Support' })
    bench.pass(250)
    expect(bench.ready.find(({ queue }) => queue === 'Support')?.ids).toEqual(['ext:case', 'sip:1'])
    expect(bench.ready).toHaveLength(2)
  })

  it('asks once about one call that touched two cases', () => {
    const bench = new HubBench().twoSources()
    bench.end('softphone', ['sip:1'])
    bench.end('crm', ['ext:1', 'sip:1'])
    bench.pass(30_000)
    bench.end('crm', ['ext:2', 'sip:1'])
    bench.pass(5_000)
    expect(bench.ready).toHaveLength(1)
  })

  it('gives each of two calls its own counterpart, whoever reports first', () => {
    const bench = new HubBench().twoSources()
    const at = bench.epoch
    bench.end('softphone', ['sip:1'], { endedAt: at })
    bench.end('crm', ['genesys:2'], { endedAt: at + 1_500 })
    bench.end('softphone', ['sip:2'], { endedAt: at + 1_900 })
    expect(bench.pass(250).asked).toEqual(['sip:1', 'genesys:2 sip:2'])
  })

  it('joins reports that a third one ties together', () => {
    const bench = new HubBench().twoSources()
    bench.end('softphone', ['sip:1'])
    bench.end('crm', ['ext:7'], { endedAt: bench.epoch + 60_000 })
    bench.end('pbx', ['sip:1', 'ext:7'])
    expect(bench.pass(250).ready).toHaveLength(1)
  })

  it('says the same thing twice without asking twice', () => {
    const bench = new HubBench().twoSources()
    const endedAt = bench.epoch
    bench.end('softphone', ['sip:1'], { endedAt })
    bench.end('softphone', ['sip:1'], { endedAt })
    bench.pass(250)
    bench.end('softphone', ['sip:1'], { endedAt })
    bench.pass(5_000)
    expect(bench.ready).toHaveLength(1)
    expect(bench.enriched).toHaveLength(0)
  })

  it('keeps the longest talk time, the earliest start and the most telling cause', () => {
    const bench = new HubBench().twoSources()
    const at = bench.epoch
    bench.end('softphone', ['sip:1'], { durationMs: 60_400, startedAt: at - 60_400, cause: 'remote' })
    bench.end('crm', ['sip:1'], { durationMs: 60_000, startedAt: at - 59_000, cause: 'transferred' })
    bench.pass(1_500)
    expect(bench.ready).toMatchObject([{ durationMs: 60_400, startedAt: at - 60_400, cause: 'transferred' }])
  })

  it('never passes the other party on', () => {
    const bench = new HubBench().twoSources()
    bench.end('softphone', ['sip:1'], { peer: 'sip:+31201234567@pbx' })
    bench.end('crm', ['sip:1'], { peer: '+31201234567', queue: 'Support' })
    bench.pass(250)
    expect(JSON.stringify([bench.ready, bench.enriched])).not.toContain('1234567')
  })
})

describe('a late report', () => {
  it('enriches what was given out, up to ten minutes later', () => {
    const bench = new HubBench().twoSources()
    bench.end('softphone', ['sip:1'])
    bench.pass(590_000)
    bench.end('crm', ['sip:1', 'ext:case'], { queue: 'Support' })
    bench.pass(5_000)
    expect(bench.ready).toHaveLength(1)
    const [given] = bench.ready
    expect(bench.enriched).toMatchObject([
      { key: given?.key, ids: ['sip:1', 'ext:case'], queue: 'Support', endedAt: given?.endedAt },
    ])
  })

  it('is an interaction of its own after ten minutes: a case can come back', () => {
    const bench = new HubBench().twoSources()
    bench.end('crm', ['ext:case'])
    bench.pass(601_000)
    bench.end('crm', ['ext:case'])
    expect(bench.pass(250).ready).toHaveLength(2)
  })

  it('makes no third card when it ties two that were given out', () => {
    const bench = new HubBench().twoSources()
    bench.end('softphone', ['sip:1'])
    bench.pass(30_000)
    bench.end('crm', ['ext:7'])
    bench.pass(30_000)
    bench.end('pbx', ['sip:1', 'ext:7'])
    bench.pass(5_000)
    expect(bench.asked).toEqual(['sip:1', 'ext:7'])
  })

  it('under an unknown id, within 2 s, joins what was given out', () => {
    const bench = new HubBench().twoSources()
    const endedAt = bench.epoch
    bench.end('softphone', ['sip:1'], { endedAt })
    bench.pass(1_000)
    bench.end('crm', ['genesys:9'], { endedAt: endedAt + 900 })
    bench.pass(5_000)
    expect(bench.ready).toHaveLength(1)
    expect(bench.enriched).toMatchObject([{ ids: ['genesys:9', 'sip:1'] }])
  })
})

describe('a report without ids', () => {
  it('by hand, shows the card of what ended at most 5 s ago again', () => {
    const bench = new HubBench().twoSources()
    bench.end('softphone', ['sip:1'])
    bench.pass(5_000)
    bench.hotkey()
    expect(bench.ready).toHaveLength(1)
    expect(bench.again).toEqual([bench.ready[0]?.key])
  })

  it('by hand, makes a card of its own when nothing ended in the last 5 s', () => {
    const bench = new HubBench().twoSources()
    bench.end('softphone', ['sip:1'])
    bench.pass(5_001)
    bench.hotkey()
    bench.pass(250)
    expect(bench.ready).toMatchObject([{ onRequest: false }, { ids: [], onRequest: true }])
  })

  it('by hand, pressed just before the call is reported, makes one card of both', () => {
    const bench = new HubBench().twoSources()
    bench.hotkey()
    bench.pass(100)
    bench.end('softphone', ['sip:1'])
    bench.pass(250)
    expect(bench.ready).toMatchObject([{ ids: ['sip:1'], onRequest: true }])
  })

  it('by hand, already on the screen, takes in the call that is reported after it', () => {
    const bench = new HubBench().twoSources()
    bench.hotkey()
    bench.pass(1_000)
    bench.end('softphone', ['sip:1'])
    bench.pass(1_000)
    expect(bench.asked).toEqual([''])
    expect(bench.enriched).toMatchObject([{ ids: ['sip:1'], channel: 'voice' }])
  })

  it('by hand, is not joined to a missed call', () => {
    const bench = new HubBench().twoSources()
    bench.end('softphone', ['sip:1'], { answered: false })
    bench.pass(1_000)
    bench.hotkey()
    bench.pass(250)
    expect(bench.asked).toEqual([''])
  })

  it('from a program joins the nearest interaction and does not bring its card up again', () => {
    const bench = new HubBench().twoSources()
    const endedAt = bench.epoch
    bench.end('softphone', ['sip:1'], { endedAt })
    bench.end('softphone', ['sip:2'], { endedAt: endedAt + 1_900 })
    bench.end('crm', [], { endedAt: endedAt + 2_000, queue: 'Support' })
    bench.pass(3_000)
    expect(bench.ready.map(({ queue }) => queue)).toEqual([undefined, 'Support'])
    bench.end('crm', [], { endedAt: endedAt + 100, queue: 'Sales' })
    bench.pass(3_000)
    expect(bench.again).toEqual([])
    expect(bench.enriched).toMatchObject([{ ids: ['sip:1'], queue: 'Sales' }])
  })

  it('asked for twice in a row by hand makes one card', () => {
    const bench = new HubBench().twoSources()
    bench.hotkey()
    bench.pass(300)
    bench.hotkey()
    bench.pass(300)
    expect(bench.ready).toHaveLength(1)
    expect(bench.again).toHaveLength(1)
  })
})
