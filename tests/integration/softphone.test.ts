/** Real calls over a real softphone, through the adapters and the hub: what the agent is asked about. */
import { connect } from 'node:net'
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { missingPrograms, placeCall, startBaresip, startCallee } from '../../tools/softphone/index.ts'
import type { Softphone, SoftphoneOptions } from '../../tools/softphone/index.ts'
import { Desk, QUIET_MS, delays, sleep } from './desk.ts'

const missing = missingPrograms()
if (missing.length > 0) console.log(`Softphone tests are skipped; missing: ${missing.join(', ')}.`)

async function softphoneFor(options: SoftphoneOptions = {}): Promise<Softphone> {
  const softphone = await startBaresip(options)
  onTestFinished(() => softphone.stop())
  return softphone
}

describe.skipIf(missing.length > 0)('a call on a real softphone', () => {
  afterAll(() => {
    const sorted = delays.toSorted((a, b) => a - b)
    console.log(`From the end of a call to the hub's word, ms: ${sorted.join(' ')}`)
  })

  it('that the customer ends is asked about once, with its Call-ID and talk time', async () => {
    const [softphone, desk] = [await softphoneFor({ answersItself: true }), new Desk()]
    await desk.watch(softphone.ports)
    const call = await placeCall(softphone, { kind: 'talks', talkMs: 1_000 })
    await call.done
    await desk.asked(1)
    const [asked] = desk.ready
    expect(asked).toMatchObject({
      ids: [`sip:${call.callId}`],
      channel: 'voice',
      direction: 'inbound',
      cause: 'remote',
      adapters: ['baresip'],
    })
    expect(asked?.durationMs).toBeGreaterThan(900)
    expect(asked?.durationMs).toBeLessThan(1_500)
    expect(desk.live).toEqual([true, false])
    expect(JSON.stringify(desk.ready)).not.toContain('customer')
  })

  it('that the agent ends after a hold is asked about once', async () => {
    const [softphone, desk] = [await softphoneFor(), new Desk()]
    await desk.watch(softphone.ports)
    const call = await placeCall(softphone, { kind: 'stays' })
    await sleep(200)
    await softphone.accept()
    await desk.talking()
    await softphone.hold()
    await sleep(QUIET_MS)
    expect(desk.ready).toEqual([])
    await softphone.resume()
    await sleep(200)
    await softphone.hangUp()
    await call.done
    await desk.asked(1)
    expect(desk.ready).toMatchObject([{ cause: 'agent' }])
  })

  it('that was missed, rejected, or outbound to somebody busy is not asked about', async () => {
    const [softphone, desk] = [await softphoneFor(), new Desk()]
    await desk.watch(softphone.ports)
    await (
      await placeCall(softphone, { kind: 'gives-up', ringMs: 200 })
    ).done
    const rejected = await placeCall(softphone, { kind: 'is-rejected' })
    await sleep(300)
    await softphone.hangUp()
    await rejected.done
    const busy = await startCallee({ kind: 'is-busy' })
    await softphone.dial(busy.address)
    await busy.done
    await desk.asked(0)
    expect(desk.live).toEqual([])
  })

  it('that the agent made is asked about as outbound', async () => {
    const [softphone, desk] = [await softphoneFor(), new Desk()]
    await desk.watch(softphone.ports)
    const callee = await startCallee({ kind: 'answers', talkMs: 300 })
    await softphone.dial(callee.address)
    await callee.done
    await desk.asked(1)
    expect(desk.ready).toMatchObject([{ direction: 'outbound', cause: 'remote' }])
  })

  it('that the agent handed on is asked about after the transfer has settled', async () => {
    const [softphone, desk] = [await softphoneFor(), new Desk()]
    await desk.watch(softphone.ports)
    const call = await placeCall(softphone, { kind: 'is-transferred' })
    await sleep(200)
    await softphone.accept()
    await desk.talking()
    await softphone.transfer('sip:colleague@127.0.0.1:9')
    await call.done
    await desk.asked(1)
    expect(desk.ready).toMatchObject([{ cause: 'transferred' }])
    const [asked] = desk.ready
    expect((asked?.at ?? 0) - (asked?.endedAt ?? 0)).toBeGreaterThanOrEqual(1_500)
  })

  it('that overlaps another is given out when it ends, and the agent counts as on a call until both are over', async () => {
    const [softphone, desk] = [await softphoneFor({ answersItself: true }), new Desk()]
    await desk.watch(softphone.ports)
    const long = await placeCall(softphone, { kind: 'talks', talkMs: 2_000 })
    await desk.talking()
    const short = await placeCall(softphone, { kind: 'talks', talkMs: 300 })
    await short.done
    await vi.waitFor(() => expect(desk.ready).toHaveLength(1), 5_000)
    expect(desk.live).toEqual([true])
    await long.done
    await desk.asked(2)
    expect(desk.ready.map(({ ids }) => ids[0])).toEqual([`sip:${short.callId}`, `sip:${long.callId}`])
    expect(desk.live).toEqual([true, false])
  })

  it('that was going on when the widget started is asked about when it ends', async () => {
    const [softphone, desk] = [await softphoneFor({ answersItself: true }), new Desk()]
    const call = await placeCall(softphone, { kind: 'talks', talkMs: 2_500 })
    await sleep(1_200)
    await desk.watch(softphone.ports)
    expect(desk.hub.liveNow()).toBe(true)
    await call.done
    await desk.asked(1)
    expect(desk.ready[0]?.ids[0]).toBe(`sip:${call.callId}`)
    expect(desk.ready[0]?.durationMs).toBeGreaterThan(1_900)
  })

  it('during which the softphone dies is asked about once, as source-lost', async () => {
    const [softphone, desk] = [await softphoneFor({ answersItself: true }), new Desk()]
    await desk.watch(softphone.ports)
    const call = await placeCall(softphone, { kind: 'stays' })
    await desk.talking()
    await softphone.kill()
    await desk.asked(1)
    await call.kill()
    expect(desk.ready).toMatchObject([{ ids: [`sip:${call.callId}`], cause: 'source-lost' }])
  })

  it('during which another program takes the softphone over for a moment is not asked about in mid-call', async () => {
    const [softphone, desk] = [await softphoneFor({ answersItself: true }), new Desk()]
    await desk.watch(softphone.ports)
    const call = await placeCall(softphone, { kind: 'talks', talkMs: 4_000 })
    await desk.talking()
    const thief = connect({ host: '127.0.0.1', port: softphone.ports.control })
    thief.on('error', () => {})
    await vi.waitFor(() => expect(desk.seen.map(({ s }) => s)).toContain('waiting'), 2_000)
    await desk.up()
    await sleep(2_500)
    expect(desk.ready).toEqual([])
    await call.done
    await desk.asked(1)
    thief.destroy()
    expect(desk.ready).toMatchObject([{ ids: [`sip:${call.callId}`], cause: 'remote' }])
    expect(desk.ready[0]?.durationMs).toBeGreaterThan(3_800)
  })

  it('after the softphone was started again is seen: the link comes back by itself', async () => {
    const [first, desk] = [await softphoneFor({ answersItself: true }), new Desk()]
    await desk.watch(first.ports)
    await first.kill()
    await vi.waitFor(() => expect(desk.seen.at(-1)?.s).toBe('waiting'), 2_000)
    const second = await softphoneFor({ answersItself: true, ports: first.ports })
    await desk.up()
    const call = await placeCall(second, { kind: 'talks', talkMs: 300 })
    await call.done
    await desk.asked(1)
    expect(desk.ready[0]?.ids).toEqual([`sip:${call.callId}`])
    expect(desk.seen.map(({ s }) => s)).not.toContain('failed')
  })

  it('that the CRM reports too, under the same Call-ID, is asked about once with both', async () => {
    const [softphone, desk] = [await softphoneFor({ answersItself: true }), new Desk()]
    await desk.watch(softphone.ports, true)
    const call = await placeCall(softphone, { kind: 'talks', talkMs: 300 })
    await call.done
    await desk.post({ ids: [`sip:${call.callId}`, 'ext:4711'], channel: 'voice', queue: 'Support' })
    await desk.asked(1)
    expect(desk.ready).toMatchObject([{ ids: [`sip:${call.callId}`, 'ext:4711'], queue: 'Support' }])
    expect(new Set(desk.ready[0]?.adapters)).toEqual(new Set(['baresip', 'http']))
    await desk.post({ ids: ['ext:4711'], phase: 'wrapup-end', queue: 'Support' })
    await desk.asked(1)
  })

  it('that the CRM reports too, under an id of its own, is asked about once with both', async () => {
    const [softphone, desk] = [await softphoneFor({ answersItself: true }), new Desk()]
    await desk.watch(softphone.ports, true)
    const call = await placeCall(softphone, { kind: 'talks', talkMs: 300 })
    await call.done
    await desk.post({ ids: ['genesys:c0ffee'], channel: 'voice', direction: 'inbound' })
    await desk.asked(1)
    expect(new Set(desk.ready[0]?.ids)).toEqual(new Set([`sip:${call.callId}`, 'genesys:c0ffee']))
    // Either may be heard first.
    expect(new Set(desk.ready[0]?.adapters)).toEqual(new Set(['baresip', 'http']))
    desk.shortcut.request()
    expect(desk.again).toEqual([desk.ready[0]?.key])
  })
})
