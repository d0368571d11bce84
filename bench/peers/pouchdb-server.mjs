/** express-pouchdb on LevelDB: `node pouchdb-server.mjs FOLDER`. Says its port, and the bytes it got when asked. */
import express from 'express'
import expressPouch from 'express-pouchdb'
import { createServer } from 'node:http'
import { join } from 'node:path'
import PouchDB from 'pouchdb'

const folder = process.argv[2] ?? '.'
const app = express()
app.use(
  expressPouch(PouchDB.defaults({ prefix: join(folder, 'server-') }), {
    inMemoryConfig: true,
    logPath: join(folder, 'log.txt'),
  }),
)
const server = createServer(app)
let received = 0
server.on('connection', (socket) => socket.on('close', () => (received += socket.bytesRead)))
// Not longer than the bench itself.
process.once('disconnect', () => process.exit())
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))
process.on('message', () => {
  server.closeAllConnections()
  setTimeout(() => process.send({ received }), 200)
})
