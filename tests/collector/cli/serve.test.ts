import Database from 'better-sqlite3'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { request as httpsRequest } from 'node:https'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { runCommandLine } from '../../../src/collector/cli/run.ts'
import { processSurroundings } from '../../../src/collector/cli/surroundings.ts'
import { storeOpener } from '../../../src/collector/cli/with-store.ts'
import { makeCertificate } from '../../support/certificate.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { enrol, rating, send, today } from './devices.ts'
import { failHere, run, runFailing, runHere, runJson, startServer } from './support.ts'

const PATIENT = { timeout: 30_000 }
const hasOpenssl = spawnSync('openssl', ['version']).status === 0

/** The words of a printed command line, as a shell would split them. */
function wordsOf(line: string): string[] {
  return Array.from(line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g), ([, quoted, plain]) => quoted ?? plain ?? '')
}

test('without any option it serves this computer from the default data folder', async () => {
  const home = temporaryFolder()
  const server = await startServer([], { env: { HOME: home, XDG_DATA_HOME: join(home, 'data') } })
  expect(server.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect(server.stdout()).toContain(join(home, 'data/aftercall-collector/collector.db'))
  expect((await fetch(`${server.address}/healthz`)).status).toBe(200)
  expect((await fetch(`${server.address}/readyz`)).status).toBe(200)
})

test('a newcomer is told what to do next, and the printed commands do it as they stand', async () => {
  const data = ['--data', join(temporaryFolder(), 'a folder')]
  const server = await startServer(data)
  const commands = server
    .stdout()
    .split('\n')
    .flatMap((line) => line.split('aftercall-collector ').slice(1))
    .filter((line) => /^(team|code)/.test(line))
    .map(wordsOf)
  expect(commands).toHaveLength(2)
  const outputs = [await run(commands[0] ?? []), await run(commands[1] ?? [])]
  expect(outputs.map(({ code }) => code)).toEqual([0, 0])
  const [code = ''] = outputs[1]?.stdout.split('\n') ?? []
  expect(await enrol(server.address, code)).toMatchObject({ role: 'agent', team: { name: 'My team' } })
  await server.stop()
  const again = await startServer(data)
  expect(again.stdout().trimEnd().split('\n')).toHaveLength(2)
})

test('its start is one JSON document with --json', async () => {
  const folder = temporaryFolder()
  const server = await startServer(['--data', folder, '--json'])
  expect(JSON.parse(server.stdout())).toEqual({
    listening: server.address,
    data: folder,
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
  })
})

describe('where it listens', () => {
  test.each(['0.0.0.0', '::', '10.1.2.3', 'collector.example.com'])(
    '%s needs TLS or a proxy, and nothing is opened before that is clear',
    async (host) => {
      const folder = join(temporaryFolder(), 'data')
      expect(await failHere(['serve', '--host', host, '--data', folder])).toMatchObject({
        code: 'usage',
        exitCode: 2,
        message: expect.stringMatching(/without TLS .*--cert.*--behind-proxy/),
      })
      expect(existsSync(folder)).toBe(false)
    },
  )

  test('behind a proxy it listens on every address', async () => {
    const options = '--host 0.0.0.0 --behind-proxy --trust-proxy 127.0.0.1,10.0.0.0/8'.split(' ')
    const server = await startServer([...options, '--data', temporaryFolder()])
    const { port } = new URL(server.address)
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
  })

  test.each([
    { args: ['--cert', 'a.pem'], says: /belong together/ },
    { args: ['--key', 'a.pem'], says: /belong together/ },
    { args: ['--cert', 'no-cert.pem', '--key', 'no-key.pem'], says: /no-cert\.pem/ },
    { args: ['--trust-proxy', '127.0.0.1'], says: /--behind-proxy/ },
    { args: ['--behind-proxy', '--trust-proxy', '10.0.0.0/33'], says: /"10\.0\.0\.0\/33"/ },
    { args: ['--behind-proxy', '--trust-proxy', 'proxy.example.com'], says: /proxy\.example\.com/ },
    { args: ['--host', '192.0.2.1', '--behind-proxy'], says: /not an address of this computer/ },
  ])('$args is refused with a sentence', async ({ args, says }) => {
    const refused = await failHere(['serve', '--port', '0', ...args, '--data', temporaryFolder()])
    expect(refused).toMatchObject({ exitCode: 2, message: expect.stringMatching(says) })
  })

  test('a port that is taken is said, with another way', async () => {
    const other = createServer()
    onTestFinished(() => void other.close())
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on an address
    const { port } = other.address() as AddressInfo
    const refused = await runFailing(['serve', '--port', String(port), '--data', temporaryFolder()])
    expect(refused).toMatchObject({
      code: 'port-taken',
      exitCode: 5,
      message: expect.stringMatching(/--port/),
    })
  })

  test.skipIf(!hasOpenssl)('with a certificate it speaks TLS on any address', async () => {
    const folder = temporaryFolder()
    const { certFile, keyFile } = makeCertificate(folder, 'localhost')
    const server = await startServer([
      '--host',
      '0.0.0.0',
      '--cert',
      certFile,
      '--key',
      keyFile,
      '--data',
      folder,
    ])
    expect(server.address).toMatch(/^https:/)
    const { port } = new URL(server.address)
    const status = await new Promise((resolve, reject) => {
      const options = {
        host: '127.0.0.1',
        port,
        path: '/healthz',
        servername: 'localhost',
        ca: readFileSync(certFile),
      }
      httpsRequest(options, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end()
    })
    expect(status).toBe(200)
  })
})

describe('what keeps it from starting', () => {
  test('a second server on the same folder', async () => {
    const data = ['--data', temporaryFolder()]
    const first = await startServer(data)
    expect(await runFailing(['serve', '--port', '0', ...data])).toMatchObject({
      code: 'locked',
      exitCode: 5,
      message: expect.stringMatching(/already running on this folder/),
    })
    expect((await fetch(`${first.address}/readyz`)).status).toBe(200)
  })

  /** A folder with a database that was used. */
  async function usedFolder(): Promise<{ folder: string; database: string }> {
    const folder = temporaryFolder()
    await runJson(['team', 'add', 'North', '--data', folder])
    return { folder, database: join(folder, 'collector.db') }
  }
  const hashOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')

  test('a database of a newer collector, which stays as it is', async () => {
    const { folder, database } = await usedFolder()
    const db = new Database(database)
    db.pragma('user_version = 999')
    db.close()
    const before = hashOf(database)
    for (const command of [['serve', '--port', '0'], ['stats']])
      expect(await runFailing([...command, '--data', folder])).toMatchObject({
        code: 'newer-schema',
        exitCode: 6,
        message: expect.stringMatching(/newer collector/),
      })
    expect(hashOf(database)).toBe(before)
  })

  test('a damaged database', async () => {
    const { folder, database } = await usedFolder()
    truncateSync(database, 8_192)
    expect(await runFailing(['serve', '--port', '0', '--data', folder])).toMatchObject({
      code: 'corrupt',
      exitCode: 6,
      message: expect.stringMatching(/restore/i),
    })
  })

  test('a file that is no database', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'collector.db'), 'Dear Sir or Madam, …')
    expect(await runFailing(['serve', '--port', '0', '--data', folder])).toMatchObject({
      code: 'unsuitable',
      exitCode: 6,
    })
  })

  test('a data folder that is a file', async () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    const refused = await run(['serve', '--port', '0', '--data', file])
    expect(refused.code).not.toBe(0)
    expect(refused.stderr).toContain(file)
  })

  test.each([
    'postgres://aftercall:s3cret-word@127.0.0.1:1/aftercall',
    'postgres://aftercall:s3cret%2Dword@127.0.0.1:1/aftercall',
    'postgres://aftercall@127.0.0.1:1/aftercall?password=s3cret-word',
  ])('a database that is not reachable, and the password is shown nowhere: %s', async (url) => {
    const givens: readonly { args: string[]; env: Record<string, string> }[] = [
      { args: ['serve', '--port', '0', '--database', url], env: {} },
      { args: ['team', 'list'], env: { AFTERCALL_DATABASE: url } },
    ]
    for (const given of givens) {
      const words = await run(given.args, { env: given.env })
      expect(words.code).toBe(5)
      expect(words.stderr).toContain('127.0.0.1:1')
      expect(words.stdout + words.stderr).not.toMatch(/s3cret/)
      const json = await run([...given.args, '--json'], { env: given.env })
      expect(JSON.parse(json.stderr.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
        error: { code: 'unreachable', exitCode: 5 },
      })
      expect(json.stdout + json.stderr).not.toMatch(/s3cret/)
    }
  })

  test.each([
    { args: ['stats', '--database', 'postgres://u:s3cret@[::1'] },
    { args: ['stats', '--database=mysql://u:s3cret@h/db'] },
    { args: ['stats', '--database', 'u:s3cret@h'] },
    { args: ['stats', '--databse=postgres://u:s3cret@w@h/db'] },
    { args: ['stats', '--databse=postgres://h/db?user=u&password=s3cret'] },
  ])('$args is wrong, and its password is not repeated', async ({ args }) => {
    const refused = await runHere(args)
    expect(refused.code).toBe(2)
    expect(refused.stderr).not.toMatch(/s3cret|@w/)
  })

  test('a short password changes no message, which would give it away', async () => {
    const refused = await failHere(['stats', '--database', 'postgres://a:b@127.0.0.1:1/c'])
    expect(refused).toMatchObject({ code: 'unreachable', exitCode: 5 })
    expect(refused.message).not.toContain('***')
  })
})

describe('how it stops', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'at %s it ends with 0 and leaves its folder free',
    async (signal) => {
      const data = ['--data', temporaryFolder()]
      const server = await startServer(data)
      server.child.kill(signal)
      expect(await server.ended).toBe(0)
      await startServer(data)
    },
  )

  /** A request whose body is still on its way. */
  async function openRequest(address: string, token: string, length: number): Promise<Socket> {
    const { hostname, port } = new URL(address)
    const socket = connect({ host: hostname, port: Number(port) })
    await new Promise<void>((resolve) => socket.once('connect', resolve))
    socket.write(
      `POST /v1/events HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${token}\r\n` +
        `Content-Type: application/cloudevents-batch+json\r\nContent-Length: ${length}\r\n\r\n`,
    )
    return socket
  }

  /** A server with one device. */
  async function desk() {
    const data = ['--data', temporaryFolder()]
    const server = await startServer(data)
    await runJson(['team', 'add', 'North', ...data])
    const { code } = await runJson(['code', 'create', 'North', ...data])
    return { data, server, device: await enrol(server.address, code) }
  }

  test('what was taken when the signal came is stored and answered', async () => {
    const { data, server, device } = await desk()
    const body = JSON.stringify([rating(device.deviceId, today(), 5)])
    const socket = await openRequest(server.address, device.token, Buffer.byteLength(body))
    let answer = ''
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text))
    socket.write(body.slice(0, 20))
    // The server has seen the first part when it answers somebody who came later.
    await fetch(`${server.address}/healthz`)
    server.child.kill('SIGTERM')
    await expect.poll(() => server.stderr(), PATIENT).toContain('Stopping.')
    socket.write(body.slice(20))
    expect(await server.ended).toBe(0)
    expect(answer).toMatch(/^HTTP\/1\.1 200 /)
    expect(await runJson(['stats', ...data])).toMatchObject({ interactions: 1 })
  })

  test('a second signal ends it at once', async () => {
    const { server, device } = await desk()
    const socket = await openRequest(server.address, device.token, 1_000)
    socket.on('error', () => undefined)
    socket.write('[')
    await fetch(`${server.address}/healthz`)
    server.child.kill('SIGTERM')
    await expect.poll(() => server.stderr(), PATIENT).toContain('Stopping.')
    server.child.kill('SIGTERM')
    expect(await server.ended).toBe(143)
    expect(server.stderr()).not.toContain('Stopped.')
  })

  test('killed, it goes on where it was: nothing that was answered is lost, and its folder is free', async () => {
    const { data, server, device } = await desk()
    expect(await send(server.address, device, [rating(device.deviceId, today(), 3)])).toMatchObject({
      status: 200,
    })
    server.child.kill('SIGKILL')
    await server.ended
    const again = await startServer(data)
    expect(await runJson(['stats', ...data])).toMatchObject({ interactions: 1 })
    expect(await send(again.address, device, [rating(device.deviceId, today(), 4)])).toMatchObject({
      status: 200,
    })
  })
})

test('it drops what is older than the policy allows, at the moment that it has chosen for that', async () => {
  const folder = temporaryFolder()
  let printed = ''
  let signal: ((name: 'SIGTERM') => void) | undefined
  const jobs: (() => void)[] = []
  let now = Date.now()
  const surroundings = {
    ...processSurroundings(),
    env: {},
    stdout: { write: (text: string) => (printed += text) },
    stderr: { write: (text: string) => (printed += text) },
    now: () => now,
    onSignal: (listener: (name: 'SIGTERM') => void) => {
      signal = listener
      return () => undefined
    },
    after: (_ms: number, work: () => void) => {
      jobs.push(work)
      return () => undefined
    },
  }
  const parts = { version: '1.2.3', withStore: storeOpener(() => now) }
  const ended = runCommandLine(['serve', '--port', '0', '--data', folder], surroundings, parts)
  await expect.poll(() => /listens on (\S+)/.exec(printed)?.[1], PATIENT).toBeDefined()
  const address = /listens on (\S+)/.exec(printed)?.[1] ?? ''
  await runJson(['team', 'add', 'North', '--data', folder])
  const { code } = await runJson(['code', 'create', 'North', '--data', folder])
  const device = await enrol(address, code)
  const old = rating(device.deviceId, today(40), 5)
  expect(await send(address, device, [old, rating(device.deviceId, today(), 4)])).toMatchObject({
    status: 200,
  })
  await runJson(['policy', 'set', '-', '--data', folder], { stdin: '{"retentionMonths": 1}' })

  now += 60_000
  for (const job of jobs.splice(0)) job()
  await expect.poll(() => printed, PATIENT).toMatch(/"records":1,.*Dropped what is older/)
  expect(await runJson(['stats', '--data', folder])).toMatchObject({ interactions: 1, firstWorkDay: today() })
  signal?.('SIGTERM')
  expect(await ended).toBe(0)
})
