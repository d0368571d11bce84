/** "My view", "Your data", the quarterly question and a colleague's story. */
import type { Page } from '@playwright/test'
import { openDay, team, TODAY } from './fixtures.ts'
import { emptySummary, leaving, spotlight, summary } from './own.ts'
import type { Scene } from './scenes.ts'

const openData = async (page: Page): Promise<void> => {
  await page.locator('#tab-data').click()
  await page.locator('.record').first().waitFor()
}
const enrolled = { pending: 3, refused: 1, lastSentAt: Date.UTC(2026, 10, 23, 8, 40) }
/** "Your data" of somebody in a team. */
const own = (name: string, more: Partial<Scene> = {}): Scene => ({
  name: `data-${name}`,
  window: 'summary',
  state: ({ status }) => ({ status: { ...status, sync: team(enrolled).sync } }),
  act: openData,
  ...more,
})
const pulse = { quarter: '2026-Q4', score: null, asks: true, threshold: 5 } as const
const smiled = {
  day: { today: TODAY, faces: 2, days: [openDay(TODAY, 'happy')], quitting: false, saving: { s: 'idle' } },
} as const

export const OWN_SCENES: readonly Scene[] = [
  { name: 'trend', window: 'summary' },
  {
    name: 'tables',
    window: 'summary',
    act: async (page) => {
      await page.locator('.year').waitFor()
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true
      })
    },
  },
  { name: 'empty', window: 'summary', state: () => ({ summary: emptySummary() }) },
  { name: 'first-days', window: 'summary', state: () => ({ summary: summary({ weeks: 1 }), followUps: {} }) },
  { name: 'hint', window: 'summary', state: () => ({ summary: summary({ lowSince: '2026-10-26' }) }) },
  {
    name: 'hint-about',
    window: 'summary',
    act: (page) => page.locator('.early-hint .link').click(),
  },
  {
    name: 'chosen',
    window: 'summary',
    act: async (page) => {
      await page.locator('.year').waitFor()
      await page.locator('.explorer').last().focus()
      for (let n = 0; n < 9; n += 1) await page.keyboard.press('ArrowLeft')
    },
  },
  own('all'),
  own('exact', {
    act: async (page) => {
      await openData(page)
      await page.locator('.record summary').first().click()
    },
  }),
  own('alone', {
    state: ({ status }) => ({
      status: { ...status, sync: team({ connection: 'none', lastSentAt: null }).sync },
      leaving: leaving(true),
    }),
  }),
  own('erase', {
    act: async (page) => {
      await openData(page)
      await page.locator('.own-data-side .chart').nth(1).locator('button').click()
    },
  }),
  own('erase-failed', {
    state: ({ status }) => ({
      status: { ...status, sync: team(enrolled).sync },
      erased: { erased: false, problem: 'no-network' },
      exported: { saved: false, why: 'failed', path: '/media/stick/aftercall.csv' },
    }),
    act: async (page) => {
      await openData(page)
      const [save, erase] = [0, 1].map((n) => page.locator('.own-data-side .chart').nth(n))
      await save?.locator('button').first().click()
      await erase?.locator('button').click()
      await erase?.locator('button').last().click()
      await erase?.locator('button').last().click()
      await erase?.locator('.sentence').waitFor()
    },
  }),
  own('exported', {
    act: async (page) => {
      await openData(page)
      await page.locator('.own-data-side button').nth(1).click()
      await page.locator('.export-saved').waitFor()
    },
  }),
  own('leave', {
    act: async (page) => {
      await openData(page)
      await page.locator('.own-data-side .chart').last().locator('button').click()
    },
  }),

  { name: 'pulse', window: 'day', state: () => ({ ...smiled, pulse }) },
  {
    name: 'pulse-answered',
    window: 'day',
    state: () => ({ ...smiled, pulse }),
    act: (page) => page.locator('.pulse [role=radio]').nth(8).click(),
  },
  { name: 'pulse', window: 'panel', state: () => ({ pulse, spotlight }) },
  { name: 'pulse-later', window: 'panel', state: () => ({ pulse: { ...pulse, asks: false } }) },
  { name: 'pulse-answered', window: 'panel', state: () => ({ pulse: { ...pulse, score: 8, asks: false } }) },
  {
    name: 'spotlight',
    window: 'panel',
    state: ({ today }) => ({ today: { ...today, spotlight } }),
  },
  {
    name: 'followed-up',
    window: 'panel',
    state: ({ today }) => ({
      followUps: Object.fromEntries(
        today.interactions
          .filter(({ followUp }) => followUp !== null)
          .map(({ id, workDay, channel, queue, followUp }) => [
            id,
            {
              workDay,
              channel,
              queue,
              words: followUp ?? '',
              state: 'done' as const,
              doneBy: 'Kim',
              on: TODAY,
            },
          ]),
      ),
    }),
  },
]
