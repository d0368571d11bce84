/** The team window for those who see it in other ways. */
import { CATALOGUES } from '../../src/shared/messages/index.ts'
import { expectNoViolations } from './axe.ts'
import { expect, test } from './team-fixture.ts'

for (const language of ['en', 'nl'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`axe finds nothing in any part of the team window (${language}, ${theme})`, async ({
      openBoard,
    }) => {
      test.setTimeout(180_000)
      const scene = { seed: 3, people: 12, happy: 0.85, slump: 20, days: 200 }
      const { page } = await openBoard('lead', { language, theme }, scene)
      for (const tab of await page.getByRole('tab').all()) {
        await tab.click()
        const name = await tab.innerText()
        for (const table of await page.locator('details > summary').all()) await table.click()
        await expectNoViolations(page, name)
        await page.emulateMedia({ forcedColors: 'active' })
        await expectNoViolations(page, `${name}, forced colours`)
        await page.emulateMedia({ forcedColors: 'none' })
      }
    })
  }
}

test('every picture has a table with the same in words', async ({ openBoard }) => {
  const { page } = await openBoard('lead')
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click()
    for (const chart of await page.locator('.chart:has(svg:not(.icon)), .chart:has(.mood-month)').all())
      await expect(chart.locator('details table')).toHaveCount(1)
  }
})

test('nothing is cut off or needs sideways scrolling at 200 % text', async ({ openBoard }) => {
  const { page } = await openBoard('lead', { language: 'nl' })
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%'
  })
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click()
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow, await tab.innerText()).toBeLessThanOrEqual(0)
  }
})

test('a member’s window is complete too', async ({ openBoard }) => {
  const { page } = await openBoard('agent', { language: 'nl' })
  const words = CATALOGUES.nl
  await expectNoViolations(page, words['board.tab-week'])
  await page.getByRole('tab', { name: words['board.tab-stories'] }).click()
  await expectNoViolations(page, words['board.tab-stories'])
})
