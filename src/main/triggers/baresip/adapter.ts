/**
 * baresip, the reference softphone, over its ctrl_tcp module. The module serves one client: a second one silently
 * takes the first one's place. It asks for no password, so nothing but this computer is talked to. Peer numbers are
 * passed to the hub for comparison, never logged, never written down.
 */
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import type { TriggerProblem } from '../../../shared/trigger.ts'
import type { AdapterHost, TriggerAdapter } from '../adapter.ts'
import { Backoff } from '../backoff.ts'
import { CallTracker } from './calls.ts'
import { isCallList, readCallList, readMessage } from './messages.ts'
import { NetstringDecoder, encodeNetstring } from './netstring.ts'

/** The port of the example configuration that ships with baresip. */
export const DEFAULT_PORT = 4_444
/** Whoever accepts a connection but doesn't answer in this time isn't baresip. */
const ANSWER_MS = 5_000
const LIST_TOKEN = 'aftercall-calls'

export interface BaresipOptions {
  readonly host: string
  readonly port: number
}

/** The outside, replaced in tests. */
export interface BaresipParts {
  readonly random?: () => number
  /** Milliseconds on a clock that doesn't jump. */
  readonly monotonic?: () => number
}

const CLOSED =
  'The softphone closed the connection: it ended, or another program took over its remote control.'

const isLoopback = (host: string): boolean =>
  /^127(?:\.\d{1,3}){3}$/.test(host) || ['localhost', '::1', '[::1]'].includes(host.toLowerCase())

export class BaresipAdapter implements TriggerAdapter {
  readonly id: string
  readonly kind = 'baresip'
  readonly #options: BaresipOptions
  readonly #backoff: Backoff
  readonly #monotonic: () => number
  #host: AdapterHost | undefined
  #calls: CallTracker | undefined
  #socket: Socket | undefined
  #retry: NodeJS.Timeout | undefined

  constructor(options: BaresipOptions, parts: BaresipParts = {}, id = 'baresip') {
    this.id = id
    this.#options = options
    this.#monotonic = parts.monotonic ?? (() => performance.now())
    this.#backoff = new Backoff({ random: parts.random ?? Math.random, monotonic: this.#monotonic })
  }

  start(host: AdapterHost): Promise<void> {
    const { host: address, port } = this.#options
    if (!isLoopback(address)) {
      const why = `The softphone has to be on this computer (127.0.0.1). Its remote control has no password, so "${address}" is refused.`
      host.state({ s: 'failed', why, problem: { code: 'not-loopback', values: { address } } })
      return Promise.resolve()
    }
    this.#host = host
    this.#calls = new CallTracker(host, this.#monotonic)
    this.#connect(host, this.#calls, address.replace(/^\[|\]$/g, ''), port)
    return Promise.resolve()
  }

  /** Lets go of the softphone. Calls that are going on are reported as lost; a restart finds them again. */
  stop(): Promise<void> {
    const host = this.#host
    this.#host = undefined
    clearTimeout(this.#retry)
    this.#socket?.destroy()
    this.#socket = undefined
    this.#calls?.linkLost()
    host?.state({ s: 'stopped' })
    return Promise.resolve()
  }

  #connect(host: AdapterHost, calls: CallTracker, address: string, port: number): void {
    host.state({ s: 'connecting', attempt: this.#backoff.attempt })
    const decoder = new NetstringDecoder()
    const socket = connect({ host: address, port })
    this.#socket = socket
    const because = (code: TriggerProblem['code'], why: string) => ({
      why,
      problem: { code, values: { port: String(port) } },
    })
    let reason = because(
      'softphone-silent',
      `The softphone does not answer on port ${port}: it isn't running, or its remote control (ctrl_tcp) is off.`,
    )
    const giveUp = (known: typeof reason): void => {
      reason = known
      socket.destroy()
    }
    const stranger = because('softphone-other', `What answers on port ${port} is not the softphone.`)
    const silence = setTimeout(() => giveUp(stranger), ANSWER_MS)

    socket.on('connect', () =>
      socket.write(encodeNetstring(JSON.stringify({ command: 'listcalls', token: LIST_TOKEN }))),
    )
    socket.on('data', (chunk) => {
      for (const frame of decoder.push(chunk)) {
        const message = readMessage(frame)
        if (message === undefined) return giveUp(stranger)
        if (message.kind === 'event') calls.event(message.event)
        else if (message.kind === 'response' && message.response.token === LIST_TOKEN) {
          const text = message.response.data ?? ''
          if (!isCallList(text)) return giveUp(stranger)
          clearTimeout(silence)
          reason = because('softphone-closed', CLOSED)
          calls.list(readCallList(text))
          this.#backoff.up()
          host.state({ s: 'up' })
        }
      }
      if (decoder.broken) giveUp(stranger)
    })
    // The reason is told by what 'close' does next.
    socket.on('error', () => {})
    socket.on('close', () => {
      clearTimeout(silence)
      // Stopped, or replaced.
      if (this.#socket !== socket) return
      calls.linkLost()
      const retryInMs = this.#backoff.down()
      host.state({ s: 'waiting', retryInMs, ...reason })
      this.#retry = setTimeout(() => this.#connect(host, calls, address, port), retryInMs)
    })
  }
}
