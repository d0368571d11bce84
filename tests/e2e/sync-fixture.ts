/** The widget with a collector beside it that does as it is told, and the steps that all specs of the sync make. */
import { CATALOGUES } from '../../src/shared/messages/index.ts'
import type { Running } from './fixture.ts'
import { ScriptedCollector } from './scripted-collector.ts'
import { dismiss, expect, post, test as base } from './support.ts'
import { TeamPage } from './team-page.ts'

interface Fixtures {
  collector: ScriptedCollector
  /** Starts a widget, which joins the collector's team by typing. */
  startJoined(): Promise<{ widget: Running; team: TeamPage }>
}

export const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from this pattern.
  collector: async ({}, use) => {
    const collector = await new ScriptedCollector().start()
    await use(collector)
    await collector.stop()
  },
  startJoined: async ({ start, collector }, use) => {
    await use(async () => {
      const widget = await start()
      const team = await TeamPage.open(widget)
      await team.join(collector)
      await expect(team.connected).toBeVisible()
      return { widget, team }
    })
  },
})

let calls = 0
/** One interaction ends and is rated on its card; returns the interaction's external id. */
export async function rate(
  widget: Running,
  key: '1' | '2' | '3' | '4' | '5',
  language: 'en' | 'nl' = 'en',
): Promise<string> {
  calls += 1
  const id = `sip:call-${calls}`
  await post(widget.userData, { ids: [id], channel: 'voice', queue: 'Claims' })
  const card = await widget.window('prompt')
  await card.getByRole('radiogroup').waitFor()
  await card.keyboard.press(key)
  await expect(card.getByText(CATALOGUES[language]['state.saved'], { exact: true })).toBeVisible()
  await dismiss(card)
  return id
}

export async function trayLabels(widget: Running): Promise<string[]> {
  return (await widget.host.trayMenu()).map(({ label }) => label)
}
