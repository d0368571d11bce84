import { describe, expect, it } from 'vitest'
import { steadyClock } from '../../../src/main/prompting/hub/steady-clock.ts'
import { HubBench } from './bench.ts'

describe('settling', () => {
  it('asks 250 ms after the first report when another source may add to it', () => {
    const bench = new HubBench().twoSources()
    bench.end('softphone', ['sip:1'])
    expect(bench.pass(249).ready).toHaveLength(0)
    expect(bench.pass(1).ready).toHaveLength(1)
  })

  it('is not prolonged by further reports', () => {
    const bench = new HubBench().twoSources()
    bench.end('softphone', ['sip:1'])
    bench.pass(200)
    bench.end('crm', ['sip:1'])
    expect(bench.pass(50).ready).toHaveLength(1)
  })

  it('asks at once when only one source is running', () => {
    const bench = new HubBench()
    bench.entry('shortcut', 'manual')
    bench.entry('link', 'caller')
    bench.entry('crm').running(false)
    bench.end('softphone', ['sip:1'])
    expect(bench.ready).toHaveLength(1)
  })

  it('waits 1,500 ms after a transfer, even with one source', () => {
    const bench = new HubBench()
    bench.end('softphone', ['sip:1'], { cause: 'transferred' })
    expect(bench.pass(1_499).ready).toHaveLength(0)
    expect(bench.pass(1).ready).toHaveLength(1)
  })

  it('does not keep a flood waiting, and loses none of it', () => {
    const bench = new HubBench().twoSources()
    for (let number = 0; number < 200; number += 1) bench.end('softphone', [`sip:${number}`])
    expect(bench.ready.length).toBeGreaterThanOrEqual(150)
    expect(bench.pass(250).ready).toHaveLength(200)
  })

  it('asks at once for what the agent asks for by hand, with one source', () => {
    const bench = new HubBench()
    bench.entry('softphone')
    bench.hotkey()
    expect(bench.ready).toHaveLength(1)
  })
})

describe('while something is live', () => {
  it('gives out what ended at once, so that it can be written down, and says that the agent is still on a call', () => {
    const bench = new HubBench()
    bench.entry('softphone').live(['sip:2'], true)
    bench.end('softphone', ['sip:1'])
    expect(bench.asked).toEqual(['sip:1'])
    expect(bench.pass(600_000).live).toEqual([true])
    bench.end('softphone', ['sip:2'])
    expect(bench.asked).toEqual(['sip:1', 'sip:2'])
    expect(bench.live).toEqual([true, false])
  })

  it('is on a call until the last party of a conference has left', () => {
    const bench = new HubBench().twoSources()
    for (const id of ['sip:1', 'sip:2', 'sip:3']) bench.entry('softphone').live([id], true)
    bench.end('softphone', ['sip:2'])
    bench.pass(5_000)
    bench.end('softphone', ['sip:1'])
    expect(bench.pass(5_000).live).toEqual([true])
    bench.end('softphone', ['sip:3'])
    expect(bench.pass(250).asked).toEqual(['sip:2', 'sip:1', 'sip:3'])
    expect(bench.live).toEqual([true, false])
  })

  it('is over for every source once one of them reports its end', () => {
    const bench = new HubBench().twoSources()
    bench.entry('softphone').live(['sip:1'], true)
    bench.entry('crm').live(['sip:1'], true)
    bench.end('softphone', ['sip:1'])
    expect(bench.pass(250).ready).toHaveLength(1)
    expect(bench.hub.liveNow()).toBe(false)
  })

  it('shows at once what the agent asks for by hand', () => {
    const bench = new HubBench()
    bench.entry('softphone').live(['sip:2'], true)
    bench.hotkey()
    expect(bench.pass(250).ready).toHaveLength(1)
  })

  it('tells once when a call begins and once when the last is over', () => {
    const bench = new HubBench()
    bench.entry('softphone').live(['sip:1'], true)
    bench.entry('softphone').live(['sip:1'], true)
    bench.entry('softphone').live(['sip:2'], true)
    bench.entry('softphone').live(['sip:1'], false)
    expect(bench.live).toEqual([true])
    bench.end('softphone', ['sip:2'])
    expect(bench.live).toEqual([true, false])
    expect(bench.hub.liveNow()).toBe(false)
  })

  it('lets go of a leg whose end nobody reported for four hours', () => {
    const bench = new HubBench()
    bench.entry('crm').live(['ext:1'], true)
    expect(bench.pass(4 * 3_600_000 - 1).live).toEqual([true])
    expect(bench.pass(1).live).toEqual([true, false])
  })

  it('does not believe "live" that arrives after the end that overtook it', () => {
    const bench = new HubBench()
    bench.end('crm', ['ext:1'])
    bench.pass(100)
    bench.entry('crm').live(['ext:1'], true)
    expect(bench.hub.liveNow()).toBe(false)
  })

  it('believes "live" about an id that ended a while ago: a case can come back', () => {
    const bench = new HubBench()
    bench.end('crm', ['ext:1'])
    bench.pass(2_000)
    bench.entry('crm').live(['ext:1'], true)
    expect(bench.hub.liveNow()).toBe(true)
  })
})

describe('a source that dies in mid-call', () => {
  it('ends its calls as source-lost, once', () => {
    const bench = new HubBench()
    bench.entry('softphone').live(['sip:1'], true)
    bench.entry('softphone').release()
    bench.entry('softphone').release()
    expect(bench.pass(2_000).ready).toMatchObject([{ ids: ['sip:1'], cause: 'source-lost' }])
    expect(bench.live).toEqual([true, false])
  })

  it('keeps nobody on a call', () => {
    const bench = new HubBench().twoSources()
    bench.entry('crm').live(['ext:1'], true)
    bench.pass(1_000)
    bench.entry('crm').release()
    expect(bench.live).toEqual([true, false])
  })

  it('and comes back within 2 s with the call still live: nobody is asked in mid-call', () => {
    const bench = new HubBench()
    bench.entry('softphone').live(['sip:1'], true)
    bench.end('softphone', ['sip:1'], { cause: 'source-lost' })
    bench.pass(800)
    bench.entry('softphone').live(['sip:1'], true)
    expect(bench.pass(60_000).ready).toHaveLength(0)
    bench.end('softphone', ['sip:1'])
    expect(bench.ready).toMatchObject([{ ids: ['sip:1'], cause: 'remote' }])
  })

  it('and whose call another source ends properly keeps the better cause', () => {
    const bench = new HubBench().twoSources()
    bench.end('softphone', ['sip:1'], { cause: 'source-lost' })
    bench.end('crm', ['sip:1'], { cause: 'agent', endedAt: bench.epoch + 40_000 })
    bench.pass(2_000)
    expect(bench.ready).toMatchObject([{ cause: 'agent', endedAt: bench.epoch + 38_000 }])
  })
})

describe('after-call work', () => {
  it('asks when the wrap-up is over', () => {
    const bench = new HubBench({ promptAt: 'wrapup-end' }).twoSources()
    bench.end('crm', ['ext:1'])
    expect(bench.pass(60_000).ready).toHaveLength(0)
    bench.end('crm', ['ext:1'], { phase: 'wrapup-end' })
    expect(bench.ready).toMatchObject([{ endedAt: bench.epoch - 60_000 }])
  })

  it('asks after 120 s when nobody says that the wrap-up is over', () => {
    const bench = new HubBench({ promptAt: 'wrapup-end' })
    bench.end('crm', ['ext:1'])
    expect(bench.pass(119_999).ready).toHaveLength(0)
    expect(bench.pass(1).ready).toHaveLength(1)
    bench.end('crm', ['ext:1'], { phase: 'wrapup-end' })
    expect(bench.pass(1_000).ready).toHaveLength(1)
  })

  it('asks at once for what the agent asks for by hand', () => {
    const bench = new HubBench({ promptAt: 'wrapup-end' })
    bench.end('crm', ['ext:1'])
    bench.pass(1_000)
    bench.hotkey()
    expect(bench.asked).toEqual(['ext:1'])
  })

  it('gives out what ended also when the next call began before the wrap-up was over', () => {
    const bench = new HubBench({ promptAt: 'wrapup-end' })
    bench.end('crm', ['ext:1'])
    bench.entry('crm').live(['ext:2'], true)
    bench.end('crm', ['ext:1'], { phase: 'wrapup-end' })
    expect(bench.asked).toEqual(['ext:1'])
    expect(bench.hub.liveNow()).toBe(true)
  })

  it('with `hangup`, lets the end of the wrap-up only enrich', () => {
    const bench = new HubBench()
    bench.end('crm', ['ext:1'])
    bench.pass(30_000)
    bench.end('crm', ['ext:1'], { phase: 'wrapup-end', queue: 'Support' })
    expect(bench.ready).toHaveLength(1)
    expect(bench.enriched).toMatchObject([{ queue: 'Support', endedAt: bench.ready[0]?.endedAt }])
  })
})

describe('the timer', () => {
  it('is not set while there is nothing to wait for', () => {
    const bench = new HubBench().twoSources()
    expect(bench.idle).toBe(true)
    bench.end('softphone', ['sip:1'])
    expect(bench.idle).toBe(false)
    bench.pass(600_250)
    expect(bench.idle).toBe(true)
  })

  it('forgets missed calls without asking', () => {
    const bench = new HubBench().twoSources()
    bench.end('softphone', ['sip:1'], { answered: false })
    bench.pass(600_250)
    expect(bench.idle).toBe(true)
    expect(bench.ready).toHaveLength(0)
  })

  it('is not needed after sleep: waking does what is due', () => {
    const bench = new HubBench({ promptAt: 'wrapup-end' })
    bench.end('softphone', ['sip:1'])
    bench.hub.wake()
    expect(bench.ready).toHaveLength(0)
    bench.pass(120_000)
    bench.hub.wake()
    expect(bench.ready).toHaveLength(1)
  })

  it('runs on a clock that sleep moves on and nobody can set back', () => {
    let [monotonic, epoch] = [100, 1_000_000]
    const steady = steadyClock(
      () => monotonic,
      () => epoch,
    )
    monotonic += 10
    epoch += 10
    expect(steady()).toBe(10)
    monotonic += 10
    epoch -= 3_600_000
    expect(steady()).toBe(20)
    monotonic += 10
    epoch += 28_800_000
    expect(steady()).toBe(28_800_020)
  })
})

describe('a callback', () => {
  it('that throws does not stop the others', () => {
    const bench = new HubBench()
    bench.ready.push = () => {
      throw new Error('the disk is full')
    }
    bench.end('softphone', ['sip:1'])
    bench.entry('softphone').live(['sip:2'], true)
    expect(bench.errors).toHaveLength(1)
    expect(bench.live).toEqual([true])
  })
})
