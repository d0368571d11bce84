/** What settings and panel say about the team, for those who see it in other ways. */
import type { Page } from '@playwright/test'
import { CATALOGUES } from '../../src/shared/messages/index.ts'
import { expectNoViolations } from './axe.ts'
import { rate, test } from './sync-fixture.ts'
import { expect } from './support.ts'
import { invitationLink, TeamPage } from './team-page.ts'

for (const language of ['en', 'nl'] as const) {
  test(`axe finds nothing in what settings and panel say about the team (${language})`, async ({
    start,
    collector,
  }) => {
    test.setTimeout(120_000)
    const words = CATALOGUES[language]
    const widget = await start({ language })
    await rate(widget, '2', language)
    const check = async (page: Page, what: string) => {
      await expectNoViolations(page, what)
      await page.emulateMedia({ forcedColors: 'active' })
      await expectNoViolations(page, `${what}, forced colours`)
      await page.emulateMedia({ forcedColors: 'none' })
    }
    await widget.second(invitationLink(collector.url))
    const team = await TeamPage.shown(widget)
    const question = team.page.locator('.invitation')
    await expect(question.locator('.primary')).toBeEnabled()
    await team.page.locator('.outgoing summary').click()
    await team.page.locator('.outgoing pre').first().waitFor()
    await check(team.page, 'invited, with what leaves')
    collector.refusal = 'invalid'
    collector.clockMs = 9 * 3_600_000
    await question.locator('.primary').click()
    await team.page.locator('.refused li').waitFor()
    await collector.stop()
    await rate(widget, '3', language)
    await expect(team.page.getByRole('button', { name: words['team.try-again'] })).toBeVisible()
    await team.page.getByRole('button', { name: words['team.leave'] }).click()
    await check(team.page, 'waiting, refused, a wrong clock, asked about leaving')
    await widget.host.trayChoose('open')
    const panel = await widget.window('panel')
    await panel.locator('.sync-line').waitFor()
    await check(panel, 'panel')
    await team.page.evaluate(() => {
      document.documentElement.style.fontSize = '200%'
    })
    const overflow = await team.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow).toBeLessThanOrEqual(0)
  })
}
