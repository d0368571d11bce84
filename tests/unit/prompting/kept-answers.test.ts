import { expect, test } from 'vitest'
import { answered, rated, skipped, withdrawn } from '../../../src/main/prompting/answers.ts'
import { KeptBook } from '../../../src/main/prompting/kept-book.ts'
import { KeptDays } from '../../../src/main/prompting/kept-days.ts'
import { WriteQueue } from '../../../src/main/prompting/write-queue.ts'
import { StoreError, type Store } from '../../../src/main/store/index.ts'
import { PromptingBench } from '../../support/prompting-bench.ts'

/** The real store behind a disk that can be made to refuse. */
function onFullDisk(store: Store): {
  book: KeptBook
  days: KeptDays
  queue: WriteQueue
  full: { on: boolean }
} {
  const full = { on: false }
  const READS = new Set(['get', 'ofWorkDay', 'waiting', 'between', 'latest'])
  const refusing = <T extends object>(target: T): T =>
    new Proxy(target, {
      get: (object, name) => {
        const member: unknown = Reflect.get(object, name)
        if (typeof member !== 'function' || READS.has(String(name))) return member
        return (...values: unknown[]) => {
          if (full.on) throw new StoreError('disk-full', 'store.db', 'There is no space left on the disk.')
          return Reflect.apply(member, object, values)
        }
      },
    })
  const queue = new WriteQueue(() => {})
  return {
    book: new KeptBook(refusing(store.interactions), queue),
    days: new KeptDays(refusing(store.days), queue),
    queue,
    full,
  }
}

test('keeps rating, follow-up, note and undo when the disk is full, and writes them in order when it isn’t', async () => {
  const bench = new PromptingBench()
  const { id } = await bench.ends()
  const second = await bench.ends()
  const { book, queue, full } = onFullDisk(bench.store)
  full.on = true
  expect(book.rate(id, 4)).toMatchObject({ outcome: 'rated', rating: 4 })
  book.answer(id, { followUp: 'please call back', note: 'long one' })
  book.rate(second.id, 1)
  book.withdraw(second.id)
  expect(queue.problem).toBe('disk-full')
  expect(book.get(id)).toMatchObject({ rating: 4, followUp: 'please call back' })
  expect(book.waiting().map((one) => one.id)).toEqual([second.id])
  expect(bench.store.interactions.get(id)?.outcome).toBeNull()
  full.on = false
  expect(queue.flush()).toBe(true)
  expect(queue.problem).toBeUndefined()
  expect(bench.store.interactions.get(id)).toMatchObject({
    rating: 4,
    followUp: 'please call back',
    note: 'long one',
  })
  expect(bench.store.interactions.get(second.id)?.outcome).toBeNull()
})

test('an interaction that ends while the disk is full is asked about and kept', () => {
  const bench = new PromptingBench()
  const { book, queue, full } = onFullDisk(bench.store)
  full.on = true
  const id = '0193f000-0000-7000-8000-000000000001'
  book.add({
    id,
    workDay: '2026-11-23',
    timeZone: 'Europe/Amsterdam',
    externalIds: [],
    channel: 'chat',
    direction: 'inbound',
    cause: 'remote',
    queue: null,
    startedAt: null,
    endedAt: bench.clock.now(),
    durationMs: null,
    trigger: 'http',
  })
  book.rate(id, 5)
  expect(book.ofWorkDay('2026-11-23')).toHaveLength(1)
  full.on = false
  queue.flush()
  expect(bench.store.interactions.get(id)).toMatchObject({ outcome: 'rated', rating: 5 })
})

test('keeps the day smiley when the disk is full', () => {
  const bench = new PromptingBench()
  const { days, queue, full } = onFullDisk(bench.store)
  full.on = true
  days.open('2026-11-23', 'Europe/Amsterdam')
  expect(days.markAsked('2026-11-23', 1)).toBe(true)
  expect(days.markAsked('2026-11-23', 2)).toBe(false)
  days.smile('2026-11-23', 'happy')
  expect(days.latest()).toMatchObject({ smiley: 'happy' })
  full.on = false
  queue.flush()
  expect(bench.store.days.get('2026-11-23')).toMatchObject({ smiley: 'happy', askedAt: 1 })
})

test('an error that no waiting will mend is thrown, and what else is kept stays kept', async () => {
  const bench = new PromptingBench()
  const { id } = await bench.ends()
  const { book, queue, full } = onFullDisk(bench.store)
  full.on = true
  book.rate(id, 2)
  bench.store.interactions.remove(id)
  full.on = false
  expect(() => queue.flush()).toThrow(/interaction/)
  expect(queue.flush()).toBe(true)
})

test('what is shown of a kept answer is what the store makes of it', async () => {
  const bench = new PromptingBench()
  const { id } = await bench.ends()
  const { interactions } = bench.store
  const shown = (now: ReturnType<typeof interactions.rate>) => ({ ...now, promptedAt: 0 })
  let expected = interactions.get(id)!
  expected = rated(expected, 4)
  expect(shown(interactions.rate(id, 4))).toEqual(shown(expected))
  expected = answered(expected, { solved: true, followUp: 'x', reasons: ['time'] })
  expect(shown(interactions.answer(id, { solved: true, followUp: 'x', reasons: ['time'] }))).toEqual(
    shown(expected),
  )
  expected = withdrawn(expected)
  expect(shown(interactions.withdraw(id))).toEqual(shown(expected))
  expected = skipped(expected)
  expect(shown(interactions.skip(id))).toEqual(shown(expected))
})

test('what is kept is dropped with everything else when all is erased: nothing of it is written or shown later', async () => {
  const bench = new PromptingBench()
  const { id } = await bench.ends()
  const { book, days, queue, full } = onFullDisk(bench.store)
  full.on = true
  book.rate(id, 4)
  days.open('2026-11-23', 'Europe/Amsterdam')
  days.smile('2026-11-23', 'happy')
  queue.drop()
  expect(queue.problem).toBeUndefined()
  expect(book.get(id)?.outcome).toBeNull()
  expect(days.get('2026-11-23')).toBeUndefined()
  full.on = false
  expect(queue.flush()).toBe(true)
  expect(bench.store.interactions.get(id)?.outcome).toBeNull()
})
