/**
 * The promise behind "saved": what the store has acknowledged survives `kill -9` at any moment, hundreds of times in
 * the same database. SIGKILL can't be caught; a power cut is another matter (docs on durability).
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

import Database from 'better-sqlite3'
import { expect, it } from 'vitest'

import { openStore } from '../../src/main/store/index.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { createRandom, SEED } from './random.ts'

const CHILD = fileURLToPath(new URL('rating-child.ts', import.meta.url))
/** Two databases at a time, one a core. */
const LANES = 2
const KILLS_A_LANE = 105
/** Most are killed after up to so many ratings, and a moment that doesn't depend on what they do. */
const MOST_RATINGS = 50
const MOMENT_MS = 6
/** One in so many is killed up to so long after its start: mostly while it opens the store. */
const EARLY_IN = 5
const OPENING_MS = 200

/** What a child has said before it was killed. */
interface Said {
  readonly added: string[]
  /** The last rating that was acknowledged, by id. */
  readonly rated: Map<string, number>
  /** The last rating that was asked for: it may or may not have made it. */
  readonly asked: Map<string, number>
}

/** Compiled code, so that a child starts in half the time. Written by a process that ends by itself only. */
function compiledFor(directory: string): string {
  return join(dirname(directory), 'compiled')
}

/** Starts a child, waits until it has rated so often and then for a while, and kills it. */
async function rateAndKill(
  directory: string,
  workDay: string,
  kill: { readonly ratings: number; readonly afterMs: number },
): Promise<Said> {
  const child = spawn(process.execPath, [CHILD, directory, workDay], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE: compiledFor(directory) },
  })
  let [output, errors] = ['', '']
  const rated = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if ((output.match(/^R .*$/gm)?.length ?? 0) >= kill.ratings) resolve()
    })
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  const ended = new Promise<NodeJS.Signals | null>((resolve) => {
    child.on('close', (_, signal) => resolve(signal))
  })
  if (kill.ratings > 0) await Promise.race([rated, ended])
  await delay(kill.afterMs)
  child.kill('SIGKILL')
  // A child that ended by itself has met an error.
  expect([await ended, errors]).toEqual(['SIGKILL', ''])

  const said: Said = { added: [], rated: new Map(), asked: new Map() }
  for (const line of output.slice(0, output.lastIndexOf('\n') + 1).split('\n')) {
    const [word, id = '', rating] = line.split(' ')
    if (word === 'A') said.added.push(id)
    if (word === '?') said.asked.set(id, Number(rating))
    if (word === 'R') said.rated.set(id, Number(rating))
  }
  return said
}

/** Opens the store after kills and compares every day with what was said on it. */
function compare(directory: string, days: ReadonlyMap<string, Said>): void {
  const store = openStore({ directory, now: Date.now })
  try {
    expect(store.notices.filter(({ code }) => code === 'recovered')).toEqual([])
    for (const [workDay, { added, rated, asked }] of days) {
      const present = new Map(store.interactions.ofWorkDay(workDay).map((one) => [one.id, one]))
      expect(added.filter((id) => !present.has(id))).toEqual([])
      const wrong = [...rated].filter(([id, rating]) => {
        const kept = present.get(id)?.rating
        return kept !== rating && kept !== asked.get(id)
      })
      expect(wrong).toEqual([])
      // At most the one that was being written when the kill came.
      expect(present.size).toBeLessThanOrEqual(added.length + 1)
    }
  } finally {
    store.close()
  }
}

async function runLane(directory: string, seed: number): Promise<Map<string, Said>> {
  const random = createRandom(seed)
  const all = new Map<string, Said>()
  let unchecked = new Map<string, Said>()
  for (let n = 0; n < KILLS_A_LANE; n++) {
    const workDay = new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10)
    const isEarly = random(EARLY_IN) === 0
    const said = await rateAndKill(directory, workDay, {
      ratings: isEarly ? 0 : 1 + random(MOST_RATINGS),
      afterMs: random(isEarly ? OPENING_MS : MOMENT_MS),
    })
    all.set(workDay, said)
    unchecked.set(workDay, said)
    // Not after every kill: the next child must cope with what the last has left, too.
    if (random(3) === 0) continue
    compare(directory, unchecked)
    unchecked = new Map()
  }
  compare(directory, all)
  return all
}

it(`keeps every acknowledged rating over ${LANES * KILLS_A_LANE} kills`, { timeout: 300_000 }, async () => {
  const parent = temporaryFolder()
  const env = { ...process.env, NODE_COMPILE_CACHE: compiledFor(join(parent, 'first')) }
  spawnSync(process.execPath, [CHILD, join(parent, 'first'), '2026-01-01', '1'], { env })
  const folders = Array.from({ length: LANES }, (_, lane) => join(parent, String(lane)))
  const lanes = await Promise.all(folders.map((directory, lane) => runLane(directory, SEED + lane)))
  const rated = lanes.flatMap((days) => [...days.values()].map((said) => said.rated.size))
  console.log(
    `seed ${SEED}: ${rated.length} kills, ${rated.filter((n) => n === 0).length} before the first rating, ` +
      `${rated.reduce((sum, n) => sum + n, 0)} ratings acknowledged, none lost`,
  )
  expect(rated.filter((n) => n > 0).length).toBeGreaterThan(rated.length / 2)
  for (const directory of folders) {
    expect(existsSync(join(directory, 'damaged'))).toBe(false)
    const db = new Database(join(directory, 'aftercall.db'), { readonly: true })
    expect(db.pragma('quick_check', { simple: true })).toBe('ok')
    db.close()
  }
})
