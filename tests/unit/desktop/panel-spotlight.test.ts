/** The story in the panel on a real store: hidden for the rest of the work day, over a restart. */
import { expect, test } from 'vitest'

import { PanelSpotlight } from '../../../src/main/panel-spotlight.ts'
import type { Spotlight } from '../../../src/shared/wire/team.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { openIn } from '../store/support.ts'

const FIRST = '01a2008d-7400-70a3-b4af-5b924e65a7c4'
const OTHER = '01a2008d-7400-70a3-b4af-5b924e65a7c5'

const storyOf = (id: string): Spotlight => ({
  story: {
    id,
    workDay: '2026-11-20',
    channel: 'voice',
    queue: null,
    externalIds: [],
    story: 'She laughed at the end',
  },
  until: '2026-11-30',
})

/** The panel's part of a widget on one folder, on a day and with a story that the test chooses. */
function bench(folder = temporaryFolder()) {
  const store = openIn(folder)
  const now = { day: '2026-11-23', spotlight: storyOf(FIRST) as Spotlight | null, told: 0 }
  const errors: unknown[] = []
  const panel = new PanelSpotlight({
    state: store.state,
    spotlight: () => now.spotlight,
    today: () => now.day,
    changed: () => {
      now.told += 1
    },
    onError: (error) => errors.push(error),
  })
  return { panel, now, store, errors, folder }
}

test('it is what the team shows, or nothing', () => {
  const { panel, now } = bench()
  expect(panel.view()).toEqual(storyOf(FIRST))
  now.spotlight = null
  expect(panel.view()).toBeNull()
})

test('hidden, it stays away for the work day, also after a restart, and is back on the next one', () => {
  const before = bench()
  before.panel.hide(FIRST)
  expect(before.now.told).toBe(1)
  expect(before.panel.view()).toBeNull()
  before.store.close()

  const { panel, now } = bench(before.folder)
  expect(panel.view()).toBeNull()
  now.day = '2026-11-24'
  expect(panel.view()).toEqual(storyOf(FIRST))
})

test('another story is shown on the same day', () => {
  const { panel, now } = bench()
  panel.hide(FIRST)
  now.spotlight = storyOf(OTHER)
  expect(panel.view()).toEqual(storyOf(OTHER))
})

test('where the disk can’t be read it is shown, and somebody is told why', () => {
  const { panel, store, errors } = bench()
  panel.hide(FIRST)
  store.close()
  expect(panel.view()).toEqual(storyOf(FIRST))
  expect(errors).toHaveLength(1)
})
