/**
 * The floor: a bare HTTP server that reads a body and answers, and does nothing else. `echo-child.ts [BYTES]`: answers so
 * much, and a short JSON without.
 */
import { createServer } from 'node:http'

// Not longer than the bench itself.
process.once('disconnect', () => process.exit())

const bytes = process.argv[2]
const stored = JSON.stringify({
  storeId: '00000000-0000-4000-8000-000000000000',
  epoch: 1,
  stored: 1,
  stale: 0,
  newer: [],
  refused: [],
})
const answer = bytes === undefined ? stored : ' '.repeat(Number(bytes))
const server = createServer((request, response) => {
  request.resume()
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length })
    response.end(answer)
  })
})
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' ? address?.port : undefined })
})
