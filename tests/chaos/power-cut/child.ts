/** Starts a child under journal.c and follows what it did. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

import type { Entry } from './journal.ts'

/** In the watched folder; what the child writes there has its place in the order of everything else. */
export const ACKNOWLEDGED = 'acknowledged.jsonl'

const SOURCE = fileURLToPath(new URL('journal.c', import.meta.url))
const WEAKEN = fileURLToPath(new URL('weaken.ts', import.meta.url))

/** Why there can be no power cut here; `undefined`: there can. */
export function whyNoPowerCut(): string | undefined {
  if (process.platform !== 'linux') return 'LD_PRELOAD is Linux'
  if (spawnSync('gcc', ['--version']).status !== 0)
    return 'gcc is missing (on Debian: apt install gcc libc6-dev)'
  return undefined
}

/** Compiles journal.c into a folder of its own. */
export function compileJournal(): { readonly library: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'aftercall-journal-'))
  const library = join(folder, 'journal.so')
  const { status, stderr } = spawnSync('gcc', [
    '-shared',
    '-fPIC',
    '-O2',
    '-o',
    library,
    SOURCE,
    '-ldl',
    '-lpthread',
  ])
  if (status !== 0) throw new Error(`journal.c can't be compiled: ${stderr.toString()}`)
  return { library, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export interface JournaledRun {
  readonly script: string
  readonly args: readonly string[]
  readonly library: string
  readonly folder: string
  readonly journal: string
  /** The control: `synchronous=NORMAL` behind the store's back. */
  readonly weakened?: boolean
  /** Killed after so many acknowledgements. */
  readonly acknowledgements: number
}

/** Runs a child until it has acknowledged so much, and kills it. A child that ends by itself has met an error. */
export async function runJournaled(run: JournaledRun): Promise<void> {
  const path = join(run.folder, ACKNOWLEDGED)
  rmSync(path, { force: true })
  const weaken = run.weakened === true ? ['--import', WEAKEN] : []
  const child = spawn(process.execPath, [...weaken, run.script, run.folder, ...run.args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env,
      LD_PRELOAD: run.library,
      POWER_CUT_FOLDER: run.folder,
      POWER_CUT_JOURNAL: run.journal,
    },
  })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  const exit = once(child, 'exit')
  while (child.exitCode === null && linesOf(path) < run.acknowledgements) await delay(5)
  child.kill('SIGKILL')
  const [code] = await exit
  if (code !== null) throw new Error(`The child ended by itself (${String(code)}): ${errors}`)
}

function linesOf(path: string): number {
  return existsSync(path) ? readFileSync(path, 'latin1').split('\n').length - 1 : 0
}

/** What had been acknowledged after each entry of a journal, as JSON lines. It is ours: no power cut takes it. */
export class Acknowledgements {
  #inode: bigint | undefined
  #text: string

  /** @param before what had been acknowledged before this journal began */
  constructor(before = '') {
    this.#text = before
  }

  follow(entry: Entry): void {
    if (entry.kind === 'create' && entry.path === ACKNOWLEDGED) this.#inode = entry.inode
    if (entry.kind === 'write' && entry.inode === this.#inode) this.#text += entry.data.toString('utf8')
  }

  /** Whole lines; one that isn't complete was not acknowledged. */
  soFar(): string {
    return this.#text.slice(0, this.#text.lastIndexOf('\n') + 1)
  }
}
