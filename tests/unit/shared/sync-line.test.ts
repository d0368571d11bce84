import { describe, expect, it } from 'vitest'
import { createTranslator } from '../../../src/shared/messages/index.ts'
import { isNoteworthy, syncLine } from '../../../src/shared/sync-line.ts'
import { syncView } from '../../support/sync-view.ts'
import { SYNC_PROBLEMS, type SyncView } from '../../../src/shared/sync.ts'

const NOW = Date.parse('2026-11-23T10:00:00+01:00')
const SINCE = Date.parse('2026-11-23T09:40:00+01:00')
const enrolled = syncView()
const { t } = createTranslator('en', 'en-GB', 'Europe/Amsterdam')
const nl = createTranslator('nl', 'nl-NL', 'Europe/Amsterdam').t
const line = (changes: Partial<SyncView>) => syncLine({ ...enrolled, ...changes }, t, NOW)

describe('the line about the sync', () => {
  it('is not there while nothing leaves the computer', () => {
    expect(line({ connection: 'none', pending: 12 })).toBeUndefined()
  })

  it.each([
    [{}, 'All sent'],
    [{ problem: 'no-network' }, 'All sent'],
    [{ pending: 1, waitingSince: SINCE }, '1 on its way'],
    [{ pending: 12, waitingSince: SINCE, problem: 'no-network' }, '12 waiting since 09:40, no network'],
    [
      { pending: 2, waitingSince: SINCE - 86_400_000, problem: 'busy' },
      '2 waiting since 22 Nov 2026, the collector is busy',
    ],
    [{ refused: 3 }, '3 refused'],
    [
      { pending: 1, waitingSince: SINCE, problem: 'unreachable', refused: 3 },
      '1 waiting since 09:40, the collector doesn’t answer, 3 refused',
    ],
    [{ connection: 'revoked' }, 'A new code is needed'],
    [{ connection: 'token-lost', pending: 4 }, '4 waiting, a new code is needed'],
    [{ connection: 'unknown', pending: 4, problem: 'no-network' }, '4 waiting, a new code is needed'],
    [{ connection: 'erased', pending: 4 }, 'Nothing is sent any more'],
  ] as const satisfies readonly (readonly [Partial<SyncView>, string])[])(
    'for %j says %s',
    (changes, expected) => {
      expect(line(changes)).toBe(expected)
    },
  )

  it('has words for every problem, in Dutch too', () => {
    for (const problem of SYNC_PROBLEMS) {
      const view = { ...enrolled, pending: 2, waitingSince: SINCE, problem }
      expect(syncLine(view, t, NOW)).toMatch(/^2 waiting since 09:40, [a-z’ ]+$/)
      expect(syncLine(view, nl, NOW)).toMatch(/^2 wachten sinds 09:40, [a-z ]+$/)
    }
  })

  it('is noteworthy only where a person could want to do something', () => {
    expect(isNoteworthy(enrolled)).toBe(false)
    expect(isNoteworthy({ ...enrolled, pending: 3 })).toBe(false)
    expect(isNoteworthy({ ...enrolled, problem: 'busy' })).toBe(false)
    expect(isNoteworthy({ ...enrolled, connection: 'none', pending: 9 })).toBe(false)
    expect(isNoteworthy({ ...enrolled, pending: 3, problem: 'busy' })).toBe(true)
    expect(isNoteworthy({ ...enrolled, refused: 1 })).toBe(true)
    expect(isNoteworthy({ ...enrolled, connection: 'revoked' })).toBe(true)
  })
})
