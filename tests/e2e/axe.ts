import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './fixture.ts'

/** Legacy mode: the other one opens a page of its own to collect results in, which this app refuses. */
export async function expectNoViolations(page: Page, what: string): Promise<void> {
  // A colour that is on its way to another one is neither of them.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
  const axe = new AxeBuilder({ page }).setLegacyMode(true)
  // There the system chooses the colours, and axe reads `-webkit-text-fill-color`, which doesn't say which.
  if (await page.evaluate(() => matchMedia('(forced-colors: active)').matches))
    axe.disableRules(['color-contrast'])
  const { violations } = await axe.analyze()
  const found = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' ')}`,
  )
  expect(found, what).toEqual([])
}
