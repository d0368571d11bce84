/** Enough of an Electron distribution for electron-builder to pack, where the real one can't be downloaded. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** https://www.electronjs.org/docs/latest/tutorial/fuses: sentinel, version, number of fuses, a byte a fuse. */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const FUSE_WIRE = Buffer.concat([Buffer.from(FUSE_SENTINEL), Buffer.from([1, 9]), Buffer.from('100001011')])

/** Writes the distribution into a folder. Its program does nothing; its fuse wire is one of Electron 45. */
export function writeDummyDistribution(folder: string, version: string): void {
  for (const sub of ['locales', 'resources']) mkdirSync(join(folder, sub), { recursive: true })
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from('#!/bin/sh\nexit 0\n#'), FUSE_WIRE]))
  chmodSync(join(folder, 'electron'), 0o755)
  writeFileSync(join(folder, 'version'), version)
  for (const language of ['en-US', 'en-GB', 'nl', 'fr'])
    writeFileSync(join(folder, 'locales', `${language}.pak`), '')
  writeFileSync(join(folder, 'chrome-sandbox'), '')
  writeFileSync(join(folder, 'LICENSE'), '')
  writeFileSync(join(folder, 'LICENSES.chromium.html'), '')
}
