/** A collector's store in a process of its own: sends what it is given, all at once, and reports its first answer. */
import { createPostgresStore } from '../../../src/collector/store/postgres/postgres-store.ts'
import type { IncomingEvent } from '../../../src/collector/store/store.ts'
import { credentialOf } from './support.ts'

export interface SharedTask {
  readonly database: string
  readonly now: number
  readonly work: readonly { readonly token: string; readonly requests: readonly IncomingEvent[][] }[]
}

const { database, now, work } = await new Promise<SharedTask>((resolve) => process.once('message', resolve))
const store = await createPostgresStore({ database, now: () => now })
let isFirst = true
const answers = work.flatMap(({ token, requests }) => {
  const credential = credentialOf(token)
  return requests.map(async (events) => {
    const result = await store.ingest(credential, events)
    if (isFirst) process.send?.('answered')
    isFirst = false
    if (!result.ok || result.value.forked.length > 0) throw new Error(`Not taken: ${JSON.stringify(result)}`)
  })
})
await Promise.all(answers)
await store.close()
process.disconnect()
