/** "My view" on a real store. */
import { expect, test } from 'vitest'

import { ownView } from '../../../src/main/own-view.ts'
import type { Store } from '../../../src/main/store/index.ts'
import { DEFAULT_SETTINGS, type Settings } from '../../../src/shared/settings.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { newInteraction, openIn, ZONE } from '../store/support.ts'

const TODAY = '2026-11-23'

function rated(store: Store, workDay: string, changes: Parameters<typeof newInteraction>[0] = {}): string {
  const { id } = store.interactions.add(newInteraction({ workDay, ...changes }))
  store.interactions.rate(id, 4)
  return id
}
const view = (store: Store, settings: Partial<Settings> = {}) =>
  ownView(store, TODAY, { ...DEFAULT_SETTINGS, ...settings })

test('has the last thirty work days, also those without anything, and none of a weekend that nobody worked', () => {
  const store = openIn(temporaryFolder())
  rated(store, TODAY)
  const { days, today, history } = view(store)
  expect(today).toBe(TODAY)
  expect(days).toHaveLength(30)
  expect([days[0]?.workDay, days.at(-1)?.workDay]).toEqual(['2026-10-13', TODAY])
  expect(days.at(-2)).toMatchObject({ workDay: '2026-11-20', ended: 0, smiley: null })
  expect(history.map(({ workDay }) => workDay)).toEqual([TODAY])
})

test('a Saturday that was worked is one of the thirty', () => {
  const store = openIn(temporaryFolder())
  rated(store, '2026-11-21')
  const { days } = view(store)
  expect(days).toHaveLength(30)
  expect(days.at(-2)).toMatchObject({ workDay: '2026-11-21', rated: 1 })
  expect(days[0]?.workDay).toBe('2026-10-14')
})

test('goes back to the month of a year and 120 days ago, and no further', () => {
  const store = openIn(temporaryFolder())
  for (const day of ['2025-06-30', '2025-07-01', '2026-01-02']) rated(store, day)
  store.days.open('2025-12-31', ZONE)
  store.days.smile('2025-12-31', 'happy')
  expect(view(store).history.map(({ workDay, smiley }) => [workDay, smiley])).toEqual([
    ['2025-07-01', null],
    ['2025-12-31', 'happy'],
    ['2026-01-02', null],
  ])
})

test('channels, queues and reasons are of those thirty days', () => {
  const store = openIn(temporaryFolder())
  rated(store, '2026-10-12', { channel: 'email', queue: 'Old' })
  const id = rated(store, '2026-10-13', { channel: 'chat', queue: 'Billing' })
  store.interactions.answer(id, { reasons: ['systems'] })
  const { channels, queues, reasons } = view(store)
  expect(channels.map(({ name, rated: n }) => [name, n])).toEqual([['chat', 1]])
  expect(queues.map(({ name }) => name)).toEqual(['Billing'])
  expect(reasons).toEqual([{ reason: 'systems', n: 1 }])
})

test('says whether the early hint is switched on, and works without any weekday', () => {
  const store = openIn(temporaryFolder())
  expect(view(store).earlyHint).toBe(true)
  expect(view(store, { earlyHint: false, workWeekdays: [] })).toMatchObject({
    days: [],
    history: [],
    channels: [],
    earlyHint: false,
  })
})
