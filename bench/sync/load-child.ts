/**
 * A load generator that takes little of the two cores: one prepared request for each connection, of which only the event's
 * id changes. `load-child.ts PORT SECONDS CONNECTIONS PATH`, tokens and devices by message. Answers with counts and
 * latencies (milliseconds).
 */
import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { z } from '../../src/shared/zod.ts'

// Not longer than the bench itself.
process.once('disconnect', () => process.exit())

const [port = '0', seconds = '1', connections = '1', path = '/v1/events'] = process.argv.slice(2)
const startSchema = z.object({ devices: z.array(z.object({ token: z.string(), deviceId: z.string() })) })

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
  const workDay = new Date().toISOString().slice(0, 10)
  const marker = '00000000-0000-7000-8000-000000000000'
  const body = JSON.stringify([
    {
      specversion: '1.0',
      id: `${marker}/1`,
      source: `urn:aftercall:device:${deviceId}`,
      type: 'org.aftercall.interaction.v1',
      data: {
        workDay,
        deleted: false,
        channel: 'voice',
        queue: 'Support',
        outcome: 'rated',
        rating: 4,
        solved: true,
        reasons: [],
        followUp: null,
        story: null,
      },
    },
  ])
  const head = [
    `POST ${path} HTTP/1.1`,
    'host: 127.0.0.1',
    'content-type: application/cloudevents-batch+json',
    `authorization: Bearer ${token}`,
    `content-length: ${body.length}`,
  ].join('\r\n')
  const bytes = Buffer.from(`${head}\r\n\r\n${body}`)
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
    writeId(bytes, idAt)
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

/** A new UUIDv7 over the old one, as text. */
function writeId(bytes: Buffer, at: number): void {
  const time = Date.now().toString(16).padStart(12, '0')
  const random = randomBytes(9).toString('hex')
  bytes.write(
    `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6)}`,
    at,
    'latin1',
  )
}

process.send?.({ ready: true })
