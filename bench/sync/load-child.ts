/**
 * A load generator that takes little of the two cores: one prepared request for each connection, of which only the event's
 * id changes. `load-child.ts PORT SECONDS CONNECTIONS PATH`, tokens and devices by message. Answers with counts and
 * latencies (milliseconds).
 */
import { connect } from 'node:net'
import { ROUTES } from '../../src/shared/wire/limits.ts'
import { interactionEvent, ratedData, recordId, today } from '../../tests/support/wire-samples.ts'
import { requestOf, startSchema } from './requests.ts'

// Not longer than the bench itself.
process.once('disconnect', () => process.exit())

const LENGTH = /^content-length: (\d+)/im

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
    drive(Number(port), prepare(device), {
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
  /** Where the last twelve digits of the record's id begin. */
  readonly idAt: number
}

const ID_DIGITS = 12

function prepare({ token, deviceId }: { token: string; deviceId: string }): Prepared {
  const id = recordId()
  const bytes = requestOf(token, [interactionEvent(deviceId, ratedData(today()), id)], { path })
  return { bytes, idAt: bytes.indexOf(id) + id.length - ID_DIGITS }
}

interface Observer {
  /** @returns whether to send another */
  done(status: string, latency: number): boolean
  closed(failed: boolean): void
}

/** Into which every connection reads: what it has got it looks at before the next one reads. */
const READ_INTO = Buffer.alloc(64 * 1024)

function drive(to: number, { bytes, idAt }: Prepared, observer: Observer): void {
  let sentAt = 0
  let received = ''
  let orderly = false
  let number = 0
  const send = () => {
    // A new id over the old one.
    number += 1
    bytes.write(number.toString(16).padStart(ID_DIGITS, '0'), idAt, 'latin1')
    sentAt = performance.now()
    socket.write(bytes)
  }
  const socket = connect({
    port: to,
    host: '127.0.0.1',
    noDelay: true,
    onread: {
      buffer: READ_INTO,
      callback(length) {
        received += READ_INTO.toString('latin1', 0, length)
        if (!isWhole(received)) return true
        const status = received.slice(9, 12)
        received = ''
        if (observer.done(status, performance.now() - sentAt)) send()
        else {
          orderly = true
          socket.destroy()
        }
        return true
      },
    },
  })
  socket.on('connect', send)
  socket.on('error', () => {})
  socket.on('close', () => observer.closed(!orderly))
}

/** Whether an answer is there to its end. */
function isWhole(answer: string): boolean {
  const headEnd = answer.indexOf('\r\n\r\n')
  if (headEnd < 0) return false
  const [, length = '0'] = LENGTH.exec(answer) ?? []
  return answer.length >= headEnd + 4 + Number(length)
}

process.send?.({ ready: true })
