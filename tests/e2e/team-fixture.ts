/** A widget in a team whose collector tells something of it, and the steps that all specs of the team window make. */
import type { Locator, Page } from '@playwright/test'
import { CATALOGUES } from '../../src/shared/messages/index.ts'
import type { Language } from '../../src/shared/settings.ts'
import type { Role } from '../../src/shared/wire/answers.ts'
import { CODE, type ScriptedCollector } from './scripted-collector.ts'
import { expect, type Running } from './fixture.ts'
import type { StartSettings } from './support.ts'
import { test as base, trayLabels } from './sync-fixture.ts'
import { teamAnswers, type Scene } from './team-answers.ts'
import { TeamRoutes } from './team-routes.ts'
import { invitationLink, TeamPage } from './team-page.ts'

export interface Board {
  readonly widget: Running
  readonly page: Page
  readonly routes: TeamRoutes
  /** Goes to a part of the window. */
  tab(name: string | RegExp): Promise<Locator>
}

interface Fixtures {
  /** Starts a widget that joins a team, and opens its team window from the tray. */
  openBoard(role: Role, settings?: StartSettings, scene?: Partial<Scene>): Promise<Board>
}

export const test = base.extend<Fixtures>({
  openBoard: async ({ start, collector }, use) => {
    await use(async (role, settings = {}, scene = {}) => {
      const routes = new TeamRoutes(teamAnswers({ now: Date.now(), ...scene }))
      collector.role = role
      collector.teamRoutes = routes
      const widget = await start(settings)
      await join(widget, collector, settings.language === 'nl' ? 'nl' : 'en')
      await expect
        .poll(() => trayLabels(widget))
        .toContain(CATALOGUES[settings.language === 'nl' ? 'nl' : 'en']['tray.team'])
      await widget.host.trayChoose('team')
      const page = await widget.window('team')
      await page.getByRole('tab').first().waitFor()
      return { widget, page, routes, tab: (name) => tab(page, name) }
    })
  },
})

async function join(widget: Running, collector: ScriptedCollector, language: Language): Promise<void> {
  const words = CATALOGUES[language]
  await widget.second(invitationLink(collector.url, CODE))
  const team = await TeamPage.shown(widget)
  const question = team.page.locator('.invitation')
  await question.locator('.primary:enabled').click()
  await team.page.getByText(words['sync-connection.enrolled'], { exact: true }).waitFor()
  await team.close()
}

async function tab(page: Page, name: string | RegExp): Promise<Locator> {
  await page.getByRole('tab', { name }).click()
  return page.getByRole('tabpanel')
}

/** Opens the team window again. */
export async function reopen({ widget, page }: Board): Promise<Page> {
  const closed = page.waitForEvent('close')
  await page.keyboard.press('Escape').catch(() => {})
  await closed
  await widget.host.trayChoose('team')
  const again = await widget.window('team')
  await again.getByRole('tab').first().waitFor()
  return again
}

export { expect } from './fixture.ts'
