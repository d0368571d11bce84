/** Fills a store, or tries to open it; run by full-disk.test.ts on a file system that becomes read-only in between. */
import { join } from 'node:path'

import { openStore, StoreError } from '../../../src/main/store/index.ts'
import { newInteraction, NOW } from './fixtures.ts'

const [, , folder = '', step] = process.argv
const directory = join(folder, 'data')
try {
  const store = openStore({ directory, now: () => NOW })
  if (step === 'fill') store.interactions.rate(store.interactions.add(newInteraction()).id, 4)
  process.stdout.write(`${JSON.stringify(store.interactions.ofWorkDay('2026-11-23').length)}\n`)
  store.close()
} catch (error) {
  const { code, message } =
    error instanceof StoreError ? error : { code: 'unexpected', message: String(error) }
  process.stdout.write(`${JSON.stringify([code, message.replaceAll(folder, '')])}\n`)
}
