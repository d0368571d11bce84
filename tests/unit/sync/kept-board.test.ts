/** A lead's large board on the disk: written and read in pieces, and yet it is there as a whole or not at all. */
import { describe, expect, it, vi } from 'vitest'

import type { StateStore, Store } from '../../../src/main/store/index.ts'
import { KeptBoard } from '../../../src/main/team-board-kept.ts'
import type { TeamBoard } from '../../../src/shared/team-view.ts'
import { teamAnswers } from '../../e2e/team-answers.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { contentsOf, openIn } from '../store/support.ts'

vi.setConfig({ testTimeout: 60_000 })

const LEAD = {
  endpoint: 'http://127.0.0.1:1/',
  storeId: 'aa0e7c1c-1f6f-4c0b-8d6e-2a3ad54d8a01',
  epoch: 1,
  teamId: 'bb0e7c1c-1f6f-4c0b-8d6e-2a3ad54d8a02',
  role: 'lead',
} as const

function boardOf(seed: number): TeamBoard {
  const { weekly, stories, ...lead } = teamAnswers({ seed, days: 400 })
  return { fetchedAt: seed, role: 'lead', weekly, stories, lead }
}
const FIRST = boardOf(1)
const SECOND = boardOf(2)

function desk() {
  const folder = temporaryFolder()
  const store = openIn(folder)
  return { folder, store, kept: keptOf(store.state) }
}

const keptOf = (state: StateStore, program = '1.0.0', errors: unknown[] = []) =>
  new KeptBoard(state, program, (error) => errors.push(error))

/** The store's state, with something done before each write. */
const watched = ({ state }: Store, before: (key: string, value: unknown) => void): StateStore => ({
  read: (key, schema) => state.read(key, schema),
  empty: (key) => state.empty(key),
  write: (key, value) => {
    before(key, value)
    state.write(key, value)
  },
})

describe('a lead’s board', () => {
  it('is written a little at a time, each in a turn of its own, and read back as it was', async () => {
    const { store } = desk()
    let turn = 0
    let isOver = false
    const count = () => {
      turn += 1
      if (!isOver) setImmediate(count)
    }
    count()
    const writes: { turn: number; length: number }[] = []
    const state = watched(store, (_, value) => writes.push({ turn, length: JSON.stringify(value).length }))
    await keptOf(state).write(LEAD, FIRST, [])
    isOver = true
    expect(JSON.stringify(FIRST).length).toBeGreaterThan(200_000)
    expect(writes.length).toBeGreaterThan(9)
    expect(new Set(writes.map((one) => one.turn)).size).toBe(writes.length)
    expect(Math.max(...writes.map(({ length }) => length))).toBeLessThan(150_000)
    expect(keptOf(store.state).read(LEAD)).toEqual(FIRST)
    const prepared = keptOf(store.state)
    await prepared.prepare(LEAD)
    expect(prepared.read(LEAD)).toEqual(FIRST)
    // Another version of the program checks it once more.
    expect(keptOf(store.state, '2.0.0').read(LEAD)).toEqual(FIRST)
  })

  it('is known at once while it is still being written', async () => {
    const { kept } = desk()
    const written = kept.write(LEAD, FIRST, [])
    kept.release()
    expect(kept.read(LEAD)).toBe(FIRST)
    await written
  })

  it('is the old one or nothing where the writing ended early, never half of each', async () => {
    const { store } = desk()
    let left = Number.POSITIVE_INFINITY
    const errors: unknown[] = []
    const state = watched(store, () => {
      left -= 1
      if (left < 0) throw new Error('the power went out')
    })
    const seen: (TeamBoard | undefined)[] = []
    for (let writes = 0; seen.at(-1)?.fetchedAt !== SECOND.fetchedAt; writes += 1) {
      left = Number.POSITIVE_INFINITY
      await keptOf(state).write(LEAD, FIRST, [])
      left = writes
      await keptOf(state, '1.0.0', errors).write(LEAD, SECOND, [])
      seen.push(keptOf(store.state).read(LEAD))
    }
    expect(errors.length).toBe(seen.length - 1)
    expect(seen.length).toBeGreaterThan(9)
    expect(seen[0]).toEqual(FIRST)
    expect(seen.at(-1)).toEqual(SECOND)
    for (const board of seen.slice(1, -1)) expect(board).toBeUndefined()
  })

  it('that is overtaken by a newer one while it is written leaves the newer one', async () => {
    const { store, kept } = desk()
    const writings = [kept.write(LEAD, FIRST, [])]
    await new Promise((resolve) => setImmediate(resolve))
    writings.push(kept.write(LEAD, SECOND, []))
    await Promise.all(writings)
    expect(keptOf(store.state).read(LEAD)).toEqual(SECOND)
  })

  it('of which one answer is another writes that one and the head', async () => {
    const { store } = desk()
    const keys: string[] = []
    const kept = keptOf(watched(store, (key) => keys.push(key)))
    await kept.write(LEAD, FIRST, [])
    keys.length = 0
    const stories = { ...FIRST.stories, spotlight: null }
    await kept.write(LEAD, { ...FIRST, stories }, [])
    expect(keys).toEqual(['team-board/stories/0', 'team-board'])
    expect(keptOf(store.state).read(LEAD)).toEqual({ ...FIRST, stories })
  })

  it('leaves nothing of a longer answer that was there before', async () => {
    const { folder, store, kept } = desk()
    const [story] = FIRST.stories.stories
    if (story === undefined) throw new Error('there is no story to tell')
    const told = Array.from({ length: 200 }, () => ({ ...story, story: `Marimba ${'la '.repeat(400)}` }))
    await kept.write(LEAD, { ...FIRST, stories: { ...FIRST.stories, stories: told } }, [])
    expect(wordsIn(folder, 'Marimba')).toBe(true)
    await kept.write(LEAD, FIRST, [])
    store.close()
    expect(wordsIn(folder, 'Marimba')).toBe(false)
  })

  it('that is forgotten while it is written leaves nothing on the disk', async () => {
    const { folder, store, kept } = desk()
    await kept.write(LEAD, FIRST, [])
    const written = kept.write(LEAD, SECOND, [])
    await new Promise((resolve) => setImmediate(resolve))
    kept.forget()
    expect(kept.read(LEAD)).toBeUndefined()
    await written
    store.close()
    expect(wordsIn(folder, 'closedTo')).toBe(false)
  })

  it('of somebody who is no longer a lead has no lead’s part, not even while it is written', async () => {
    const { folder, store, kept } = desk()
    const written = kept.write(LEAD, FIRST, [])
    await new Promise((resolve) => setImmediate(resolve))
    const agent = { ...LEAD, role: 'agent' as const }
    expect(kept.read(agent)).toEqual({ ...FIRST, role: 'agent', lead: null })
    await written
    expect(keptOf(store.state).read(agent)?.lead ?? null).toBeNull()
    store.close()
    expect(wordsIn(folder, 'closedTo')).toBe(false)
  })

  it('isn’t written to a store that is being closed', async () => {
    const { store } = desk()
    const errors: unknown[] = []
    const kept = keptOf(store.state, '1.0.0', errors)
    void kept.write(LEAD, FIRST, [])
    await kept.stop()
    await kept.write(LEAD, SECOND, [])
    store.close()
    expect(errors).toEqual([])
  })
})

/** Whether a word is in any file of a folder. */
function wordsIn(folder: string, word: string): boolean {
  return [...contentsOf(folder).values()].some((one) => one.includes(word))
}
