import { expectNoViolations } from './axe.ts'
import { writeSampleData } from '../support/sample-data.ts'
import { expect, post, test } from './support.ts'

const today = Temporal.Now.plainDateISO('Europe/Amsterdam').toString()

for (const language of ['en', 'nl'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`axe finds nothing in any window (${language}, ${theme})`, async ({ prepare, launch, userData }) => {
      test.setTimeout(120_000)
      prepare({ language, theme, dayFaces: 3, cardSeconds: 120 }, (store) =>
        writeSampleData(store, { today, days: 30, perDay: 6 }),
      )
      const widget = await launch('--hidden')
      await expect.poll(() => post(userData, { queue: 'Claims', ids: ['sip:1'] }).catch(() => 0)).toBe(202)
      const card = await widget.window('prompt')
      await card.getByRole('radiogroup').waitFor()
      await expectNoViolations(card, 'card, asking')
      await post(userData, { queue: 'Support', ids: ['sip:2'] })
      await expect(card.getByRole('radiogroup')).toHaveCount(2)
      await expectNoViolations(card, 'card, list')
      for (const [item, name] of [
        ['day', 'day'],
        ['open', 'panel'],
        ['summary', 'summary'],
        ['settings', 'settings'],
      ] as const) {
        await widget.host.trayChoose(item)
        const page = await widget.window(name)
        await page.getByRole('heading', { level: 1 }).waitFor()
        await expectNoViolations(page, name)
        await page.emulateMedia({ forcedColors: 'active' })
        await expectNoViolations(page, `${name}, forced colours`)
      }
    })
  }
}

test('the card can be answered with the keyboard alone', async ({ start, userData }) => {
  const widget = await start()
  await post(userData, { ids: ['sip:1'] })
  const card = await widget.window('prompt')
  const faces = card.getByRole('radio')
  await faces.first().focus()
  await card.keyboard.press('ArrowRight')
  await card.keyboard.press('ArrowRight')
  await expect(faces.nth(2)).toBeFocused()
  await card.keyboard.press('Enter')
  await expect(card.getByText('Saved', { exact: true })).toBeVisible()
  await card.keyboard.press('y')
  await expect(card.getByRole('button', { name: 'Yes' })).toHaveAttribute('aria-pressed', 'true')
  await card.keyboard.press('u')
  await expect(card.getByRole('heading', { name: 'How did it go?' })).toBeVisible()
})

test('nothing is cut off or needs sideways scrolling at 200 % text', async ({
  prepare,
  launch,
  userData,
}) => {
  prepare({ language: 'nl', dayFaces: 3, cardSeconds: 120 }, (store) =>
    writeSampleData(store, { today, days: 30, perDay: 6 }),
  )
  const widget = await launch('--hidden')
  await expect.poll(() => post(userData, { queue: 'Claims', ids: ['sip:1'] }).catch(() => 0)).toBe(202)
  await (await widget.window('prompt')).getByRole('radiogroup').waitFor()
  for (const item of ['day', 'open', 'summary', 'settings']) await widget.host.trayChoose(item)
  for (const name of ['prompt', 'day', 'panel', 'summary', 'settings']) {
    const page = await widget.window(name)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%'
    })
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow, name).toBeLessThanOrEqual(0)
  }
})
