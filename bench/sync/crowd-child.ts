/**
 * Many agents at the end of their day: `crowd-child.ts PORT SECONDS`, devices by message. Each opens a connection of its own
 * at a random moment within the time, as the widget does after the day smiley, and sends the smiley with what waited.
 * Says how many events were acknowledged.
 */
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { RATINGS } from '../../src/shared/lists.ts'
import { z } from '../../src/shared/zod.ts'
import { interactionEvent, ratedData, smileyEvent, today } from '../../tests/support/wire-samples.ts'
import { requestOf, startSchema } from './requests.ts'

// Not longer than the bench itself.
process.once('disconnect', () => process.exit())

const [port = '0', seconds = '300'] = process.argv.slice(2)
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
    const request = requestOf(token, eventsOf(deviceId, waiting), { headers: ['connection: close'] })
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

/** What waited, then the smiley. */
function eventsOf(deviceId: string, waiting: number) {
  const workDay = today()
  const waitingEvents = Array.from({ length: waiting }, (_, n) =>
    interactionEvent(deviceId, ratedData(workDay, { rating: RATINGS[n % 5] ?? 3 })),
  )
  return [...waitingEvents, smileyEvent(deviceId, workDay, 'happy')]
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
