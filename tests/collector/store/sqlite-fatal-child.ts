/** A server whose writer thread dies; without anybody who listens to that, the process ends by itself. */
import { createSqliteStore } from '../../../src/collector/store/sqlite/index.ts'
import { createTeam, enrol, NOW, unreadable } from './support.ts'

const store = await createSqliteStore({ folder: process.argv[2] ?? '', now: () => NOW, role: 'server' })
const device = await enrol(store, await createTeam(store))
setInterval(() => undefined, 1000)
await store.ingest(device.credential, [unreadable()]).catch(() => undefined)
