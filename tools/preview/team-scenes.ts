/** Team and sync: their part of the settings in every state of the sync, and the panel's line about it. */
import type { SyncView } from '../../src/shared/sync.ts'
import { syncView } from '../../tests/support/sync-view.ts'
import { outgoing, status, team, TODAY } from './fixtures.ts'
import type { Scene } from './scenes.ts'

const since = Date.UTC(2026, 10, 23, 8, 40)
/** The settings of a computer whose sync is as given. */
const synced = (name: string, sync: Partial<SyncView>, more: Partial<Scene> = {}): Scene => ({
  name,
  window: 'settings',
  state: () => ({ team: team(sync, sync.pending === 0 ? { unsent: null } : {}) }),
  ...more,
})
const LONG_HOST = 'https://collector-of-the-contact-centre.customer-happiness.example-insurances.example.com'

export const TEAM_SCENES: readonly Scene[] = [
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
  synced('team-managed-code-refused', {
    managed: true,
    connection: 'none',
    endpoint: 'https://collector.example.com',
    policyCodeProblem: 'code-unknown',
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
