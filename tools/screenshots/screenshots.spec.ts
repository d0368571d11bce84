/** An agent's windows. */
import { dismiss, expect, post, test } from '../../tests/e2e/support.ts'
import { writeSampleData } from '../../tests/support/sample-data.ts'
import { LOOKS, takePicture } from './picture.ts'

for (const look of LOOKS) {
  const { language, theme } = look
  test(`every window of an agent, ${language}, ${theme}`, async ({ prepare, launch, userData }) => {
    prepare({ language, theme, workWeekdays: [1, 2, 3, 4, 5], cardSeconds: 120 }, (store) =>
      writeSampleData(store, { today: workDayNow(), days: 230, perDay: 9 }),
    )
    const widget = await launch('--hidden')
    await expect
      .poll(() => post(userData, { channel: 'voice', queue: 'Claims', ids: ['sip:one'] }).catch(() => 0))
      .toBe(202)
    const card = await widget.window('prompt')
    await card.getByRole('radiogroup').waitFor()
    await takePicture(card, 'card', look)
    await card.keyboard.press('4')
    await card.locator('[data-state=saved]').waitFor()
    await takePicture(card, 'card-saved', look)
    await dismiss(card)

    await post(userData, { ids: ['sip:live'], live: true }, 'live')
    await post(userData, { channel: 'chat', queue: 'Support', ids: ['ext:1'] })
    await post(userData, { channel: 'email', queue: 'Mortgages', ids: ['ext:2'] })
    await post(userData, { channel: 'chat', queue: 'Support', ids: ['ext:3'] })
    await post(userData, { ids: ['sip:live'], live: false }, 'live')
    const list = await widget.window('prompt')
    await expect(list.getByRole('radiogroup')).toHaveCount(3)
    await takePicture(list, 'card-list', look)
    await dismiss(list)

    await widget.host.trayChoose('day')
    const day = await widget.window('day')
    await day.getByRole('radiogroup').first().waitFor()
    await takePicture(day, 'day', look)
    for (const name of ['panel', 'summary', 'settings'] as const) {
      await widget.host.trayChoose(name === 'panel' ? 'open' : name)
      const page = await widget.window(name)
      await page.getByRole('heading', { level: 1 }).waitFor()
      // The folder of this run tells a reader nothing.
      const folder = page.getByText(userData, { exact: true })
      if ((await folder.count()) > 0) {
        await folder.evaluate((element) => element.replaceChildren('~/.config/Aftercall'))
      }
      await takePicture(page, name, look)
    }

    const summary = await widget.window('summary')
    await summary.getByRole('tab').nth(1).click()
    await summary.getByRole('listitem').first().waitFor()
    await takePicture(summary, 'your-data', look)

    // The question of a link, which nobody answers here.
    await widget.second(
      'aftercall://enroll?endpoint=https%3A%2F%2Fcollector.example.com&code=3-7QK2M-4XR9T-HJ0WD',
    )
    const settings = await widget.window('settings')
    const team = settings.locator('.settings-group').first()
    await expect(team.locator('.invitation .primary')).toBeEnabled()
    await takePicture(team, 'invitation', look)
  })
}

function workDayNow(): string {
  return Temporal.Now.plainDateISO('Europe/Amsterdam').toString()
}
