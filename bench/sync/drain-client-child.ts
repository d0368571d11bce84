/**
 * The widget's own store and sync with many pending records: `drain-client-child.ts FOLDER COUNT`. Says `ready`, enrols
 * and sends when told the address and a code, and says how long it took and how many bytes of bodies it sent.
 */
import Database from 'better-sqlite3'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { openStore } from '../../src/main/store/index.ts'
import { Sync, type HttpClient } from '../../src/main/sync/index.ts'
import { machinePolicySchema } from '../../src/shared/machine-policy.ts'
import { z } from '../../src/shared/zod.ts'

// Not longer than the bench itself.
process.once('disconnect', () => process.exit())

const [folder = '.', count = '0'] = process.argv.slice(2)
const DAY_MS = 86_400_000
const PER_DAY = 500

fill(Number(count))
const store = openStore({ directory: folder, now: Date.now })
process.send?.({ ready: true, pending: store.pendingCount() })
const startSchema = z.object({ url: z.string(), code: z.string() })
const [message] = await once(process, 'message')
const { url, code } = startSchema.parse(message)

let bytes = 0
let token: string | undefined
const http: HttpClient = async ({ url: address, maxBytes: _maxBytes, ...request }) => {
  bytes += request.body?.byteLength ?? 0
  const response = await fetch(address, { ...request, redirect: 'manual' })
  return {
    status: response.status,
    headers: response.headers,
    body: async () => new Uint8Array(await response.arrayBuffer()),
  }
}
let changed = () => {}
const sync = new Sync({
  store,
  http,
  secrets: {
    persistent: true,
    load: () => Promise.resolve(token),
    save: (secret) => Promise.resolve(void (token = secret)),
    clear: () => Promise.resolve(void (token = undefined)),
  },
  clock: {
    now: Date.now,
    after: (ms, job) => {
      const timer = setTimeout(job, ms)
      return () => clearTimeout(timer)
    },
  },
  random: Math.random,
  machinePolicy: machinePolicySchema.parse({}),
  log: { info: () => {}, warn: console.warn, error: console.error },
  changed: () => changed(),
  version: 'bench',
})
await sync.start()
const drained = new Promise<void>((resolve) => {
  changed = () => {
    const { connection, pending, lastSentAt } = sync.view
    if (connection === 'enrolled' && pending === 0 && lastSentAt !== null) resolve()
  }
})
const joined = await sync.enrol(url, code)
if (!joined.ok) throw new Error(`Not enrolled: ${joined.code}.`)
// The others begin with an address and a token too.
const began = performance.now()
sync.sendNow()
await drained
process.send?.({ milliseconds: performance.now() - began, sent: Number(count), bytes })
await once(process, 'message')
await sync.stop()
store.close()
process.disconnect()

/** Rated interactions as the widget would have written them, in one go. */
function fill(total: number): void {
  openStore({ directory: folder, now: Date.now }).close()
  const db = new Database(`${folder}/aftercall.db`)
  const insert = db.prepare(`
    INSERT INTO interactions (id, revision, work_day, time_zone, external_ids, channel, direction, cause, queue,
      ended_at, trigger_id, outcome, rating, solved, reasons)
    VALUES (?, 1, ?, 'Europe/Amsterdam', '["sip:4711"]', 'voice', 'inbound', 'remote', 'Support', ?, 'http', 'rated', ?, ?, ?)`)
  db.transaction(() => {
    for (let n = 0; n < total; n += 1) {
      const at = Date.now() - Math.floor((total - n) / PER_DAY) * DAY_MS
      const id = randomBytes(16)
      id.writeUIntBE(at, 0, 6)
      id.writeUInt16BE(0x7000 | (n & 0xfff), 6)
      id[8] = 0x80 | ((id[8] ?? 0) & 0x3f)
      insert.run(
        id,
        new Date(at).toISOString().slice(0, 10),
        at,
        (n % 5) + 1,
        Number(n % 3 > 0),
        n % 4 === 0 ? '["systems"]' : '[]',
      )
    }
  })()
  db.close()
}
