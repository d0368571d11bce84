import { expect, test } from 'vitest'
import { renderTray, type TrayItem } from '../../../src/main/desktop/tray-menu.ts'
import { createTranslator } from '../../../src/shared/messages/index.ts'
import type { StatusView } from '../../../src/shared/views.ts'
import { syncView } from '../../support/sync-view.ts'

const QUIET: StatusView = {
  waiting: 0,
  holds: [],
  pausedUntil: null,
  dayDone: false,
  notices: [],
  triggers: [],
  sync: syncView({ connection: 'none' }),
}
const NOW = Date.parse('2026-11-23T10:00:00+01:00')
const look = (status: Partial<StatusView>) =>
  renderTray({ ...QUIET, ...status }, createTranslator('en', 'en-GB', 'Europe/Amsterdam'), NOW)
const labels = (items: readonly TrayItem[]): string[] =>
  items.flatMap((item) => ('separator' in item ? [] : 'items' in item ? labels(item.items) : [item.label]))

test('shows how many interactions wait, and offers to rate them', () => {
  expect(look({ waiting: 2 })).toMatchObject({
    icon: 'waiting',
    tooltip: 'Aftercall: 2 interactions to rate',
  })
  expect(labels(look({ waiting: 2 }).items)).toContain('Rate 2 waiting interactions')
  expect(labels(look({}).items).join()).not.toContain('waiting')
})

test('shows a pause above everything else, until when, and offers to end it', () => {
  const paused = look({ waiting: 2, pausedUntil: Date.parse('2026-11-23T14:30:00+01:00') })
  expect(paused).toMatchObject({ icon: 'paused', tooltip: 'Aftercall: paused until 14:30' })
  expect(labels(paused.items)).toContain('Resume (paused until 14:30)')
  expect(labels(paused.items)).not.toContain('For 1 hour')
})

test('shows that the day is done', () => {
  expect(look({ dayDone: true }).icon).toBe('day-done')
  expect(look({}).icon).toBe('normal')
})

test('quitting, pausing and every window are always in the menu', () => {
  expect(labels(look({}).items)).toEqual([
    'Open Aftercall',
    'Rate an interaction',
    'How was your day?',
    'My view',
    'Settings',
    'For 30 minutes',
    'For 1 hour',
    'Until tomorrow',
    'Quit Aftercall',
  ])
})

test('says how the sync is doing in a line that leads to the settings, and in the tip only what is unusual', () => {
  const sent = look({ sync: syncView() })
  expect(sent.tooltip).toBe('Aftercall')
  expect(sent.items).toContainEqual({
    id: 'sync',
    label: 'All sent',
    action: { do: 'open', window: 'settings' },
    enabled: true,
  })
  const waitingSince = Date.parse('2026-11-23T09:40:00+01:00')
  const stuck = look({ sync: syncView({ pending: 12, waitingSince, problem: 'no-network', refused: 3 }) })
  expect(labels(stuck.items)).toContain('12 waiting since 09:40, no network, 3 refused')
  expect(stuck.tooltip).toBe('Aftercall\n12 waiting since 09:40, no network, 3 refused')
})

test('the team’s window is in the menu of who is in a team, also while the collector can’t be asked', () => {
  const has = (sync: Parameters<typeof syncView>[0]) =>
    labels(look({ sync: syncView(sync) }).items).includes('Team')
  expect(has({ connection: 'enrolled' })).toBe(true)
  expect(has({ connection: 'enrolled', pending: 3, problem: 'no-network' })).toBe(true)
  expect(has({ connection: 'unknown' })).toBe(true)
  expect(has({ connection: 'token-lost' })).toBe(true)
  expect(has({ connection: 'none' })).toBe(false)
  expect(has({ connection: 'revoked' })).toBe(false)
  expect(has({ connection: 'erased' })).toBe(false)
  expect(has({ connection: 'enrolled', wire: 'cloudevents', team: null })).toBe(false)
})
