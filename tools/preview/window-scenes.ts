/** The end of the day, the panel, the summary and the settings. */
import type { FakeState } from './fake-bridge.ts'
import { openDay, status, TODAY } from './fixtures.ts'
import { OWN_SCENES } from './own-scenes.ts'
import type { Scene } from './scenes.ts'

const threeFaces = (base: FakeState): FakeState['app'] => ({
  ...base.app,
  settings: { ...base.app.settings, dayFaces: 3 },
})

export const WINDOW_SCENES: readonly Scene[] = [
  { name: 'ask', window: 'day' },
  {
    name: 'ask-three',
    window: 'day',
    state: (base) => ({ app: threeFaces(base), day: { ...base.day, faces: 3 } }),
  },
  { name: 'saved', window: 'day', act: (page) => page.keyboard.press('1') },
  {
    name: 'missed',
    window: 'day',
    state: (base) => ({
      day: {
        ...base.day,
        faces: 3,
        days: [
          openDay(TODAY),
          openDay('2026-11-20'),
          openDay('2026-11-19', 'happy'),
          openDay('2026-11-18', null, 0, 1),
        ],
      },
    }),
  },
  { name: 'quitting', window: 'day', state: (base) => ({ day: { ...base.day, quitting: true } }) },
  {
    name: 'kept',
    window: 'day',
    state: (base) => ({
      day: { ...base.day, days: [openDay(TODAY, 'sad')], saving: { s: 'kept', code: 'read-only' } },
    }),
  },
  {
    name: 'refused',
    window: 'day',
    state: () => ({ refuse: { 'day:smile': 'disk-full' } }),
    act: (page) => page.keyboard.press('2'),
  },

  { name: 'busy', window: 'panel' },
  {
    name: 'empty',
    window: 'panel',
    state: (base) => ({
      status: status({ waiting: 0 }),
      today: { ...base.today, interactions: [], day: openDay(TODAY, null, 0, 0) },
    }),
  },
  {
    name: 'held',
    window: 'panel',
    state: (base) => ({
      status: status({
        holds: ['paused', 'quiet-time'],
        pausedUntil: Date.UTC(2026, 10, 23, 15, 30),
        notices: [
          { code: 'disk-full', values: {} },
          { code: 'shortcut-taken', values: { accelerator: 'Control+Alt+A' } },
        ],
        triggers: [
          { id: 'http', state: { s: 'failed', why: 'port 47611 is taken by another program' } },
          { id: 'baresip', state: { s: 'waiting', retryInMs: 4000, why: 'connection refused' } },
        ],
      }),
      today: {
        ...base.today,
        day: openDay(TODAY, 'happy'),
        missedDays: [openDay('2026-11-20'), openDay('2026-11-19', null, 0, 2)],
      },
    }),
  },
  { name: 'pause-menu', window: 'panel', act: (page) => page.locator('.panel-head > .secondary').click() },
  {
    name: 'edit',
    window: 'panel',
    act: async (page) => {
      await page.locator('.expand').nth(3).click()
      await page.locator('.extra').first().click()
    },
  },
  {
    name: 'delete',
    window: 'panel',
    act: async (page) => {
      await page.locator('.expand').nth(2).click()
      await page.locator('.editor-foot .quiet').last().click()
    },
  },

  ...OWN_SCENES,

  { name: 'all', window: 'settings' },
  {
    name: 'invalid',
    window: 'settings',
    state: (base) => ({
      app: {
        ...base.app,
        settings: {
          ...base.app.settings,
          quietTimes: [{ start: '12:00', end: '13:00' }],
          triggers: {
            ...base.app.settings.triggers,
            softphone: { enabled: true, host: '192.168.1.20', port: 4444 },
          },
        },
      },
      status: status({
        notices: [{ code: 'shortcut-taken', values: { accelerator: 'Control+Alt+A' } }],
        triggers: [
          { id: 'http', state: { s: 'failed', why: 'port 47611 is taken by another program' } },
          { id: 'baresip', state: { s: 'waiting', retryInMs: 4000, why: 'connection refused' } },
        ],
      }),
    }),
    act: async (page) => {
      await page.locator('input[name="cardSeconds"]').fill('1000')
      await page.locator('input[name="internalNumbers"]').fill('(12')
      await page.keyboard.press('Tab')
    },
  },
]
