/** The collector as a process: bombs, storms, certificates, start and stop. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { request as httpsRequest } from 'node:https'
import { connect } from 'node:net'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync, constants } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startCollector } from '../../../src/collector/server/start.ts'
import { StoreError } from '../../../src/collector/store/store.ts'
import { enrolmentAnswerSchema } from '../../../src/shared/wire/answers.ts'
import { BATCH_MEDIA_TYPE, ROUTES } from '../../../src/shared/wire/limits.ts'
import { z } from '../../../src/shared/zod.ts'
import { makeCertificate } from '../../support/certificate.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { interaction } from './support.ts'

const MIB = 1024 * 1024
const log = { level: 'silent' } as const

async function startChild() {
  const child = fork(new URL('collector-child.ts', import.meta.url), [temporaryFolder()])
  onTestFinished(async () => {
    if (child.exitCode !== null) return
    child.kill('SIGTERM')
    await once(child, 'exit')
  })
  const [ready] = await once(child, 'message')
  const { port, code } = z.object({ port: z.number(), code: z.string() }).parse(ready)
  const base = `http://127.0.0.1:${port}`
  const answer = await fetch(base + ROUTES.enrolments, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  })
  const memoryMb = async (): Promise<number> => {
    child.send('memory')
    const [message] = await once(child, 'message')
    return z.object({ rss: z.number() }).parse(message).rss / MIB
  }
  return { child, port, base, device: enrolmentAnswerSchema.parse(await answer.json()), memoryMb }
}

describe('A bomb', () => {
  const spaces = Buffer.alloc(130 * MIB, ' ')
  const nothing = gzipSync('')
  const bombs: readonly [string, string, () => Buffer][] = [
    ['gzip', 'gzip', () => gzipSync(spaces)],
    ['zstd', 'zstd', () => zstdCompressSync(spaces)],
    [
      'zstd with a window of 128 MiB',
      'zstd',
      () => zstdCompressSync(spaces, { params: { [constants.ZSTD_c_windowLog]: 27 } }),
    ],
    ['gzip of many parts', 'gzip', () => Buffer.alloc(80_000 * nothing.length, nothing)],
  ]

  test('of any kind is refused and takes no memory, however often it comes', async () => {
    const { base, device, memoryMb } = await startChild()
    const send = (body: Buffer, encoding: string) =>
      fetch(base + ROUTES.events, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${device.token}`,
          'content-type': BATCH_MEDIA_TYPE,
          'content-encoding': encoding,
        },
        body: new Uint8Array(body),
      })
    const before = await memoryMb()
    for (const [name, encoding, make] of bombs) {
      const bomb = make()
      expect([name, bomb.length < 2 * MIB]).toEqual([name, true])
      for (let round = 0; round < 4; round += 1) {
        const answers = await Promise.all(Array.from({ length: 8 }, () => send(bomb, encoding)))
        for (const { status } of answers) expect([name, [400, 413].includes(status)]).toEqual([name, true])
      }
    }
    // Unpacked they would be 12 GiB; the rest is what 128 requests leave behind before it is swept up.
    expect((await memoryMb()) - before).toBeLessThan(200)
    const event = interaction(device.deviceId)
    const good = await send(gzipSync(JSON.stringify([event])), 'gzip')
    expect(await good.json()).toMatchObject({ stored: 1 })
  })
})

describe('Five o’clock', () => {
  test('5,000 new connections at once are all served', async () => {
    const { port, device } = await startChild()
    const count = 5_000
    const events = Array.from({ length: count }, () => JSON.stringify([interaction(device.deviceId)]))
    const statuses = await Promise.all(events.map((event) => sendOnNewConnection(port, device.token, event)))
    expect(Object.groupBy(statuses, (status) => status)).toEqual({ 'HTTP/1.1 200 OK': statuses })
    expect(statuses).toHaveLength(count)
  })
})

function sendOnNewConnection(port: number, token: string, body: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let received = ''
    socket.on('error', (error) => resolve(error.message))
    socket.on('data', (chunk) => (received += chunk.toString('latin1')))
    socket.on('close', () => resolve(received.split('\r\n')[0] ?? ''))
    socket.write(
      `POST ${ROUTES.events} HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer ${token}\r\n` +
        `content-type: ${BATCH_MEDIA_TYPE}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    )
  })
}

describe('The collector', () => {
  test('starts on a free port, says where, serves, and stops once', async () => {
    const collector = await startCollector({ dataFolder: temporaryFolder(), port: 0, log })
    expect(collector.address.url).toBe(`http://127.0.0.1:${collector.address.port}`)
    expect((await fetch(`${collector.address.url}/readyz`)).status).toBe(200)
    await Promise.all([collector.stop(), collector.stop()])
    await expect(fetch(`${collector.address.url}/healthz`)).rejects.toThrow('fetch failed')
  })

  test('that finds its port taken leaves nothing open, and can be started elsewhere', async () => {
    const dataFolder = temporaryFolder()
    const other = await startCollector({ dataFolder: temporaryFolder(), port: 0, log })
    onTestFinished(() => other.stop())
    await expect(startCollector({ dataFolder, port: other.address.port, log })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    })
    const collector = await startCollector({ dataFolder, port: 0, log })
    await collector.stop()
  })

  test('is the only one on its data', async () => {
    const dataFolder = temporaryFolder()
    const collector = await startCollector({ dataFolder, port: 0, log })
    onTestFinished(() => collector.stop())
    await expect(startCollector({ dataFolder, port: 0, log })).rejects.toBeInstanceOf(StoreError)
  })
})

describe('With a certificate', () => {
  test('it speaks TLS 1.2 and newer, takes a renewed certificate for new connections, and keeps the old one if that is broken', async () => {
    const folder = temporaryFolder()
    const tls = makeCertificate(folder, 'first')
    const collector = await startCollector({
      dataFolder: temporaryFolder(),
      port: 0,
      log,
      tls,
    })
    onTestFinished(() => collector.stop())
    expect(collector.address.url).toMatch(/^https:/)
    const { port } = collector.address
    expect(await nameOver(port)).toEqual({ status: 200, name: 'first' })
    await expect(nameOver(port, 'TLSv1.1')).rejects.toMatchObject({
      code: expect.stringContaining('ERR_SSL'),
    })

    makeCertificate(folder, 'second')
    collector.reloadTls()
    expect(await nameOver(port)).toEqual({ status: 200, name: 'second' })

    writeFileSync(tls.certFile, 'nonsense')
    expect(() => collector.reloadTls()).toThrow(/cert\.pem/)
    expect(await nameOver(port)).toEqual({ status: 200, name: 'second' })
  })

  test('that is renewed while it runs is noticed', async () => {
    const folder = temporaryFolder()
    const tls = makeCertificate(folder, 'first')
    const collector = await startCollector({
      dataFolder: temporaryFolder(),
      port: 0,
      log,
      tls,
      limits: { certificateMs: 50 },
    })
    onTestFinished(() => collector.stop())
    const { port } = collector.address
    expect((await nameOver(port)).name).toBe('first')
    makeCertificate(folder, 'second')
    await expect.poll(async () => (await nameOver(port)).name, { timeout: 20_000 }).toBe('second')
  })

  test('that is not there, or does not fit its key, it does not start and names the file', async () => {
    const folder = temporaryFolder()
    const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
    const start = () =>
      startCollector({ dataFolder: temporaryFolder(), port: 0, log, tls: { certFile, keyFile } })
    await expect(start()).rejects.toThrow(certFile)
    writeFileSync(certFile, 'a')
    await expect(start()).rejects.toThrow(keyFile)
    writeFileSync(keyFile, 'b')
    await expect(start()).rejects.toThrow(/don't fit/)
  })
})

/** Status of /healthz over a new TLS connection, and the name in its certificate. */
function nameOver(port: number, maxVersion?: 'TLSv1.1') {
  return new Promise<{ status: number | undefined; name: unknown }>((resolve, reject) => {
    const request = httpsRequest(
      {
        port,
        host: '127.0.0.1',
        path: '/healthz',
        agent: false,
        rejectUnauthorized: false,
        ...(maxVersion !== undefined && { maxVersion, minVersion: 'TLSv1' as const }),
      },
      (response) => {
        const { socket } = response
        const name =
          'getPeerCertificate' in socket && typeof socket.getPeerCertificate === 'function'
            ? z.object({ subject: z.object({ CN: z.string() }) }).parse(socket.getPeerCertificate()).subject
                .CN
            : undefined
        response.resume().on('end', () => resolve({ status: response.statusCode, name }))
      },
    )
    request.on('error', reject).end()
  })
}
