/**
 * A load generator that takes little of the two cores: one prepared request for each connection, of which only the event's
 * id changes. `load-child.ts PORT SECONDS CONNECTIONS PATH`, tokens and devices by message. Answers with counts and
 * latencies (milliseconds).
 */
import { connect, type Socket } from 'node:net'
import { ROUTES } from '../../src/shared/wire/limits.ts'
import { interactionEvent, ratedData, recordId, today } from '../../tests/support/wire-samples.ts'
import { requestOf, startSchema } from './requests.ts'

// Not longer than the bench itself.
process.once('disconnect', () => process.exit())

const [port = '0', seconds = '1', connections = '1', path = ROUTES.events] = process.argv.slice(2)

process.once('message', (message) => {
  const { devices } = startSchema.parse(message)
  const latencies: number[] = []
  const statuses = new Map<string, number>()
  let failures = 0
  let open = 0
  const end = performance.now() + Number(seconds) * 1000
  const began = performance.now()

  const finished = () => {
    open -= 1
    if (open > 0) return
    process.send?.({
      seconds: (performance.now() - began) / 1000,
      requests: latencies.length,
      failures,
      statuses: Object.fromEntries(statuses),
      latencies,
    })
  }
  for (let n = 0; n < Number(connections); n += 1) {
    const device = devices[n % devices.length]
    if (device === undefined) throw new Error('There is no device.')
    open += 1
    drive(connect(Number(port), '127.0.0.1'), prepare(device), {
      done(status, latency) {
        latencies.push(latency)
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        return performance.now() < end
      },
      closed(failed) {
        if (failed) failures += 1
        finished()
      },
    })
  }
})

interface Prepared {
  readonly bytes: Buffer
  /** Where the record's id begins. */
  readonly idAt: number
}

function prepare({ token, deviceId }: { token: string; deviceId: string }): Prepared {
  const marker = '00000000-0000-7000-8000-000000000000'
  const bytes = requestOf(token, [interactionEvent(deviceId, ratedData(today()), marker)], { path })
  return { bytes, idAt: bytes.indexOf(marker) }
}

interface Observer {
  /** @returns whether to send another */
  done(status: string, latency: number): boolean
  closed(failed: boolean): void
}

function drive(socket: Socket, { bytes, idAt }: Prepared, observer: Observer): void {
  let sentAt = 0
  let received = Buffer.alloc(0)
  let orderly = false
  const send = () => {
    // A new id over the old one.
    bytes.write(recordId(), idAt, 'latin1')
    sentAt = performance.now()
    socket.write(bytes)
  }
  socket.setNoDelay(true)
  socket.on('connect', send)
  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
    const headEnd = received.indexOf('\r\n\r\n')
    if (headEnd < 0) return
    const head = received.toString('latin1', 0, headEnd)
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
    if (received.length < headEnd + 4 + length) return
    received = Buffer.alloc(0)
    if (observer.done(head.slice(9, 12), performance.now() - sentAt)) return send()
    orderly = true
    socket.destroy()
  })
  socket.on('error', () => {})
  socket.on('close', () => observer.closed(!orderly))
}

process.send?.({ ready: true })
