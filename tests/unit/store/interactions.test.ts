import { beforeEach, describe, expect, it } from 'vitest'

import type { Store } from '../../../src/main/store/index.ts'
import { interactionSchema } from '../../../src/shared/records.ts'
import type { AnswerPatch, Interaction } from '../../../src/shared/records.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { DAY, newInteraction, NOW, openIn, refusalOf } from './support.ts'

let store: Store
beforeEach(() => {
  store = openIn(temporaryFolder())
})

const add = (changes: Parameters<typeof newInteraction>[0] = {}): Interaction =>
  store.interactions.add(newInteraction(changes))
const rated = (): Interaction => {
  const { id } = add()
  return store.interactions.rate(id, 4)
}
const UNKNOWN = '01a1ff9d-ec75-715c-b87d-ef5cee358b7d'

describe('add', () => {
  it('stores an interaction that waits for the agent, at revision 0', () => {
    const interaction = add({ queue: 'support', startedAt: NOW - 1000, durationMs: 900, promptedAt: NOW })
    expect(interaction).toEqual({
      id: interaction.id,
      revision: 0,
      syncedRevision: 0,
      deleted: false,
      workDay: DAY,
      timeZone: 'Europe/Amsterdam',
      externalIds: ['sip:1f2e@192.0.2.7'],
      channel: 'voice',
      direction: 'inbound',
      cause: 'remote',
      queue: 'support',
      startedAt: NOW - 1000,
      endedAt: NOW,
      durationMs: 900,
      trigger: 'baresip',
      promptedAt: NOW,
      outcome: null,
      rating: null,
      solved: null,
      reasons: [],
      followUp: null,
      story: null,
      note: null,
    })
    expect(store.interactions.get(interaction.id)).toEqual(interaction)
  })

  it('gives records that satisfy the shared schema, whatever state they are in', () => {
    const { id } = rated()
    store.interactions.answer(id, { solved: false, reasons: ['time'], followUp: '', story: 'x', note: '' })
    for (const interaction of [add(), store.interactions.get(id), store.interactions.remove(id)]) {
      expect(interactionSchema.parse(interaction)).toEqual(interaction)
    }
  })

  it('takes an id that the interaction has already, and a second try changes nothing', () => {
    const id = '01a1ff9d-ec75-715c-b87d-ef5cee358b7d'
    expect(add({ id }).id).toBe(id)
    const rating = store.interactions.rate(id, 3)
    expect(add({ id, queue: 'other' })).toEqual(rating)
    expect(store.interactions.ofWorkDay(DAY)).toEqual([rating])
  })

  it('keeps any text as it was given', () => {
    const queue = 'Ünïcode “queue” 🙂 \u0000 zero'
    const { id } = add({ queue, externalIds: ['ext:a"b\\c', 'ext:日本語'] })
    expect(store.interactions.get(id)).toMatchObject({ queue, externalIds: ['ext:a"b\\c', 'ext:日本語'] })
  })

  it('refuses values outside their range and stores nothing', () => {
    expect(refusalOf(() => add({ workDay: '23-11-2026' }))).toBe('invalid')
    expect(refusalOf(() => add({ durationMs: -1 }))).toBe('invalid')
    // @ts-expect-error -- a channel that doesn't exist
    expect(refusalOf(() => add({ channel: 'pigeon' }))).toBe('invalid')
    expect(store.interactions.waiting()).toEqual([])
  })
})

describe('enrich', () => {
  it('adds external ids to those known and replaces what is given, without raising revision 0', () => {
    const { id } = add({ channel: 'unknown' })
    const enriched = store.interactions.enrich(id, {
      externalIds: ['ast:1.2', 'sip:1f2e@192.0.2.7'],
      channel: 'voice',
      direction: 'outbound',
      cause: 'agent',
      queue: 'sales',
      startedAt: NOW - 5,
      endedAt: NOW + 5,
      durationMs: 10,
    })
    expect(enriched).toMatchObject({
      revision: 0,
      externalIds: ['sip:1f2e@192.0.2.7', 'ast:1.2'],
      channel: 'voice',
      direction: 'outbound',
      cause: 'agent',
      queue: 'sales',
      startedAt: NOW - 5,
      endedAt: NOW + 5,
      durationMs: 10,
    })
  })

  it.each([
    ['queue', { queue: 'sales' }, 1],
    ['channel', { channel: 'chat' }, 1],
    ['external ids', { externalIds: ['ext:9'] }, 1],
    ['the same queue again', { queue: null }, 0],
    ['clock times', { startedAt: 1, endedAt: 2, durationMs: 3 }, 0],
    ['direction and cause', { direction: 'internal', cause: 'agent' }, 0],
  ] as const)(
    'raises the revision of an answered record only by what others may see: %s',
    (_, change, rise) => {
      const { id, revision } = rated()
      expect(store.interactions.enrich(id, change).revision).toBe(revision + rise)
    },
  )
})

describe('markPrompted', () => {
  it('remembers the first time only, and never raises the revision', () => {
    const { id } = add()
    store.interactions.markPrompted([id, UNKNOWN], NOW)
    store.interactions.markPrompted([id], NOW + 1)
    expect(store.interactions.get(id)).toMatchObject({ promptedAt: NOW, revision: 0 })
  })
})

describe('rate', () => {
  it('makes a waiting interaction rated, at revision 1', () => {
    const { id } = add()
    expect(store.interactions.rate(id, 5)).toMatchObject({ outcome: 'rated', rating: 5, revision: 1 })
    expect(store.interactions.waiting()).toEqual([])
  })

  it('rates what was skipped or has expired', () => {
    const [a, b] = [add(), add()]
    store.interactions.skip(a.id)
    store.interactions.expire([b.id])
    expect(store.interactions.rate(a.id, 1)).toMatchObject({ outcome: 'rated', rating: 1, revision: 2 })
    expect(store.interactions.rate(b.id, 2)).toMatchObject({ outcome: 'rated', rating: 2, revision: 2 })
  })

  it('changes a rating and keeps what was added to it', () => {
    const { id } = rated()
    store.interactions.answer(id, { solved: true, reasons: ['systems'], note: 'n' })
    expect(store.interactions.rate(id, 2)).toMatchObject({
      rating: 2,
      solved: true,
      reasons: ['systems'],
      note: 'n',
      revision: 3,
    })
  })

  it('does not raise the revision for the same rating again', () => {
    const { id, revision } = rated()
    expect(store.interactions.rate(id, 4).revision).toBe(revision)
  })

  it('refuses a rating that does not exist, and the interaction waits on', () => {
    const { id } = add()
    // @ts-expect-error -- a rating that doesn't exist
    expect(refusalOf(() => store.interactions.rate(id, 6))).toBe('invalid')
    expect(store.interactions.get(id)).toMatchObject({ outcome: null, rating: null, revision: 0 })
  })
})

describe('answer', () => {
  it.each<[AnswerPatch, number]>([
    [{ solved: true }, 1],
    [{ solved: null }, 0],
    [{ reasons: ['customer', 'time', 'customer'] }, 1],
    [{ reasons: [] }, 0],
    [{ followUp: '' }, 1],
    [{ story: 'A good one' }, 1],
    [{ note: 'private' }, 0],
    [{ note: 'private', solved: false }, 1],
    [{}, 0],
  ])('%j raises the revision by %i', (patch, rise) => {
    const { id, revision } = rated()
    const answered = store.interactions.answer(id, patch)
    expect(answered.revision).toBe(revision + rise)
    expect(store.interactions.get(id)).toEqual(answered)
  })

  it('leaves what is left out, clears what is null, and counts a reason once', () => {
    const { id } = rated()
    store.interactions.answer(id, {
      solved: true,
      reasons: ['time', 'time'],
      story: '  trimmed  ',
      note: 'n',
    })
    expect(store.interactions.answer(id, { solved: null })).toMatchObject({
      solved: null,
      reasons: ['time'],
      story: 'trimmed',
      note: 'n',
    })
  })

  it('allows a follow-up and a note without a rating: the customer must be called back at any rate', () => {
    const waiting = add()
    expect(store.interactions.answer(waiting.id, { followUp: 'call back', note: 'n' })).toMatchObject({
      outcome: null,
      followUp: 'call back',
      note: 'n',
      revision: 1,
    })
    const skipped = add()
    store.interactions.skip(skipped.id)
    expect(store.interactions.answer(skipped.id, { followUp: '' })).toMatchObject({
      followUp: '',
      revision: 2,
    })
  })

  it.each<AnswerPatch>([{ solved: true }, { reasons: [] }, { story: 'x' }])(
    'refuses %j without a rating, and changes nothing',
    (patch) => {
      const before = add()
      const whole = { ...patch, note: 'n' }
      expect(refusalOf(() => store.interactions.answer(before.id, whole))).toBe('conflict')
      expect(store.interactions.get(before.id)).toEqual(before)
    },
  )

  it('refuses texts that are too long and reasons that do not exist', () => {
    const { id } = rated()
    expect(refusalOf(() => store.interactions.answer(id, { note: 'x'.repeat(2001) }))).toBe('invalid')
    // @ts-expect-error -- a reason that doesn't exist
    expect(refusalOf(() => store.interactions.answer(id, { reasons: ['weather'] }))).toBe('invalid')
    expect(store.interactions.answer(id, { note: 'x'.repeat(2000) }).note).toHaveLength(2000)
  })
})

describe('withdraw', () => {
  it('makes it wait again with every answer cleared and the private note kept', () => {
    const { id } = rated()
    const before = store.interactions.answer(id, {
      solved: true,
      reasons: ['time'],
      followUp: 'f',
      story: 's',
      note: 'mine',
    })
    const after = store.interactions.withdraw(id)
    expect(after).toEqual({
      ...before,
      revision: before.revision + 1,
      outcome: null,
      rating: null,
      solved: null,
      reasons: [],
      followUp: null,
      story: null,
    })
    expect(store.interactions.waiting()).toEqual([after])
  })

  it('takes back a skip, an expiry and a follow-up too', () => {
    const [skipped, expired, flagged] = [add(), add(), add()]
    store.interactions.skip(skipped.id)
    store.interactions.expire([expired.id])
    store.interactions.answer(flagged.id, { followUp: 'f' })
    for (const { id } of [skipped, expired, flagged]) {
      expect(store.interactions.withdraw(id)).toMatchObject({ outcome: null, followUp: null, revision: 2 })
    }
  })

  it('is nothing for an interaction that waits', () => {
    const interaction = add()
    expect(store.interactions.withdraw(interaction.id)).toEqual(interaction)
  })
})

describe('skip and expire', () => {
  it('end the wait with a revision that says so', () => {
    const [a, b] = [add(), add()]
    expect(store.interactions.skip(a.id)).toMatchObject({ outcome: 'skipped', revision: 1 })
    expect(store.interactions.expire([b.id])).toMatchObject([{ id: b.id, outcome: 'expired', revision: 1 }])
    expect(store.interactions.waiting()).toEqual([])
  })

  it('lets an agent skip what has expired', () => {
    const { id } = add()
    store.interactions.expire([id])
    expect(store.interactions.skip(id)).toMatchObject({ outcome: 'skipped', revision: 2 })
    expect(store.interactions.skip(id).revision).toBe(2)
  })

  it('never undo a rating: the timer that comes too late changes nothing', () => {
    const interaction = rated()
    expect(store.interactions.expire([interaction.id, UNKNOWN])).toEqual([])
    expect(store.interactions.skip(interaction.id)).toEqual(interaction)
  })
})

describe('remove', () => {
  it('leaves id, work day and a revision that tells others, and clears all else, the note included', () => {
    const { id } = rated()
    store.interactions.answer(id, { solved: true, followUp: 'f', story: 's', note: 'n' })
    expect(store.interactions.remove(id)).toEqual({
      id,
      revision: 3,
      syncedRevision: 0,
      deleted: true,
      workDay: DAY,
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
      outcome: null,
      rating: null,
      solved: null,
      reasons: [],
      followUp: null,
      story: null,
      note: null,
    })
    expect(store.interactions.ofWorkDay(DAY)).toEqual([])
  })

  it('tells nobody of a record that nobody knows of', () => {
    const { id } = add()
    expect(store.interactions.remove(id)).toMatchObject({ deleted: true, revision: 0 })
    expect(store.interactions.waiting()).toEqual([])
    expect(store.pendingCount()).toBe(0)
  })

  it('can be repeated', () => {
    const { id } = rated()
    expect(store.interactions.remove(id)).toEqual(store.interactions.remove(id))
  })
})

describe('an interaction that does not exist or was removed', () => {
  it.each([
    ['enrich', (id: string) => store.interactions.enrich(id, { queue: 'x' })],
    ['rate', (id: string) => store.interactions.rate(id, 3)],
    ['answer', (id: string) => store.interactions.answer(id, { note: 'x' })],
    ['withdraw', (id: string) => store.interactions.withdraw(id)],
    ['skip', (id: string) => store.interactions.skip(id)],
  ])('is refused by %s', (_, action) => {
    const { id } = rated()
    store.interactions.remove(id)
    for (const missing of [id, UNKNOWN, 'not an id', '']) {
      expect(refusalOf(() => action(missing))).toBe('not-found')
    }
  })

  it('is refused by remove when it never existed, and unknown to get', () => {
    expect(refusalOf(() => store.interactions.remove(UNKNOWN))).toBe('not-found')
    expect(store.interactions.get(UNKNOWN)).toBeUndefined()
  })
})

describe('lists', () => {
  it('are in the order in which the interactions ended', () => {
    const later = add({ endedAt: NOW + 2 })
    const first = add({ endedAt: NOW - 5 })
    const between = add({ endedAt: NOW })
    const other = add({ endedAt: NOW - 9, workDay: '2026-11-22' })
    const ids = (interactions: readonly Interaction[]) => interactions.map(({ id }) => id)
    expect(ids(store.interactions.ofWorkDay(DAY))).toEqual([first.id, between.id, later.id])
    expect(ids(store.interactions.waiting())).toEqual([other.id, first.id, between.id, later.id])
  })

  it('of a day hold every outcome, so that what has expired can still be rated', () => {
    const { id } = add()
    store.interactions.expire([id])
    rated()
    expect(store.interactions.ofWorkDay(DAY).map(({ outcome }) => outcome)).toEqual(['expired', 'rated'])
  })
})
