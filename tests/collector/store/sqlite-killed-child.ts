/** Stores events without a pause and says which were acknowledged, until it is killed. */
import { createSqliteStore } from '../../../src/collector/store/sqlite/index.ts'
import { credentialOf, interaction, NOW, outcomeOf, request, smiley } from './support.ts'

const [, , folder = '', token = '', first = '0'] = process.argv
const store = await createSqliteStore({ folder, now: () => NOW, role: 'server' })
const credential = credentialOf(token)

/** Record ids that no run before this one has used. */
let lastId = Number(first)
const id = () => `0199a1b2-c3d4-7e5f-8a9b-${String((lastId += 1)).padStart(12, '0')}`

async function sendForEver(): Promise<void> {
  for (let n = 0; ; n = (n + 1) % 20) {
    const events = request(
      ...Array.from({ length: n }, () => interaction({}, { id: id() })),
      smiley('happy', { id: id() }),
    )
    const { stored } = outcomeOf(await store.ingest(credential, events))
    if (stored !== events.length) throw new Error('Not all was stored.')
    // Whoever reads may be slower than we are: then we wait.
    await new Promise<void>((resolve) => {
      process.stdout.write(`${events.map(({ recordId }) => recordId).join('\n')}\n`, () => resolve())
    })
  }
}

await Promise.all(Array.from({ length: 8 }, sendForEver))
