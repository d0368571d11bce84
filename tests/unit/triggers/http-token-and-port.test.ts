import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { HttpDoor } from '../../../src/main/triggers/loopback-http/adapter.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { CRM, hold, knock, openDoor, readTokenFile } from './door.ts'
import { RecordingHost } from './host.ts'

describe('port and token', () => {
  it('are in a file that only this user can read', async () => {
    const { folder, port, token } = await openDoor()
    expect(statSync(join(folder, 'trigger.json')).mode & 0o777).toBe(0o600)
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(port).toBeGreaterThan(0)
    expect(readdirSync(folder)).toEqual(['trigger.json'])
  })

  it('the token is kept over restarts', async () => {
    const first = await openDoor()
    await first.door.stop()
    const second = await openDoor({ folder: first.folder })
    expect(second.token).toBe(first.token)
  })

  it.each<[string, (path: string) => void]>([
    ['others could read', (path) => chmodSync(path, 0o644)],
    ['is damaged', (path) => writeFileSync(path, '{"version":1,"port":1,"tok')],
    ['holds a short token', (path) => writeFileSync(path, '{"version":1,"port":1,"token":"abc"}')],
    ['is huge', (path) => writeFileSync(path, ' '.repeat(10_000))],
  ])('the token of a file that %s is not kept', async (_, spoil) => {
    const first = await openDoor()
    await first.door.stop()
    spoil(join(first.folder, 'trigger.json'))
    const second = await openDoor({ folder: first.folder })
    expect(second.token).not.toBe(first.token)
    expect(statSync(join(first.folder, 'trigger.json')).mode & 0o777).toBe(0o600)
  })

  it('a link that somebody laid in the place of the file is replaced, not followed', async () => {
    const folder = temporaryFolder()
    const elsewhere = join(temporaryFolder(), 'precious')
    writeFileSync(elsewhere, 'precious')
    symlinkSync(elsewhere, join(folder, 'trigger.json'))
    const open = await openDoor({ folder })
    expect(readFileSync(elsewhere, 'utf8')).toBe('precious')
    expect((await knock(open)).status).toBe(202)
  })

  it('the folder is made if it is not there', async () => {
    const folder = join(temporaryFolder(), 'a', 'b')
    await openDoor({ folder })
    expect(readTokenFile(folder).token).toHaveLength(43)
  })

  it('a file that cannot be written is `failed` with a sentence, and the port is free again', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'trigger.json'))
    const door = new HttpDoor({ port: 0, folder })
    const host = new RecordingHost()
    await door.start(host)
    expect(host.last).toMatchObject({ s: 'failed', why: expect.stringContaining('trigger.json') })
    expect(door.port).toBeUndefined()
    expect(readdirSync(folder)).toEqual(['trigger.json'])
  })

  it("a page's token is worth nothing once the page is off the list", async () => {
    const first = await openDoor()
    await first.door.stop()
    const second = await openDoor({ folder: first.folder, origins: [] })
    const headers = { origin: CRM.origin, authorization: `Bearer ${CRM.token}` }
    expect((await knock(second, { headers })).status).toBe(403)
  })

  it.each([
    ['a path', 'https://crm.example/page'],
    ['any page', '*'],
    ['no scheme', 'crm.example'],
    ['a file', 'file://'],
  ])('a web origin that is %s is ignored and said so', async (_, origin) => {
    const open = await openDoor({ origins: [{ origin, token: CRM.token }] })
    expect(open.host.last).toMatchObject({ s: 'up', detail: expect.stringContaining('1 unusable') })
    expect((await knock(open, { headers: { origin, authorization: `Bearer ${CRM.token}` } })).status).toBe(
      403,
    )
  })

  it('a web origin with a token that can be guessed is ignored', async () => {
    const open = await openDoor({ origins: [{ origin: CRM.origin, token: 'secret' }] })
    const headers = { origin: CRM.origin, authorization: 'Bearer secret' }
    expect((await knock(open, { headers })).status).toBe(403)
  })
})

describe('the port', () => {
  it('when it is taken, makes the adapter `failed` with a sentence and harms nobody', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void other.close())
    await sleep(50)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on TCP
    const { port } = other.address() as AddressInfo
    const folder = temporaryFolder()
    const door = new HttpDoor({ port, folder })
    const host = new RecordingHost()
    await door.start(host)
    expect(host.last).toEqual({
      s: 'failed',
      why: `Port ${port} on this computer is in use by another program. Choose another port in the settings.`,
      problem: { code: 'port-taken', values: { port: String(port), code: 'EADDRINUSE' } },
    })
    expect(existsSync(join(folder, 'trigger.json'))).toBe(false)
    await door.stop()
  })

  it('is open on 127.0.0.1 alone', async () => {
    const open = await openDoor()
    const { promise, resolve } = Promise.withResolvers<boolean>()
    const socket = connect({ host: '127.0.0.2', port: open.port })
    socket.on('connect', () => resolve(true))
    socket.on('error', () => resolve(false))
    expect(await promise).toBe(false)
    socket.destroy()
  })

  it('is free at once after `stop`, whoever was connected', async () => {
    const open = await openDoor()
    const held = hold(open.port, 'POST / HTTP/1.1\r\n')
    await sleep(50)
    const begin = performance.now()
    await open.door.stop()
    await held.closed
    expect(performance.now() - begin).toBeLessThan(1_000)
    const again = await openDoor({ port: open.port })
    expect(again.port).toBe(open.port)
    expect((await knock(again)).status).toBe(202)
  })
})
