import type { Page } from '@playwright/test'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { dismiss, expect, post, test } from '../../tests/e2e/support.ts'
import { writeSampleData } from '../../tests/support/sample-data.ts'

const IMAGES = resolve(import.meta.dirname, '../../docs/images')
const LANGUAGES = ['en', 'nl'] as const
const THEMES = ['light', 'dark'] as const

for (const language of LANGUAGES) {
  for (const theme of THEMES) {
    test(`every window, ${language}, ${theme}`, async ({ prepare, launch, userData }) => {
      mkdirSync(IMAGES, { recursive: true })
      const save = async (page: Page, name: string) => {
        // Past the sliding in.
        await page.waitForTimeout(400)
        await page.screenshot({
          path: join(IMAGES, `${name}-${language}-${theme}.png`),
          animations: 'disabled',
          // All of it, also what one scrolls to.
          fullPage: true,
        })
      }
      prepare({ language, theme, workWeekdays: [1, 2, 3, 4, 5], cardSeconds: 120 }, (store) =>
        writeSampleData(store, { today: workDayNow(), days: 30, perDay: 9 }),
      )
      const widget = await launch('--hidden')
      await expect
        .poll(() => post(userData, { channel: 'voice', queue: 'Claims', ids: ['sip:one'] }).catch(() => 0))
        .toBe(202)
      const card = await widget.window('prompt')
      await card.getByRole('radiogroup').waitFor()
      await save(card, 'card')
      await card.keyboard.press('4')
      await card.locator('[data-state=saved]').waitFor()
      await save(card, 'card-saved')
      await dismiss(card)

      await post(userData, { ids: ['sip:live'], live: true }, 'live')
      await post(userData, { channel: 'chat', queue: 'Support', ids: ['ext:1'] })
      await post(userData, { channel: 'email', queue: 'Mortgages', ids: ['ext:2'] })
      await post(userData, { channel: 'chat', queue: 'Support', ids: ['ext:3'] })
      await post(userData, { ids: ['sip:live'], live: false }, 'live')
      const list = await widget.window('prompt')
      await expect(list.getByRole('radiogroup')).toHaveCount(3)
      await save(list, 'card-list')
      await dismiss(list)

      await widget.host.trayChoose('day')
      const day = await widget.window('day')
      await day.getByRole('radiogroup').first().waitFor()
      await save(day, 'day')
      for (const name of ['panel', 'summary', 'settings'] as const) {
        await widget.host.trayChoose(name === 'panel' ? 'open' : name)
        const page = await widget.window(name)
        await page.getByRole('heading', { level: 1 }).waitFor()
        // The folder of this run tells a reader nothing.
        const folder = page.getByText(userData, { exact: true })
        if ((await folder.count()) > 0) {
          await folder.evaluate((element) => element.replaceChildren('~/.config/Aftercall'))
        }
        await save(page, name)
      }

      // The question of a link, which nobody answers here.
      await widget.second(
        'aftercall://enroll?endpoint=https%3A%2F%2Fcollector.example.com&code=3-7QK2M-4XR9T-HJ0WD',
      )
      const settings = await widget.window('settings')
      const team = settings.locator('.settings-group').first()
      await expect(team.locator('.invitation .primary')).toBeEnabled()
      await team.screenshot({
        path: join(IMAGES, `invitation-${language}-${theme}.png`),
        animations: 'disabled',
      })
    })
  }
}

function workDayNow(): string {
  return Temporal.Now.plainDateISO('Europe/Amsterdam').toString()
}
