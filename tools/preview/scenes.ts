/** Every window in every state that is worth looking at. */
import type { Page } from '@playwright/test'
import type { WindowName } from '../../src/shared/ipc.ts'
import type { FakeState } from './fake-bridge.ts'
import type { SyncView } from '../../src/shared/sync.ts'
import { syncView } from '../../tests/support/sync-view.ts'
import { emptySummary, interaction, openDay, outgoing, status, team, TODAY, waitingOnes } from './fixtures.ts'

export interface Scene {
  readonly name: string
  readonly window: WindowName
  readonly state?: (base: FakeState) => Partial<FakeState>
  readonly act?: (page: Page) => Promise<void>
}

export const SIZES: Readonly<Record<WindowName, { readonly width: number; readonly height: number }>> = {
  prompt: { width: 380, height: 240 },
  day: { width: 380, height: 320 },
  panel: { width: 420, height: 640 },
  summary: { width: 900, height: 720 },
  settings: { width: 720, height: 720 },
}

const idle = { s: 'idle' } as const
const extra = (place: number) => async (page: Page) => {
  await page.keyboard.press('4')
  await page.locator('.extra').nth(place).click()
}
const threeFaces = (base: FakeState): FakeState['app'] => ({
  ...base.app,
  settings: { ...base.app.settings, dayFaces: 3 },
})
const single = interaction(1)

const since = Date.UTC(2026, 10, 23, 8, 40)
/** The settings of a computer whose sync is as given. */
const synced = (name: string, sync: Partial<SyncView>, more: Partial<Scene> = {}): Scene => ({
  name,
  window: 'settings',
  state: () => ({ team: team(sync, sync.pending === 0 ? { unsent: null } : {}) }),
  ...more,
})
const LONG_HOST = 'https://collector-of-the-contact-centre.customer-happiness.example-insurances.example.com'

export const SCENES: readonly Scene[] = [
  { name: 'ask', window: 'prompt' },
  { name: 'saved', window: 'prompt', act: (page) => page.keyboard.press('4') },
  {
    name: 'saved-solved',
    window: 'prompt',
    act: async (page) => {
      await page.keyboard.press('5')
      await page.locator('.extras').waitFor()
      await page.keyboard.press('j')
    },
  },
  { name: 'follow-up', window: 'prompt', act: extra(0) },
  {
    name: 'follow-up-asked',
    window: 'prompt',
    act: async (page) => {
      await extra(0)(page)
      await page.locator('.part .primary').click()
      await page.locator('textarea').fill('Third time the engineer did not come')
    },
  },
  {
    name: 'story',
    window: 'prompt',
    act: async (page) => {
      await extra(1)(page)
      await page.locator('textarea').fill('Found the lost parcel while she was still on the line')
    },
  },
  {
    name: 'story-shared',
    window: 'prompt',
    act: async (page) => {
      await extra(1)(page)
      await page.locator('textarea').fill('Found the lost parcel')
      await page.locator('.part .primary').click()
    },
  },
  {
    name: 'reasons',
    window: 'prompt',
    act: async (page) => {
      await extra(2)(page)
      await page.locator('.chip').nth(2).click()
    },
  },
  {
    name: 'note',
    window: 'prompt',
    act: async (page) => {
      await extra(3)(page)
      await page.locator('textarea').fill('Ask the team about the new form')
      await page.keyboard.press('Tab')
    },
  },
  {
    name: 'kept',
    window: 'prompt',
    state: () => ({
      card: {
        kind: 'single',
        interaction: { ...single, rating: 2, outcome: 'rated' },
        saving: { s: 'kept', code: 'disk-full' },
      },
    }),
  },
  {
    name: 'refused',
    window: 'prompt',
    state: () => ({ refuse: { 'interaction:rate': 'storage' } }),
    act: (page) => page.keyboard.press('4'),
  },
  {
    name: 'skipped',
    window: 'prompt',
    act: (page) => page.locator('.card-foot .quiet').click(),
  },
  {
    name: 'list',
    window: 'prompt',
    state: () => ({ card: { kind: 'list', interactions: waitingOnes, saving: idle } }),
  },
  {
    name: 'list-rated',
    window: 'prompt',
    state: () => ({ card: { kind: 'list', interactions: waitingOnes, saving: idle } }),
    act: (page) => page.keyboard.press('5'),
  },
  { name: 'none', window: 'prompt', state: () => ({ card: { kind: 'none' } }) },

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

  { name: 'trend', window: 'summary' },
  {
    name: 'tables',
    window: 'summary',
    act: (page) =>
      page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true
      }),
  },
  { name: 'empty', window: 'summary', state: () => ({ summary: emptySummary() }) },

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

  synced(
    'team-word-for-word',
    {},
    {
      state: () => ({ team: team({ connection: 'none' }), outgoing }),
      act: async (page) => {
        await page.locator('.outgoing summary').click()
        await page.locator('.outgoing pre').first().waitFor()
      },
    },
  ),
  synced(
    'team-wrong-code',
    { connection: 'none' },
    {
      act: async (page) => {
        await page.locator('input[name="endpoint"]').fill('collector.example.com')
        await page.locator('input[name="code"]').fill('3-7QK2M')
        await page.keyboard.press('Enter')
        await page.locator('.join .setting-problem').waitFor()
      },
    },
  ),
  synced(
    'team-invited',
    { connection: 'none' },
    {
      state: () => ({
        team: team(
          { connection: 'none' },
          { invitation: { kind: 'ask', endpoint: LONG_HOST, code: '3-7QK2M-4XR9T-HJ0WD' } },
        ),
      }),
      act: (page) => page.waitForTimeout(800),
    },
  ),
  synced(
    'team-invited-elsewhere',
    {},
    {
      state: () => ({
        team: team(
          { pending: 0 },
          {
            unsent: null,
            invitation: { kind: 'ask', endpoint: 'https://other.example.com', code: '3-7QK2M' },
          },
        ),
      }),
      act: (page) => page.waitForTimeout(800),
    },
  ),
  synced(
    'team-invited-managed',
    {},
    {
      state: () => ({
        team: team(
          { managed: true, pending: 0 },
          { invitation: { kind: 'managed', endpoint: 'https://other.example.com' } },
        ),
      }),
    },
  ),
  synced(
    'team-invited-bad',
    {},
    {
      state: () => ({
        team: team({ connection: 'none' }, { invitation: { kind: 'bad', problem: 'not-secure' } }),
      }),
    },
  ),
  synced(
    'team-sent',
    { pending: 0, lastSentAt: since },
    {
      act: async (page) => {
        await page.getByRole('button', { name: /code/i }).click()
        await page.locator('input.code').waitFor()
      },
    },
  ),
  ...(
    ['no-network', 'unreachable', 'certificate', 'busy', 'not-a-collector', 'bad-answer', 'storage'] as const
  ).map((problem) => synced(`team-${problem}`, { problem, waitingSince: since, lastSentAt: since - 60_000 })),
  synced(
    'team-odd',
    { clockAheadMs: 9 * 3_600_000, tokenInMemoryOnly: true, customerComparison: true, refused: 3 },
    {
      state: () => ({
        team: team({
          clockAheadMs: 9 * 3_600_000,
          tokenInMemoryOnly: true,
          customerComparison: true,
          refused: 3,
          pending: 0,
        }),
        refused: [
          { id: '1', kind: 'interaction', period: TODAY, code: 'invalid' },
          { id: '2', kind: 'day', period: '2026-11-20', code: 'wrong-source' },
          { id: '3', kind: 'pulse', period: '2026-Q4', code: 'too-early' },
        ],
      }),
      act: async (page) => {
        await page.getByText('2026-Q4').waitFor()
      },
    },
  ),
  ...(['revoked', 'unknown', 'erased', 'token-lost'] as const).map((connection) =>
    synced(`team-${connection}`, { connection, waitingSince: since }),
  ),
  synced('team-managed', { managed: true, role: 'lead', pending: 0 }),
  synced('team-managed-no-code', {
    managed: true,
    connection: 'none',
    endpoint: 'https://collector.example.com',
  }),
  synced('team-receiver', {
    managed: true,
    wire: 'cloudevents',
    team: null,
    role: null,
    pending: 3,
    waitingSince: since,
  }),
  synced(
    'team-leave',
    { problem: 'unreachable', waitingSince: since },
    {
      act: async (page) => {
        await page
          .locator('#root')
          .getByRole('button', { name: /^(Disconnect|Verbinding verbreken)$/ })
          .click()
        await page.locator('.confirm').waitFor()
      },
    },
  ),
  {
    name: 'sync-waiting',
    window: 'panel',
    state: () => ({
      status: status({
        sync: syncView({ pending: 12, waitingSince: since, problem: 'no-network', refused: 3 }),
        notices: [
          { code: 'policy-field', values: { path: '/etc/aftercall/policy.json', detail: 'sync.endpoint' } },
        ],
      }),
    }),
  },
  {
    name: 'sync-code',
    window: 'panel',
    state: () => ({ status: status({ sync: syncView({ connection: 'revoked', pending: 4 }) }) }),
  },
]
