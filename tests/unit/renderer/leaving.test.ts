import { describe, expect, it } from 'vitest'
import { append, renew } from '../../../src/renderer/summary/data/leaving-pages.ts'
import { recordWords, stateWords } from '../../../src/renderer/summary/data/leaving-words.ts'
import { CATALOGUES, createTranslator } from '../../../src/shared/messages/index.ts'
import type { LeavingView } from '../../../src/shared/own-view.ts'
import type { WireEvent } from '../../../src/shared/wire/events.ts'

const SOURCE = 'urn:aftercall:device:5f0c7a52-8f0e-4e43-9d5c-0a4bb1c9a1d2'
const id = (n: number): string => `019aafe0-0000-7000-8000-${String(n).padStart(12, '0')}`
const day = (n: number, revision = 1): WireEvent => ({
  specversion: '1.0',
  id: `${id(n)}/${revision}`,
  source: SOURCE,
  type: 'org.aftercall.day.v1',
  data: { workDay: '2026-11-20', deleted: false, smiley: 'happy' },
})
const page = (ns: readonly number[], next: number | null, s: 'sent' | 'pending' = 'sent'): LeavingView => ({
  records: ns.map((n) => ({ event: day(n), state: { s } })),
  next: next === null ? null : id(next),
  counts: { sent: 9, pending: 0, refused: 0 },
})
const ids = ({ records }: LeavingView): string[] => records.map(({ event }) => event.id)

describe('pages of what leaves', () => {
  it('come together without a gap and without a record twice', () => {
    const two = append(append(undefined, page([9, 8, 7], 7)), page([6, 5], null))
    expect(ids(two)).toEqual([9, 8, 7, 6, 5].map((n) => `${id(n)}/1`))
    expect(two.next).toBeNull()
  })

  it('keep older ones when the newest are fetched anew, with the state that these have now', () => {
    const shown = append(page([9, 8, 7], 7, 'pending'), page([6, 5], 5))
    const now = renew(shown, page([10, 9, 8], 8))
    expect(ids(now)).toEqual([10, 9, 8, 7, 6, 5].map((n) => `${id(n)}/1`))
    expect(now.records.slice(0, 3).every(({ state }) => state.s === 'sent')).toBe(true)
    expect(now.next).toBe(id(5))
  })

  it('forget everything that is gone, as after an erasure', () => {
    expect(renew(page([9, 8, 7], 7), page([], null)).records).toEqual([])
  })
})

describe('a record in words', () => {
  const event: WireEvent = {
    specversion: '1.0',
    id: `${id(1)}/1`,
    source: SOURCE,
    type: 'org.aftercall.interaction.v1',
    data: {
      workDay: '2026-11-20',
      deleted: false,
      channel: 'voice',
      queue: 'Claims',
      outcome: 'rated',
      rating: 2,
      solved: false,
      reasons: ['systems', 'waiting'],
      followUp: 'Please call',
      story: 'A line',
      externalIds: ['sip:one'],
    },
  }
  const { t } = createTranslator('en', 'en-GB', 'Europe/Amsterdam')

  it('says everything that is in it', () => {
    expect(recordWords(t, event)).toBe(
      'Call, Claims, rated 2 of 5, not solved, Systems, Waiting time, follow-up: “Please call”, story: “A line”, its number',
    )
  })

  it('says that it was deleted, and nothing that isn’t there any more', () => {
    const gone: WireEvent = { ...event, data: { ...event.data, deleted: true } }
    expect(recordWords(t, gone)).toBe('Deleted')
  })

  it('says why it was refused, also for a reason of a newer collector', () => {
    expect(stateWords(t, { s: 'refused', code: 'invalid' })).toBe('Refused: not as the collector expects it')
    expect(stateWords(t, { s: 'refused', code: 'too-new' })).toContain('“too-new”')
  })

  it('has words in every language for every state', () => {
    for (const catalogue of Object.values(CATALOGUES))
      for (const s of ['sent', 'pending', 'alone', 'refused', 'kept-here'] as const)
        expect(catalogue[`leaving.${s}`]).not.toBe('')
  })
})
