/**
 * What the windows keep by themselves, such as drafts: in Chromium's profile, a folder of the data folder. Erased at once
 * for every page; whatever its databases still have of it on the disk goes at the next start, before Chromium opens them.
 */
import { session } from 'electron'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeDurably } from '../../disk/files.ts'

/** Chromium's profile. */
export const PROFILE = 'chromium'
/** Says nothing about the agent, and on Windows holds the key of the enrolment's token. */
const KEPT = 'Local State'
const MARK = 'erase-pages'

/** Before the app is ready: finishes what `erasePageStorage` has begun. @throws when a file can't be removed yet */
export function finishErasingPages(dataFolder: string): void {
  const mark = join(dataFolder, MARK)
  if (!existsSync(mark)) return
  const profile = join(dataFolder, PROFILE)
  const names = existsSync(profile) ? readdirSync(profile) : []
  for (const name of names) if (name !== KEPT) rmSync(join(profile, name), { recursive: true, force: true })
  rmSync(mark, { force: true })
}

/** Erases what the pages keep. Windows that are open may keep something new afterwards. */
export async function erasePageStorage(dataFolder: string): Promise<void> {
  writeDurably(join(dataFolder, MARK), new Uint8Array())
  await session.defaultSession.clearData()
}
