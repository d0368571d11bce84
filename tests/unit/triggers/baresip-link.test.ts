/** The connection to a softphone, against a server that behaves as ctrl_tcp does, or doesn't. */
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { BaresipAdapter } from '../../../src/main/triggers/baresip/adapter.ts'
import { NetstringDecoder, encodeNetstring } from '../../../src/main/triggers/baresip/netstring.ts'
import { RecordingHost } from './host.ts'

const frame = (value: unknown): Buffer => encodeNetstring(JSON.stringify(value))

class FakeSoftphone {
  readonly server: Server
  readonly clients: Socket[] = []
  callList = '\n--- Active calls (0) ---\n'

  constructor(greet = true) {
    this.server = createServer((socket) => {
      this.clients.push(socket)
      socket.on('error', () => {})
      const decoder = new NetstringDecoder()
      socket.on('data', (chunk: Buffer) => {
        for (const text of decoder.push(chunk)) {
          const command: unknown = JSON.parse(text)
          if (greet && typeof command === 'object' && command !== null && 'token' in command)
            socket.write(frame({ response: true, ok: true, data: this.callList, token: command.token }))
        }
      })
    })
  }

  async listen(port = 0): Promise<number> {
    this.server.listen(port, '127.0.0.1')
    await once(this.server, 'listening')
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on TCP
    return (this.server.address() as AddressInfo).port
  }

  event(type: string, id: string): Buffer {
    return frame({ event: true, type, class: 'call', direction: 'incoming', peeruri: 'sip:c@h', id })
  }

  async close(): Promise<void> {
    for (const client of this.clients) client.destroy()
    this.server.close()
    await once(this.server, 'close')
  }
}

async function connectTo(
  softphone: FakeSoftphone,
): Promise<{ host: RecordingHost; adapter: BaresipAdapter }> {
  const port = await softphone.listen()
  const adapter = new BaresipAdapter({ host: '127.0.0.1', port }, { random: () => 0 })
  const host = new RecordingHost()
  onTestFinished(async () => {
    await adapter.stop()
    await softphone.close()
  })
  await adapter.start(host)
  return { host, adapter }
}

const states = (host: RecordingHost): string[] => host.states.map(({ s }) => s)

describe('the link to the softphone', () => {
  it('is up when the list of calls has come', async () => {
    const { host } = await connectTo(new FakeSoftphone())
    await vi.waitFor(() => expect(states(host)).toEqual(['connecting', 'up']))
  })

  it('hears events that come several in one read, or in pieces', async () => {
    const softphone = new FakeSoftphone()
    const { host } = await connectTo(softphone)
    await vi.waitFor(() => expect(host.last).toEqual({ s: 'up' }))
    const bytes = Buffer.concat([
      softphone.event('CALL_ESTABLISHED', 'a'),
      softphone.event('CALL_CLOSED', 'a'),
      softphone.event('CALL_ESTABLISHED', 'b'),
      softphone.event('CALL_CLOSED', 'b'),
    ])
    const [client] = softphone.clients
    client?.write(bytes.subarray(0, 333))
    await new Promise((resolve) => setTimeout(resolve, 20))
    client?.write(bytes.subarray(333))
    await vi.waitFor(() => expect(host.reports.map(({ ids }) => ids[0])).toEqual(['sip:a', 'sip:b']))
  })

  it('that is refused waits and tries again: the softphone may start later', async () => {
    const softphone = new FakeSoftphone()
    const port = await softphone.listen()
    await softphone.close()
    const adapter = new BaresipAdapter({ host: '127.0.0.1', port }, { random: () => 0.1 })
    const host = new RecordingHost()
    onTestFinished(() => adapter.stop())
    await adapter.start(host)
    await vi.waitFor(() => expect(host.states).toContainEqual({ s: 'connecting', attempt: 3 }))
    expect(host.states[1]).toEqual({
      s: 'waiting',
      retryInMs: 25,
      why: `The softphone does not answer on port ${port}: it isn't running, or its remote control (ctrl_tcp) is off.`,
      problem: { code: 'softphone-silent', values: { port: String(port) } },
    })
    const late = new FakeSoftphone()
    await late.listen(port)
    onTestFinished(() => late.close())
    await vi.waitFor(() => expect(host.last).toEqual({ s: 'up' }), 5_000)
    expect(states(host)).not.toContain('failed')
  })

  it('that breaks in mid-call ends the call as source-lost and comes back', async () => {
    const softphone = new FakeSoftphone()
    const { host } = await connectTo(softphone)
    await vi.waitFor(() => expect(host.last).toEqual({ s: 'up' }))
    softphone.clients[0]?.write(softphone.event('CALL_ESTABLISHED', 'a'))
    await vi.waitFor(() => expect(host.lives).toHaveLength(1))
    softphone.clients[0]?.destroy()
    await vi.waitFor(() => expect(states(host)).toEqual(['connecting', 'up', 'waiting', 'connecting', 'up']))
    expect(host.reports).toMatchObject([{ ids: ['sip:a'], cause: 'source-lost' }])
    expect(host.states[2]).toMatchObject({ why: expect.stringContaining('another program') })
  })

  it.each([
    ['garbage', Buffer.from('SSH-2.0-OpenSSH_9.9\r\n')],
    ['an oversized frame', Buffer.from('99999999:')],
    ['a frame that is not JSON', encodeNetstring('hello')],
    ['another answer', frame({ response: true, ok: true, data: 'hello', token: 'aftercall-calls' })],
  ])('that brings %s is made anew, and said not to be the softphone', async (_, bytes) => {
    const softphone = new FakeSoftphone(false)
    const { host } = await connectTo(softphone)
    await vi.waitFor(() => expect(softphone.clients).toHaveLength(1))
    softphone.clients[0]?.write(bytes)
    await vi.waitFor(() => expect(softphone.clients.length).toBeGreaterThan(1))
    expect(host.states[1]).toMatchObject({
      s: 'waiting',
      why: expect.stringContaining('is not the softphone'),
    })
    expect(states(host)).not.toContain('up')
  })

  it.each(['192.168.1.20', '0.0.0.0', 'pbx.example', '127.0.0.1.evil.example'])(
    'to another computer is refused with a sentence (%s): there is no password',
    async (address) => {
      const adapter = new BaresipAdapter({ host: address, port: 4_444 })
      const host = new RecordingHost()
      await adapter.start(host)
      expect(host.states).toMatchObject([{ s: 'failed', why: expect.stringContaining('no password') }])
      await adapter.stop()
    },
  )

  it('is gone after `stop`: no socket, no timer, calls reported as lost', async () => {
    const softphone = new FakeSoftphone()
    const { host, adapter } = await connectTo(softphone)
    await vi.waitFor(() => expect(host.last).toEqual({ s: 'up' }))
    softphone.clients[0]?.write(softphone.event('CALL_ESTABLISHED', 'a'))
    await vi.waitFor(() => expect(host.lives).toHaveLength(1))
    await adapter.stop()
    await adapter.stop()
    expect(host.last).toEqual({ s: 'stopped' })
    expect(host.reports).toMatchObject([{ cause: 'source-lost' }])
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(softphone.clients).toHaveLength(1)
    expect(host.last).toEqual({ s: 'stopped' })
  })
})
