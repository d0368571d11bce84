/** Free ports on 127.0.0.1. */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'

const given = new Set<number>()

/** A port that is free for TCP and UDP, and that wasn't given out by this process before. */
export async function freePort(): Promise<number> {
  for (;;) {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const isFree = !given.has(port) && (await isFreeForUdp(port))
    server.close()
    await once(server, 'close')
    if (isFree) {
      given.add(port)
      return port
    }
  }
}

async function isFreeForUdp(port: number): Promise<boolean> {
  const socket = createSocket('udp4')
  const { promise, resolve } = Promise.withResolvers<boolean>()
  socket.once('error', () => resolve(false))
  socket.bind(port, '127.0.0.1', () => resolve(true))
  const isFree = await promise
  socket.close()
  return isFree
}
