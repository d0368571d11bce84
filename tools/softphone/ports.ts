/** Free ports on 127.0.0.1. */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'

const given = new Set<number>()

/** A port that is free for TCP and UDP, `count` in a row, none of which was given out by this process before. */
export async function freePort(count = 1): Promise<number> {
  for (;;) {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const first = typeof address === 'object' && address !== null ? address.port : 0
    server.close()
    await once(server, 'close')
    const ports = Array.from({ length: count }, (_, index) => first + index)
    const checks = await Promise.all(ports.map(isFree))
    if (checks.includes(false)) continue
    for (const port of ports) given.add(port)
    return first
  }
}

async function isFree(port: number): Promise<boolean> {
  return !given.has(port) && port < 65_536 && (await isFreeForTcp(port)) && (await isFreeForUdp(port))
}

async function isFreeForTcp(port: number): Promise<boolean> {
  const server = createServer()
  const { promise, resolve } = Promise.withResolvers<boolean>()
  server.once('error', () => resolve(false))
  server.listen(port, '127.0.0.1', () => resolve(true))
  const free = await promise
  if (free) await new Promise((closed) => server.close(closed))
  return free
}

async function isFreeForUdp(port: number): Promise<boolean> {
  const socket = createSocket('udp4')
  const { promise, resolve } = Promise.withResolvers<boolean>()
  socket.once('error', () => resolve(false))
  socket.bind(port, '127.0.0.1', () => resolve(true))
  const free = await promise
  socket.close()
  return free
}
