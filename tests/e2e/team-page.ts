/** "Team and sync" in the settings, as an agent sees and uses it. */
import type { Locator, Page } from '@playwright/test'
import type { Running } from './fixture.ts'
import { CODE, type ScriptedCollector } from './scripted-collector.ts'

export class TeamPage {
  readonly page: Page
  readonly address: Locator
  readonly code: Locator
  readonly joinButton: Locator
  /** The question that a link or the command line brings. */
  readonly invitation: Locator
  readonly connected: Locator
  readonly notConnected: Locator
  readonly allSent: Locator
  readonly tryAgain: Locator

  constructor(page: Page) {
    this.page = page
    this.address = page.getByLabel('Address of the collector')
    this.code = page.getByRole('textbox', { name: 'Code', exact: true })
    this.joinButton = page.getByRole('button', { name: 'Join the team' })
    this.invitation = page.getByRole('region', { name: /A link invites you/ })
    this.connected = page.getByText('Connected', { exact: true })
    this.notConnected = page.getByText('Not connected: nothing leaves this computer.')
    this.allSent = page.getByText(/^All sent/)
    this.tryAgain = page.getByRole('button', { name: 'Try again now' })
  }

  /** Opened from the tray. */
  static async open(widget: Running): Promise<TeamPage> {
    await widget.host.trayChoose('settings')
    const team = await TeamPage.shown(widget)
    await team.page.getByRole('heading', { name: 'Team and sync' }).waitFor()
    return team
  }

  /** Opened by something else, e.g. a link. */
  static async shown(widget: Running): Promise<TeamPage> {
    return new TeamPage(await widget.window('settings'))
  }

  /** What the section says in these words. */
  text(words: string | RegExp): Locator {
    return this.page.getByText(words)
  }

  /** Types what is asked for, the address too where it isn't known yet, and joins. */
  async join(collector: ScriptedCollector, code = CODE): Promise<void> {
    if (await this.address.isVisible()) await this.address.fill(collector.url)
    await this.code.fill(code)
    await this.page.getByRole('button', { name: /^Join/ }).click()
  }

  async accept(): Promise<void> {
    await this.invitation.getByRole('button', { name: 'Join the team' }).click()
  }

  /** Ends the window as a person does. */
  async close(): Promise<void> {
    await this.page.close({ runBeforeUnload: true })
  }
}

/** The link of an invitation. */
export function invitationLink(endpoint: string, code = CODE): string {
  return `aftercall://enroll?endpoint=${encodeURIComponent(endpoint)}&code=${encodeURIComponent(code)}`
}
