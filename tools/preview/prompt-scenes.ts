/** The card after a call: one interaction, or those that wait. */
import type { Page } from '@playwright/test'
import { interaction, waitingOnes } from './fixtures.ts'
import type { Scene } from './scenes.ts'

const idle = { s: 'idle' } as const
const single = interaction(1)
const extra = (place: number) => async (page: Page) => {
  await page.keyboard.press('4')
  await page.locator('.extra').nth(place).click()
}

export const PROMPT_SCENES: readonly Scene[] = [
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
]
