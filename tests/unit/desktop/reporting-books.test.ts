import { onTestFinished, expect, test } from 'vitest'
import { reportingDays, reportingInteractions } from '../../../src/main/reporting-books.ts'
import { openStore } from '../../../src/main/store/index.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const DAY = '2026-11-23'

function books() {
  const store = openStore({ directory: temporaryFolder(), now: () => Date.UTC(2026, 10, 23, 14) })
  onTestFinished(() => store.close())
  /** How many records waited to be sent at each report. */
  const reports: string[] = []
  const report = (what: string) => () => void reports.push(`${what} ${store.pendingCount()}`)
  const interactions = reportingInteractions(store.interactions, report('written'))
  const days = reportingDays(store.days, { written: report('written'), smiled: report('smiled') })
  const add = (id: string) =>
    interactions.add({
      id,
      workDay: DAY,
      timeZone: 'Europe/Amsterdam',
      externalIds: [],
      channel: 'voice',
      direction: 'inbound',
      cause: 'remote',
      queue: null,
      startedAt: null,
      endedAt: Date.UTC(2026, 10, 23, 13),
      durationMs: null,
      trigger: 'http',
    }).id
  return { interactions, days, reports, add, store }
}
const id = (n: number) => `019aafe0-0000-7000-8000-${String(n).padStart(12, '0')}`

test('whatever others may see is reported once it is on the disk', () => {
  const { interactions, reports, add } = books()
  const one = add(id(1))
  interactions.markPrompted([one], 1)
  expect(reports).toEqual([])
  interactions.rate(one, 4)
  interactions.answer(one, { solved: true })
  interactions.enrich(one, { externalIds: ['ext:1'], queue: 'Claims', startedAt: null, durationMs: null })
  interactions.withdraw(one)
  interactions.skip(one)
  interactions.remove(one)
  interactions.expire([add(id(2))])
  expect(reports).toEqual([...Array.from({ length: 6 }, () => 'written 1'), 'written 2'])
})

test('a smiley is told from its withdrawal, because it may wait', () => {
  const { days, reports } = books()
  days.open(DAY, 'Europe/Amsterdam')
  days.markAsked(DAY, 1)
  days.smile(DAY, 'happy')
  days.withdraw(DAY)
  expect(reports).toEqual(['smiled 1', 'written 1'])
})

test('what could not be written is not reported', () => {
  const { interactions, reports } = books()
  expect(() => interactions.rate(id(9), 4)).toThrow(/no interaction/)
  expect(reports).toEqual([])
})
