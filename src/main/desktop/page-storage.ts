/**
 * What the windows keep by themselves, such as drafts: in Chromium's profile, a folder of the data folder. Erased at once
 * for every page; whatever its databases still have of it on the disk goes with the profile at the next start.
 */
import { session } from 'electron'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeDurably } from '../../disk/files.ts'

/** Chromium's profile. */
export const PROFILE = 'chromium'
const MARK = 'erase-pages'

/** Before Chromium looks at its profile: finishes what `erasePageStorage` has begun. */
export function finishErasingPages(dataFolder: string): void {
  if (!existsSync(join(dataFolder, MARK))) return
  rmSync(join(dataFolder, PROFILE), { recursive: true, force: true })
  rmSync(join(dataFolder, MARK), { force: true })
}

/** Erases what the pages keep. Windows that are open may keep something new afterwards. */
export async function erasePageStorage(dataFolder: string): Promise<void> {
  writeDurably(join(dataFolder, MARK), new Uint8Array())
  await session.defaultSession.clearData()
}
