/** "My view": how it is going, for the agent alone. */
import type { Page } from '@playwright/test'
import { writeSampleData } from '../support/sample-data.ts'
import { expectNoViolations } from './axe.ts'
import type { Running } from './fixture.ts'
import { daysAgo, today, writeDay } from './own-data.ts'
import { dismiss, expect, test } from './support.ts'

const GOOD = [
  [3, 4, 4, 5],
  [4, 4, 3, 4],
] as const
const LOW = [2, 2, 3, 2] as const

async function openSummary(widget: Running): Promise<Page> {
  await widget.host.trayChoose('summary')
  const page = await widget.window('summary')
  await page.getByRole('heading', { level: 1 }).waitFor()
  return page
}

test('every day of the last thirty is there, beside what is usual, for arrow keys and as a table', async ({
  prepare,
  launch,
}) => {
  prepare({ workWeekdays: [1, 2, 3, 4, 5, 6, 7] }, (store) => {
    for (let ago = 40; ago > 0; ago -= 1)
      writeDay(store, daysAgo(ago), ago === 3 ? [1, 1, 1, 1] : (GOOD[ago % 2] ?? []))
  })
  const page = await openSummary(await launch('--hidden'))
  const slider = page.getByRole('slider', { name: /Mean rating per day/ })
  await slider.focus()
  await page.keyboard.press('End')
  await expect(slider).toHaveAttribute('aria-valuetext', /no ratings/)
  await page.keyboard.press('ArrowLeft')
  await expect(slider).toHaveAttribute(
    'aria-valuetext',
    /3\.8 of 5, 4 ratings\. 4 of 4 interactions rated\. Usual for you: \d/,
  )
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await expect(slider).toHaveAttribute('aria-valuetext', /1\.0 of 5, lower than usual for you, 4 ratings/)

  const rating = page.getByRole('region', { name: 'Rating', exact: true })
  await expect(rating.locator('.chart-picture .dot-unusual')).toHaveCount(1)
  await rating.getByText('As a table').focus()
  await page.keyboard.press('Enter')
  await expect(rating.getByRole('row')).toHaveCount(31)
  await expect(rating.getByRole('row', { name: /lower than usual for you/ })).toHaveCount(1)
  // With fewer days than it takes, nothing is called usual: the first shown day has ten before it.
  await expect(rating.getByRole('row').nth(1).getByRole('cell').nth(1)).toHaveText('–')
})

test('the year can be walked through day by day, and a day without anything is passed over', async ({
  prepare,
  launch,
}) => {
  prepare({}, (store) => {
    writeDay(store, daysAgo(300), [5], 'happy')
    writeDay(store, daysAgo(200), [2, 3], 'sad')
    writeDay(store, daysAgo(1), [4])
  })
  const page = await openSummary(await launch('--hidden'))
  const slider = page.getByRole('slider', { name: /^Smileys from/ })
  await slider.focus()
  await page.keyboard.press('Home')
  await expect(slider).toHaveAttribute('aria-valuetext', /: Happy, 1 of 1 interaction rated/)
  await page.keyboard.press('ArrowRight')
  await expect(slider).toHaveAttribute('aria-valuetext', /: Sad, 2 of 2 interactions rated/)
  await page.keyboard.press('ArrowRight')
  await expect(slider).toHaveAttribute('aria-valuetext', /: No smiley, 1 of 1 interaction rated/)
  const year = page.getByRole('region', { name: 'Your year' })
  await expect(year.locator('.year .face-happy')).toHaveCount(1)
  await expect(year.locator('.year .face-sad')).toHaveCount(1)
  await year.getByText('As a table').click()
  await expect(year.getByRole('row')).toHaveCount(4)
})

test('the early hint comes in plain words when ratings have gone down, and one switch turns it off for good', async ({
  prepare,
  launch,
}) => {
  prepare({}, (store) => {
    for (let ago = 70; ago > 0; ago -= 1)
      writeDay(store, daysAgo(ago), ago > 10 ? (GOOD[ago % 2] ?? []) : LOW)
  })
  const widget = await launch('--hidden')
  const page = await openSummary(widget)
  const hint = page.getByRole('region', { name: 'A word just for you' })
  await expect(hint.getByText(/your ratings have been lower than is usual for you/)).toBeVisible()
  await expect(hint.getByText(/talk to somebody you trust/)).toBeVisible()
  await expect(hint.getByText(/about once in 1,128 work days by chance, and more often/)).toBeVisible()
  await expect(hint.getByText(/Nobody else sees it/)).toBeVisible()

  const box = hint.getByRole('checkbox')
  await box.focus()
  await page.keyboard.press('Space')
  await expect(hint.getByText('The early hint is off.')).toBeVisible()
  await expect(hint.getByText(/lower than is usual/)).toHaveCount(0)
  await expect(box).toBeFocused()
  await dismiss(page)
  const again = await openSummary(widget)
  await expect(again.getByText('The early hint is off.')).toBeVisible()
  await widget.host.trayChoose('settings')
  const settings = await widget.window('settings')
  // Its tick follows when it is saved, so that `check` would look too early.
  await settings.getByRole('checkbox', { name: 'Show me the early hint' }).click()
  await expect(again.getByText(/lower than is usual for you/)).toBeVisible()
})

test('when nothing stands out the early hint is one quiet line', async ({ prepare, launch }) => {
  prepare({}, (store) => {
    for (let ago = 40; ago > 0; ago -= 1) writeDay(store, daysAgo(ago), GOOD[ago % 2] ?? [])
  })
  const page = await openSummary(await launch('--hidden'))
  await expect(page.getByText('Early hint: nothing stands out.')).toBeVisible()
  await expect(page.getByText(/once in/)).toBeHidden()
})

test('channels, queues and reasons are counted with their intervals', async ({ prepare, launch }) => {
  prepare({}, (store) => {
    writeDay(store, daysAgo(2), [5, 5, 5, 1])
    writeDay(store, daysAgo(1), [5])
  })
  const page = await openSummary(await launch('--hidden'))
  const row = page.getByRole('region', { name: 'Queues', exact: true }).getByRole('row', { name: /^Claims/ })
  await expect(row.getByRole('cell').nth(0)).toHaveText('5 of 5')
  // 4 of 5: Wilson's 38 to 96 %.
  await expect(row.getByRole('cell').nth(1)).toContainText('80%')
  await expect(row.getByRole('cell').nth(1)).toContainText('38% to 96%')
  await expect(row.getByRole('cell').nth(1)).toContainText('n = 5')
  await expect(row.getByRole('cell').nth(2)).toContainText('4.2')
  await expect(page.getByText('You haven’t ticked any reason in these days.')).toBeVisible()
})

test('the tabs are reached and changed by keys, and Escape closes the window', async ({
  prepare,
  launch,
}) => {
  prepare({}, (store) => writeDay(store, daysAgo(1), [4]))
  const page = await openSummary(await launch('--hidden'))
  await page.keyboard.press('Tab')
  await expect(page.getByRole('tab', { name: 'How it is going' })).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('tab', { name: 'Your data' })).toBeFocused()
  await expect(page.getByRole('tabpanel', { name: 'Your data' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'What leaves this computer' })).toBeVisible()
  await dismiss(page)
})

for (const language of ['en', 'nl'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`axe finds nothing in my view and your data, and nothing is cut off at 200 % (${language}, ${theme})`, async ({
      prepare,
      launch,
    }) => {
      test.setTimeout(120_000)
      prepare({ language, theme, dayFaces: 3 }, (store) =>
        writeSampleData(store, { today, days: 90, perDay: 6 }),
      )
      const page = await openSummary(await launch('--hidden'))
      await page.locator('.year').waitFor()
      await page.locator('.early-hint .link').click()
      for (const table of await page.locator('.chart summary').all()) await table.click()
      await check(page, 'my view')
      await page.locator('#tab-data').click()
      await page.locator('.record summary').first().click()
      await page.locator('.own-data-side .chart').nth(1).getByRole('button').click()
      await check(page, 'your data')
    })
  }
}

async function check(page: Page, what: string): Promise<void> {
  await expectNoViolations(page, what)
  await page.emulateMedia({ forcedColors: 'active' })
  await expectNoViolations(page, `${what}, forced colours`)
  await page.emulateMedia({ forcedColors: 'none' })
  const size = (percent: number) =>
    page.evaluate((wanted) => {
      document.documentElement.style.fontSize = `${wanted}%`
      return document.documentElement.scrollWidth - innerWidth
    }, percent)
  expect(await size(200), `${what}, 200 %`).toBeLessThanOrEqual(0)
  await size(100)
}
