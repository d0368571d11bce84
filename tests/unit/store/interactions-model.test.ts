/* oxlint-disable vitest/no-standalone-expect, vitest/expect-expect -- the commands of the model expect */
/** Random sequences of operations against a plain model that says what each of them promises. */
import * as fc from 'fast-check'
import { expect, it } from 'vitest'

import { openStore, StoreError } from '../../../src/main/store/index.ts'
import type { Store } from '../../../src/main/store/index.ts'
import { REASONS } from '../../../src/shared/lists.ts'
import type { AnswerPatch, Interaction, Rating } from '../../../src/shared/records.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { DAY, newInteraction, NOW } from './support.ts'

/** The promise, written without a database: records in the order in which they were added. */
class Model {
  readonly records: Interaction[] = []

  at(index: number): Interaction | undefined {
    return this.records.length === 0 ? undefined : this.records[index % this.records.length]
  }

  replace(before: Interaction, changes: Partial<Interaction>, isVisible: boolean): Interaction {
    const after = { ...before, ...changes, revision: before.revision + Number(isVisible) }
    this.records[this.records.indexOf(before)] = after
    return after
  }
}

interface World {
  store: Store
  readonly reopen: () => Store
}

/** An operation on one record that is to give the same in the model and in the store. */
abstract class OnRecord implements fc.Command<Model, World> {
  readonly index: number

  constructor(index: number) {
    this.index = index
  }

  check(model: Readonly<Model>): boolean {
    return model.at(this.index) !== undefined
  }

  run(model: Model, { store }: World): void {
    const before = model.at(this.index)
    if (before === undefined) return
    const promised = before.deleted && !this.allowsDeleted() ? 'not-found' : this.promise(model, before)
    expect(outcomeOf(() => this.act(store, before.id))).toEqual(promised)
    expect(store.interactions.get(before.id)).toEqual(model.at(this.index))
  }

  allowsDeleted(): boolean {
    return false
  }
  abstract promise(model: Model, before: Interaction): unknown
  abstract act(store: Store, id: string): unknown
  abstract toString(): string
}

class Rate extends OnRecord {
  readonly rating: Rating
  constructor(index: number, rating: Rating) {
    super(index)
    this.rating = rating
  }
  promise(model: Model, before: Interaction) {
    return model.replace(before, { outcome: 'rated', rating: this.rating }, before.rating !== this.rating)
  }
  act(store: Store, id: string) {
    return store.interactions.rate(id, this.rating)
  }
  toString() {
    return `rate(${this.index}, ${this.rating})`
  }
}

class Answer extends OnRecord {
  readonly patch: AnswerPatch
  constructor(index: number, patch: AnswerPatch) {
    super(index)
    this.patch = patch
  }
  promise(model: Model, before: Interaction) {
    const { note, ...visible } = this.patch
    const needsRating = 'solved' in visible || 'reasons' in visible || 'story' in visible
    if (needsRating && before.outcome !== 'rated') return 'conflict'
    const changes = { ...visible, ...(note === undefined ? {} : { note }) }
    const isVisible = JSON.stringify({ ...before, ...visible }) !== JSON.stringify(before)
    return model.replace(before, changes, isVisible)
  }
  act(store: Store, id: string) {
    return store.interactions.answer(id, this.patch)
  }
  toString() {
    return `answer(${this.index}, ${JSON.stringify(this.patch)})`
  }
}

const NO_ANSWERS = { outcome: null, rating: null, solved: null, reasons: [], followUp: null, story: null }

/** What is left of a record that was removed, but for its id, revisions and work day. */
const EMPTY = {
  deleted: true,
  timeZone: '',
  externalIds: [],
  channel: 'unknown',
  direction: 'unknown',
  cause: 'unknown',
  queue: null,
  startedAt: null,
  endedAt: 0,
  durationMs: null,
  trigger: '',
  promptedAt: null,
  note: null,
  ...NO_ANSWERS,
} satisfies Partial<Interaction>

class Withdraw extends OnRecord {
  promise(model: Model, before: Interaction) {
    return model.replace(before, NO_ANSWERS, before.outcome !== null || before.followUp !== null)
  }
  act(store: Store, id: string) {
    return store.interactions.withdraw(id)
  }
  toString() {
    return `withdraw(${this.index})`
  }
}

class Skip extends OnRecord {
  promise(model: Model, before: Interaction) {
    if (before.outcome === 'rated' || before.outcome === 'skipped') return before
    return model.replace(before, { outcome: 'skipped' }, true)
  }
  act(store: Store, id: string) {
    return store.interactions.skip(id)
  }
  toString() {
    return `skip(${this.index})`
  }
}

class Expire extends OnRecord {
  override allowsDeleted() {
    return true
  }
  promise(model: Model, before: Interaction) {
    if (before.deleted || before.outcome !== null) return []
    return [model.replace(before, { outcome: 'expired' }, true)]
  }
  act(store: Store, id: string) {
    return store.interactions.expire([id])
  }
  toString() {
    return `expire(${this.index})`
  }
}

class Remove extends OnRecord {
  override allowsDeleted() {
    return true
  }
  promise(model: Model, before: Interaction) {
    if (before.deleted) return before
    const { id, revision, syncedRevision, workDay } = before
    const tombstone = { ...EMPTY, id, revision, syncedRevision, workDay }
    return model.replace(before, tombstone, before.revision > 0)
  }
  act(store: Store, id: string) {
    return store.interactions.remove(id)
  }
  toString() {
    return `remove(${this.index})`
  }
}

class MarkSynced extends OnRecord {
  override allowsDeleted() {
    return true
  }
  promise(model: Model, before: Interaction) {
    model.replace(before, { syncedRevision: before.revision }, false)
    return undefined
  }
  act(store: Store, id: string) {
    store.markSynced([{ kind: 'interaction', id, revision: Number.MAX_SAFE_INTEGER }])
  }
  toString() {
    return `markSynced(${this.index})`
  }
}

class Add implements fc.Command<Model, World> {
  readonly endedAt: number
  constructor(endedAt: number) {
    this.endedAt = endedAt
  }
  check() {
    return true
  }
  run(model: Model, { store }: World) {
    model.records.push(store.interactions.add(newInteraction({ endedAt: this.endedAt })))
  }
  toString() {
    return `add(${this.endedAt})`
  }
}

class Reopen implements fc.Command<Model, World> {
  check() {
    return true
  }
  run(_: Model, world: World) {
    world.store.close()
    world.store = world.reopen()
  }
  toString() {
    return 'reopen'
  }
}

/** Everything that lists or counts says the same as the model. */
class Compare implements fc.Command<Model, World> {
  check() {
    return true
  }
  run({ records }: Model, { store }: World) {
    const present = records.filter(({ deleted }) => !deleted).toSorted((a, b) => a.endedAt - b.endedAt)
    expect(store.interactions.ofWorkDay(DAY)).toEqual(present)
    expect(store.interactions.waiting()).toEqual(present.filter(({ outcome }) => outcome === null))
    const pending = records.filter(({ revision, syncedRevision }) => syncedRevision < revision)
    expect(store.pending(1000).map(({ record }) => record)).toEqual(pending)
    expect(store.pendingCount()).toBe(pending.length)
    const count = (test: (record: Interaction) => boolean) => present.filter(test).length
    const summary = {
      workDay: DAY,
      ended: present.length,
      rated: count(({ outcome }) => outcome === 'rated'),
      skipped: count(({ outcome }) => outcome === 'skipped'),
      expired: count(({ outcome }) => outcome === 'expired'),
      waiting: count(({ outcome }) => outcome === null),
      ratings: [1, 2, 3, 4, 5].map((rating) => count((record) => record.rating === rating)),
      solvedYes: count(({ solved }) => solved === true),
      solvedNo: count(({ solved }) => solved === false),
      smiley: null,
    }
    expect(store.summary.days(DAY, DAY)).toEqual(present.length === 0 ? [] : [summary])
  }
  toString() {
    return 'compare'
  }
}

function outcomeOf(action: () => unknown): unknown {
  try {
    return action()
  } catch (error) {
    if (error instanceof StoreError) return error.code
    throw error
  }
}

const index = fc.nat(7)
const patch = fc.record(
  {
    solved: fc.option(fc.boolean()),
    reasons: fc.uniqueArray(fc.constantFrom(...REASONS), { maxLength: 3 }),
    followUp: fc.option(fc.string({ maxLength: 5 })),
    story: fc.option(fc.constantFrom('a', 'b')),
    note: fc.option(fc.string({ unit: 'grapheme', maxLength: 5 })),
  },
  { requiredKeys: [] },
)
const commands = fc.commands(
  [
    fc.nat(3).map((n) => new Add(NOW + n)),
    fc.tuple(index, fc.constantFrom<Rating[]>(1, 2, 3, 4, 5)).map(([i, rating]) => new Rate(i, rating)),
    fc.tuple(index, patch).map(([i, given]) => new Answer(i, given)),
    index.map((i) => new Withdraw(i)),
    index.map((i) => new Skip(i)),
    index.map((i) => new Expire(i)),
    index.map((i) => new Remove(i)),
    index.map((i) => new MarkSynced(i)),
    fc.constant(new Reopen()),
    fc.constant(new Compare()),
  ],
  { maxCommands: 40 },
)

it('keeps every promise in any order of operations and restarts', { timeout: 60_000 }, () => {
  const parent = temporaryFolder()
  let run = 0
  fc.assert(
    fc.property(commands, (sequence) => {
      run += 1
      let time = NOW
      const reopen = () => openStore({ directory: `${parent}/${run}`, now: () => time++ })
      const world: World = { store: reopen(), reopen }
      try {
        fc.modelRun(() => ({ model: new Model(), real: world }), [...sequence, new Compare()])
      } finally {
        world.store.close()
      }
    }),
    { numRuns: 60 },
  )
})
