/** A receiver that knows nothing of Aftercall: Node's HTTP server and the official CloudEvents SDK. */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

import { CloudEvent, HTTP, ValidationError, type CloudEventV1 } from 'cloudevents'
import { expect, it, onTestFinished } from 'vitest'

import { Bench, DAY, MINUTE, SECOND } from '../../unit/sync/bench.ts'
import { nodeHttp } from '../../support/node-http.ts'

/** Takes batches, whole or not at all; `refuses` is its own rule. */
async function startReceiver(refuses: (event: CloudEventV1<unknown>) => boolean = () => false) {
  const taken: CloudEventV1<unknown>[] = []
  const tokens = new Set<string | undefined>()
  const bodies: string[] = []
  const server = createServer((request, response) => {
    void receive(request).then((status) => response.writeHead(status).end())
  })
  async function receive(request: IncomingMessage): Promise<number> {
    const body = Buffer.concat(await request.toArray()).toString('utf8')
    tokens.add(request.headers.authorization)
    bodies.push(body)
    try {
      const message = HTTP.toEvent<unknown>({ headers: request.headers, body })
      const events = Array.isArray(message) ? message : [message]
      for (const event of events) new CloudEvent(event).validate()
      if (events.some(refuses)) return 400
      taken.push(...events)
      return 202
    } catch (error) {
      return error instanceof ValidationError ? 400 : 500
    }
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
  const { port } = server.address() as AddressInfo
  return { taken, tokens, bodies, url: `http://127.0.0.1:${port}/events?from=aftercall` }
}

it('gets every record as a valid CloudEvent, with the token of the policy file', async () => {
  const receiver = await startReceiver()
  const bench = new Bench({
    http: nodeHttp,
    machinePolicy: { sync: { endpoint: receiver.url, wire: 'cloudevents', token: 'secret' } },
  })
  await bench.start()
  bench.fill(700)
  const id = bench.rate(5)
  bench.smile()
  bench.store.pulses.answer('2026-Q4', 8)
  await bench.pass(6 * MINUTE)
  expect(bench.sync.view).toMatchObject({ pending: 0, refused: 0, problem: null, wire: 'cloudevents' })
  expect(receiver.taken).toHaveLength(703)
  expect([...receiver.tokens]).toEqual(['Bearer secret'])
  const event = receiver.taken.find((one) => one.id === `${id}/1`)
  expect(event).toMatchObject({
    specversion: '1.0',
    type: 'org.aftercall.interaction.v1',
    data: { workDay: DAY, rating: 5, outcome: 'rated' },
  })
  // The SDK gives an event without a time one of its own.
  expect(receiver.bodies.join()).not.toContain('"time"')
  bench.store.interactions.withdraw(id)
  bench.sync.recordsChanged()
  await bench.pass(5 * SECOND)
  expect(receiver.taken.at(-1)).toMatchObject({ id: `${id}/2`, data: { outcome: null } })
})

it('that refuses some events gets all others', async () => {
  const receiver = await startReceiver(({ data }) => JSON.stringify(data).includes('"rating":1'))
  const bench = new Bench({
    http: nodeHttp,
    machinePolicy: { sync: { endpoint: receiver.url, wire: 'cloudevents' } },
  })
  await bench.start()
  const bad = bench.rate(1)
  bench.fill(30)
  await bench.pass(2 * MINUTE)
  expect(receiver.taken).toHaveLength(30)
  expect(bench.sync.refusedRecords(5)).toMatchObject([{ id: bad, code: 'invalid' }])
})
