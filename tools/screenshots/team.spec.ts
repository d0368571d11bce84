/** The team window as a lead sees it, the week as everybody in the team does, the question of the quarter, and the story in the spotlight. */
import { CATALOGUES, type MessageKey } from '../../src/shared/messages/index.ts'
import { goToEndOfQuarter } from '../../tests/e2e/quarter.ts'
import { expect } from '../../tests/e2e/support.ts'
import { test } from '../../tests/e2e/team-fixture.ts'
import { LOOKS, takePicture } from './picture.ts'

/** Parts of the window by the beginning of their tab's words, which may go on with what is new there. */
const PARTS = {
  figures: 'board.tab-figures',
  mood: 'board.tab-mood',
  parts: 'board.tab-parts',
  signal: 'board.tab-signal',
  'follow-ups': 'board.tab-follow-ups',
  stories: 'board.tab-stories',
  customers: 'board.tab-customers',
  promoters: 'board.tab-promoters',
} as const satisfies Record<string, MessageKey>

/** A team that is doing well, but not lately. */
const SCENE = { people: 12, happy: 0.85, slump: 20 }

for (const look of LOOKS) {
  const { language, theme } = look
  test(`the team, ${language}, ${theme}`, async ({ openBoard }) => {
    const words = CATALOGUES[language]
    const { widget, page, tab } = await openBoard('lead', { language, theme }, SCENE)
    for (const [name, key] of Object.entries(PARTS)) {
      await tab(new RegExp(`^${words[key]}`))
      await takePicture(page, `team-${name}`, look)
    }
    await widget.host.trayChoose('open')
    const panel = await widget.window('panel')
    await takePicture(panel.locator('.spotlight'), 'spotlight', look)
  })

  test(`the week of a member, ${language}, ${theme}`, async ({ openBoard }) => {
    const { widget, page } = await openBoard('agent', { language, theme }, SCENE)
    await takePicture(page, 'team-week', look)

    await goToEndOfQuarter(widget)
    await widget.host.trayChoose('day')
    const day = await widget.window('day')
    await day.getByRole('radiogroup').waitFor()
    await day.keyboard.press('1')
    // 0 to 10.
    await expect(day.getByRole('radio')).toHaveCount(11)
    await takePicture(day, 'quarterly-question', look)
  })
}
