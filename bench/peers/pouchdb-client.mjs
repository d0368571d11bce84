/** Replicates a full PouchDB to a server: `node pouchdb-client.mjs FOLDER URL COUNT`. Says `ready`, starts when told. */
import { once } from 'node:events'
import { join } from 'node:path'
import PouchDB from 'pouchdb'
import { idOf, recordOf } from './records.mjs'

const [folder = '.', url = '', count = '0'] = process.argv.slice(2)
const db = new PouchDB(join(folder, 'client'))
const total = Number(count)
for (let start = 0; start < total; start += 1000) {
  const length = Math.min(1000, total - start)
  await db.bulkDocs(Array.from({ length }, (_, n) => ({ _id: idOf(start + n), ...recordOf(start + n) })))
}
process.send({ ready: true })
await once(process, 'message')
const began = performance.now()
const result = await db.replicate.to(url, { batch_size: 500 })
process.send({ milliseconds: performance.now() - began, sent: result.docs_written })
