/** Goes through a full disk; run by sqlite-durability.test.ts on a small file system of its own. */
import { closeSync, existsSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

import { createSqliteStore } from '../../../src/collector/store/sqlite/index.ts'
import { StoreError } from '../../../src/collector/store/store.ts'
import { createTeam, enrol, interaction, NOW, request, send } from './support.ts'

const root = process.argv[2] ?? ''
const folder = join(root, 'data')
const filler = join(root, 'filler')

function fillDisk(): void {
  const file = openSync(filler, 'a')
  for (let size = 65_536; size >= 1;) {
    try {
      writeSync(file, Buffer.alloc(size))
    } catch {
      size = Math.floor(size / 2)
    }
  }
  closeSync(file)
}

async function codeOf(action: () => Promise<unknown>): Promise<string> {
  try {
    await action()
    return 'done'
  } catch (error) {
    return error instanceof StoreError ? error.code : String(error)
  }
}

const open = () => createSqliteStore({ folder, now: () => NOW, role: 'server' })
let store = await open()
const team = await createTeam(store)
const devices = [await enrol(store, team), await enrol(store, team), await enrol(store, team)]
const batch = () => request(...Array.from({ length: 500 }, () => interaction()))
/** Three devices at once, so that their requests are one group. */
const sendAll = async () =>
  Promise.all(devices.map(({ credential }) => codeOf(async () => store.ingest(credential, batch()))))
const held = async () => (await store.administration.statistics()).interactions

fillDisk()
// The log has space of its own for a while.
let acknowledged = 0
let codes = await sendAll()
for (let time = 0; time < 100 && codes.includes('done'); time++) {
  acknowledged += 500 * codes.filter((code) => code === 'done').length
  codes = await sendAll()
}
const whileFull = {
  ingest: codes,
  nothingMoreIsHeld: (await held()) === acknowledged,
  again: await sendAll(),
  backUp: await codeOf(() => store.backUp(join(root, 'backup.db'))),
  leftOfBackup: readdirSync(root).filter((name) => name.startsWith('backup')),
  rollups: await store.administration.verifyRollups(),
}

rmSync(filler)
const afterwards = {
  check: await codeOf(() => store.check()),
  ingest: await sendAll(),
  held: (await held()) === acknowledged + 1500,
  backUp: await codeOf(() => store.backUp(join(root, 'backup.db'))),
}
await store.close()
rmSync(join(root, 'backup.db'))
fillDisk()
const openWhileFull = await codeOf(open)
rmSync(filler)
store = await open()
const reopened = {
  held: (await held()) === acknowledged + 1500,
  rollups: await store.administration.verifyRollups(),
  ingest: (await send(store, devices[0]!, interaction())).stored,
}
await store.close()
process.stdout.write(
  `${JSON.stringify({ whileFull, afterwards, openWhileFull, reopened, backupGone: !existsSync(join(root, 'backup.db')) })}\n`,
)
