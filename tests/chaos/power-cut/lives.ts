/** Lives of a store that end in power cuts, one life after the other on what the last cut has left. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll } from 'vitest'

import { createRandom, SEED } from '../../crash/random.ts'
import { Acknowledgements, compileJournal, runJournaled, whyNoPowerCut } from './child.ts'
import { Disk } from './disk.ts'
import type { Mercy } from './disk.ts'
import { readJournal } from './journal.ts'

const MERCIES: readonly Mercy[] = ['nothing', 'nothing', 'some', 'some', 'some', 'everything']

export interface Lives {
  /** The program that writes, and its arguments in the life of this number. */
  readonly script: string
  readonly args: (life: number) => readonly string[]
  /** After so many of them the life ends. */
  readonly acknowledgements: number
  /** Syncs only now and then. */
  readonly weakened: boolean
  /** How many. */
  readonly count: number
  /** Cuts at random moments of every life; one more comes at its end. */
  readonly cuts: number
  /** Also cut after these entries of the first life, which begins with a new database. */
  readonly firstCuts: readonly number[]
  /** Looks at what a cut has left, given all that was acknowledged before it. */
  readonly look: (folder: string, said: string, moment: string) => void | Promise<void>
}

/** For `describe`: a test opens what hundreds of cuts have left. */
export const PATIENT = { timeout: 240_000 }

/** Whether this machine can make power cuts; says why where it can't. */
export function canCutPower(): boolean {
  const why = whyNoPowerCut()
  if (why !== undefined) console.log(`No power cuts: ${why}.`)
  return why === undefined
}

/** For the tests of one `describe`; returns what plays lives. */
export function usePowerCuts(): (lives: Lives) => Promise<void> {
  let parent: string
  let journal: { readonly library: string; remove(): void }
  beforeAll(() => {
    parent = mkdtempSync(join(tmpdir(), 'aftercall-test-'))
    journal = compileJournal()
  })
  afterAll(() => {
    rmSync(parent, { recursive: true, force: true })
    journal.remove()
  })
  return (lives) => live(lives, parent, journal.library)
}

async function live(
  { script, args, acknowledgements, weakened, count, cuts, firstCuts, look }: Lives,
  parent: string,
  library: string,
): Promise<void> {
  const random = createRandom(SEED)
  const name = weakened ? 'weakened' : 'full'
  const [folder, after] = [join(parent, name), join(parent, `${name}-after`)]
  mkdirSync(folder, { mode: 0o700 })
  let before = ''
  for (let life = 0; life < count; life++) {
    const disk = new Disk(folder)
    const said = new Acknowledgements(before)
    const journal = join(parent, `${name}-${life}.journal`)
    await runJournaled({ script, args: args(life), library, folder, journal, weakened, acknowledgements })
    const entries = readJournal(journal)
    const moments = new Set(Array.from({ length: cuts }, () => random(entries.length + 1)))
    moments.add(entries.length)
    if (life === 0) for (const moment of firstCuts) moments.add(moment)
    for (const [index, entry] of entries.entries()) {
      disk.follow(entry)
      said.follow(entry)
      if (!moments.has(index + 1)) continue
      const mercy = MERCIES[random(MERCIES.length)] ?? 'nothing'
      disk.cut(after, mercy, random)
      const moment = `life ${life} (${mercy}), cut after entry ${index + 1} of ${entries.length}`
      await look(after, said.soFar(), moment)
    }
    disk.cut(folder, 'some', random)
    before = said.soFar()
    rmSync(journal)
  }
}
