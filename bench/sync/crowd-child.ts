/**
 * Many agents at the end of their day: `crowd-child.ts PORT SECONDS`, devices by message. Each opens a connection of its own
 * at a random moment within the time, as the widget does after the day smiley, and sends the smiley with what waited.
 * Says how many events were acknowledged.
 */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from '../../src/shared/zod.ts'

// Not longer than the bench itself.
process.once('disconnect', () => process.exit())

const [port = '0', seconds = '300'] = process.argv.slice(2)
const startSchema = z.object({ devices: z.array(z.object({ token: z.string(), deviceId: z.string() })) })
const answerSchema = z.object({ stored: z.number() })
const WAITING_AT_MOST = 3
const TRIES = 5

process.send?.({ ready: true })
const [message] = await once(process, 'message')
const { devices } = startSchema.parse(message)
const latencies: number[] = []
let interactions = 0
let days = 0
let tries = 0
let lost = 0
await Promise.all(
  devices.map(async ({ token, deviceId }) => {
    const waiting = Math.floor(Math.random() * (WAITING_AT_MOST + 1))
    const request = requestOf(token, deviceId, waiting)
    await delay(Math.random() * Number(seconds) * 1000)
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      tries += 1
      const began = performance.now()
      const stored = await send(request).catch(() => 0)
      if (stored === waiting + 1) {
        latencies.push(performance.now() - began)
        interactions += waiting
        days += 1
        return
      }
      await delay(1000 * Math.random() * 2 ** attempt)
    }
    lost += 1
  }),
)
process.send?.({ interactions, days, tries, lost, latencies })

function requestOf(token: string, deviceId: string, waiting: number): Buffer {
  const workDay = new Date().toISOString().slice(0, 10)
  const envelope = { specversion: '1.0', source: `urn:aftercall:device:${deviceId}` }
  const events: unknown[] = Array.from({ length: waiting }, (_, n) => ({
    ...envelope,
    id: `${newId()}/1`,
    type: 'org.aftercall.interaction.v1',
    data: {
      workDay,
      deleted: false,
      channel: 'voice',
      queue: 'Support',
      outcome: 'rated',
      rating: (n % 5) + 1,
      solved: true,
      reasons: [],
      followUp: null,
      story: null,
    },
  }))
  events.push({
    ...envelope,
    id: `${newId()}/1`,
    type: 'org.aftercall.day.v1',
    data: { workDay, deleted: false, smiley: 'happy' },
  })
  const body = JSON.stringify(events)
  return Buffer.from(
    `POST /v1/events HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\ncontent-type: application/cloudevents-batch+json\r\nauthorization: Bearer ${token}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  )
}

/** How many events the answer says are stored. */
async function send(request: Buffer): Promise<number> {
  const socket = connect(Number(port), '127.0.0.1')
  socket.write(request)
  const chunks: Buffer[] = []
  for await (const chunk of socket) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString()
  if (!text.startsWith('HTTP/1.1 200')) return 0
  return answerSchema.parse(JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4))).stored
}

function newId(): string {
  const time = Date.now().toString(16).padStart(12, '0')
  const random = randomBytes(9).toString('hex')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6)}`
}
