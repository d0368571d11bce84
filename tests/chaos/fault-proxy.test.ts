/** The proxy does what it says: without that the runs would show nothing. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { describe, expect, it, onTestFinished } from 'vitest'

import { createRandom } from '../crash/random.ts'
import { startFaultProxy } from '../support/fault-proxy.ts'
import { chooseFault, FAULT_KINDS } from '../support/faults.ts'
import type { Fault } from '../support/faults.ts'

const ANSWER = JSON.stringify({ storeId: 'x', epoch: 1, stored: 2, stale: 0, newer: [], refused: [] })

/** A server that notes the bodies that arrive whole, behind a proxy that does `faults`, one a request. */
async function network(...faults: Fault[]) {
  const arrived: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      arrived.push(body)
      response.setHeader('content-type', 'application/json')
      response.end(ANSWER)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server has a port
  const { port } = server.address() as AddressInfo
  const left = [...faults]
  const proxy = await startFaultProxy({ target: () => port, choose: () => left.shift() ?? { kind: 'none' } })
  onTestFinished(async () => {
    await proxy.close()
    server.closeAllConnections()
    server.close()
  })
  const send = async (body: string): Promise<{ status: number; text: string } | 'cut'> => {
    try {
      const response = await fetch(`http://127.0.0.1:${proxy.port}/v1/events`, {
        method: 'POST',
        body,
        redirect: 'manual',
      })
      return { status: response.status, text: await response.text() }
    } catch {
      return 'cut'
    }
  }
  return { arrived, proxy, send }
}

const BODY = 'b'.repeat(5000)

describe('the fault proxy', () => {
  it('lets through what it is told to let through', async () => {
    const { arrived, send } = await network()
    expect(await send(BODY)).toEqual({ status: 200, text: ANSWER })
    expect(arrived).toEqual([BODY])
  })

  it.each<[string, Fault, number]>([
    ['before the request', { kind: 'drop-before' }, 0],
    ['within the request', { kind: 'cut-request', share: 0.5 }, 0],
    ['within the request, in order', { kind: 'truncate-request', share: 0.9 }, 0],
    ['after the request', { kind: 'drop-after' }, 1],
    ['after the answer was given', { kind: 'drop-answer' }, 1],
    ['within the answer', { kind: 'truncate-answer', share: 0.95 }, 1],
  ])('cuts %s', async (_, fault, expected) => {
    const { arrived, proxy, send } = await network(fault)
    expect(await send(BODY)).toBe('cut')
    await proxy.heal()
    expect(arrived).toHaveLength(expected)
  })

  it('delivers a request again', async () => {
    const { arrived, proxy, send } = await network({ kind: 'duplicate', afterMs: 1, times: 2 })
    await send(BODY)
    await proxy.heal()
    expect(arrived).toEqual([BODY, BODY, BODY])
  })

  it('delivers a request after later ones', async () => {
    const { arrived, proxy, send } = await network({ kind: 'reorder', after: 2 })
    expect(await send('first')).toBe('cut')
    await send('second')
    await send('third')
    await proxy.heal()
    expect(arrived).toEqual(['second', 'third', 'first'])
  })

  it('delivers what it holds back at the latest when it heals', async () => {
    const { arrived, proxy, send } = await network({ kind: 'reorder', after: 9 })
    await send('held')
    expect(arrived).toEqual([])
    await proxy.heal()
    expect(arrived).toEqual(['held'])
  })

  it('answers with a status and a time to wait', async () => {
    const { arrived, proxy } = await network({ kind: 'status', status: 429, retryAfter: '3' })
    const response = await fetch(`http://127.0.0.1:${proxy.port}/`, { method: 'POST', body: BODY })
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '3'])
    expect(arrived).toEqual([])
  })

  it('answers with what log-in pages answer', async () => {
    const { send } = await network(
      { kind: 'garbage', garbage: 'captive-portal' },
      { kind: 'garbage', garbage: 'redirect' },
      { kind: 'garbage', garbage: 'half-json' },
      { kind: 'garbage', garbage: 'not-http' },
    )
    expect(await send(BODY)).toMatchObject({ status: 200, text: expect.stringContaining('<title>') })
    expect(await send(BODY)).toMatchObject({ status: 302 })
    expect(await send(BODY)).toMatchObject({ status: 200, text: expect.stringMatching(/"stor$/) })
    expect(await send(BODY)).toBe('cut')
  })

  it('miscounts', async () => {
    const { arrived, send } = await network({ kind: 'wrong-counts', by: 1 }, { kind: 'wrong-counts', by: -1 })
    expect(await send(BODY)).toEqual({ status: 200, text: ANSWER.replace('"stored":2', '"stored":3') })
    expect(await send(BODY)).toEqual({ status: 200, text: ANSWER.replace('"stored":2', '"stored":1') })
    expect(arrived).toHaveLength(2)
  })

  it('swallows a batch and accounts for none of it', async () => {
    const { arrived, send } = await network({ kind: 'none' }, { kind: 'account-for-nothing' })
    await send('first')
    expect(await send('second')).toEqual({ status: 200, text: ANSWER.replace('"stored":2', '"stored":0') })
    expect(arrived).toEqual(['first'])
  })

  it('chooses the same faults for the same seed, and in time every one', () => {
    const choices = (seed: number) => {
      const random = createRandom(seed)
      return Array.from({ length: 500 }, () => chooseFault(random, 60))
    }
    expect(choices(7)).toEqual(choices(7))
    expect(choices(7)).not.toEqual(choices(8))
    expect(new Set(choices(7).map(({ kind }) => kind))).toEqual(new Set([...FAULT_KINDS, 'none']))
  })
})
