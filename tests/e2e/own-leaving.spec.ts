/** "Your data": what leaves this computer, taking it along, erasing it, leaving the team. */
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { wireEventSchema } from '../../src/shared/wire/events.ts'
import type { Running } from './fixture.ts'
import { daysAgo, writeDay } from './own-data.ts'
import { rate, test } from './sync-fixture.ts'
import { dayRows, expect, rows } from './support.ts'
import { TeamPage } from './team-page.ts'

/** As somebody finds it who begins in the settings. */
async function openOwnData(widget: Running): Promise<Page> {
  await widget.host.trayChoose('settings')
  const settings = await widget.window('settings')
  await settings.getByRole('button', { name: 'Look at it' }).click()
  const page = await widget.window('summary')
  await expect(page.getByRole('tab', { name: 'Your data' })).toHaveAttribute('aria-selected', 'true')
  return page
}

test('each record is shown exactly as it was sent, with its state in words', async ({
  startJoined,
  collector,
}) => {
  const { widget } = await startJoined()
  await rate(widget, '4')
  await expect.poll(() => collector.ratings()).toEqual([4])
  const page = await openOwnData(widget)
  const record = page.getByRole('list', { name: 'Records, newest first' }).getByRole('listitem').first()
  await expect(record.getByText('Sent')).toBeVisible()
  await expect(record.getByText('Call, Claims, rated 4 of 5')).toBeVisible()
  await record.getByText('Word for word').click()
  const shown = wireEventSchema.parse(JSON.parse((await record.locator('pre').textContent()) ?? ''))
  expect([...collector.held.values()]).toContainEqual(shown)
  await expect(page.getByText('Never sent: your name, your private notes')).toBeVisible()

  // It stays true while one looks: away, then back.
  await collector.stop()
  await rate(widget, '2')
  await expect(record.getByText('Waiting to be sent')).toBeVisible()
  await collector.start()
  const team = await TeamPage.shown(widget)
  await team.tryAgain.click({ timeout: 2_000 }).catch(() => {})
  await expect(record.getByText('Sent')).toBeVisible({ timeout: 45_000 })
})

test('a record that is refused says why', async ({ startJoined, collector }) => {
  collector.refusal = 'invalid'
  const { widget } = await startJoined()
  await rate(widget, '4')
  const page = await openOwnData(widget)
  await expect(page.getByText('Refused: not as the collector expects it')).toBeVisible()
  await expect(page.getByText('1 refused', { exact: true })).toBeVisible()
})

test('without a team nothing leaves, and it shows what would', async ({ prepare, launch }) => {
  prepare({}, (store) => {
    for (let ago = 6; ago > 0; ago -= 1) writeDay(store, daysAgo(ago), [4, 4, 4, 4], 'happy')
  })
  const page = await openOwnData(await launch('--hidden'))
  await expect(page.getByText('Nothing leaves this computer: it belongs to no team.')).toBeVisible()
  const records = page.getByRole('list', { name: 'Records, newest first' }).getByRole('listitem')
  await expect(records).toHaveCount(20)
  await expect(records.getByText('Stays here')).toHaveCount(20)
  await page.getByRole('button', { name: 'Show older ones' }).click()
  await expect(records).toHaveCount(30)
  await expect(page.getByRole('button', { name: 'Show older ones' })).toHaveCount(0)
  // There is nobody to ask.
  await expect(page.getByRole('button', { name: 'What the collector holds of you' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Disconnect' })).toHaveCount(0)
})

test('everything can be taken along as a file', async ({ prepare, launch }, info) => {
  prepare({}, (store) => writeDay(store, daysAgo(1), [4, 2], 'happy'))
  const widget = await launch('--hidden')
  const page = await openOwnData(widget)
  const saving = page.getByRole('region', { name: 'Take your data along' })
  await page.getByRole('button', { name: 'Complete (JSON)' }).click()
  await expect(saving.getByText('Nothing was saved.')).toBeVisible()

  const file = info.outputPath('own.json')
  await widget.host.dialogAnswer({ canceled: false, filePath: file })
  await page.getByRole('button', { name: 'Complete (JSON)' }).click()
  await expect(saving.getByText(file)).toBeVisible()
  expect(readFileSync(file, 'utf8')).toContain('Claims')

  await widget.host.dialogAnswer({ canceled: false, filePath: info.outputPath('missing/own.csv') })
  await page.getByRole('button', { name: 'As a table (CSV)' }).click()
  await expect(saving.getByText(/^Not saved: .*own\.csv can’t be written/)).toBeVisible()
})

test('erasing everything asks twice with the safe button in focus; then nothing is left here nor at the collector', async ({
  start,
  real,
}) => {
  test.setTimeout(120_000)
  const { link } = await real.command<{ link: string }>('code', 'create', 'Claims', '--endpoint', real.url)
  const widget = await start()
  await rate(widget, '2')
  await widget.second(link)
  await (await TeamPage.shown(widget)).joinButton.click()
  const interactions = async () => (await real.command<{ interactions: number }>('stats')).interactions
  await expect.poll(interactions).toBe(1)

  const page = await openOwnData(widget)
  const erase = page.getByRole('region', { name: 'Erase everything', exact: true })
  await erase.getByRole('button', { name: 'Erase everything…' }).click()
  await expect(erase.getByText(/On the collector: everything that your computers have sent/)).toBeVisible()
  await expect(erase.getByText(/Figures of your team that are published already/)).toBeVisible()
  await expect(erase.getByRole('button', { name: 'Keep everything' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(erase.getByRole('button', { name: 'Erase everything…' })).toBeFocused()
  expect(rows(widget.userData)).toHaveLength(1)

  await page.keyboard.press('Enter')
  await erase.getByRole('button', { name: 'Go on' }).click()
  await expect(erase.getByRole('button', { name: 'Keep everything' })).toBeFocused()
  expect(await interactions()).toBe(1)
  await erase.getByRole('button', { name: 'Erase everything now' }).click()
  await expect(erase.getByText('Everything was erased.')).toBeVisible()
  expect(rows(widget.userData)).toEqual([])
  expect(dayRows(widget.userData)).toEqual([])
  expect(await interactions()).toBe(0)
  await expect(page.getByText('Nothing yet. Your first answer appears here.')).toBeVisible()
  await page.getByRole('tab', { name: 'How it is going' }).click()
  await expect(page.getByText('Your trend starts with your first rating.')).toBeVisible()

  // Still in the team: what comes from now on counts.
  await rate(widget, '5')
  await expect.poll(interactions).toBe(1)
})

test('when the collector can’t be asked nothing is erased, and what is here can be erased all the same', async ({
  startJoined,
  collector,
}) => {
  const { widget } = await startJoined()
  await rate(widget, '2')
  await expect.poll(() => collector.ratings()).toEqual([2])
  await collector.stop()
  const page = await openOwnData(widget)
  const erase = page.getByRole('region', { name: 'Erase everything', exact: true })
  await erase.getByRole('button', { name: 'Erase everything…' }).click()
  await erase.getByRole('button', { name: 'Go on' }).click()
  await erase.getByRole('button', { name: 'Erase everything now' }).click()
  await expect(erase.getByText(/^Nothing was erased, neither here nor there/)).toBeVisible()
  expect(rows(widget.userData)).toHaveLength(1)

  await erase.getByRole('button', { name: 'Erase only what is here' }).click()
  await expect(erase.getByText(/On the collector: everything/)).toHaveCount(0)
  await expect(erase.getByText(/^What was sent/)).toBeVisible()
  await erase.getByRole('button', { name: 'Go on' }).click()
  await erase.getByRole('button', { name: 'Erase everything now' }).click()
  await expect(erase.getByText('Everything was erased.')).toBeVisible()
  expect(rows(widget.userData)).toEqual([])
})

test('leaving the team is asked in place, and from then on nothing leaves', async ({ startJoined }) => {
  const { widget } = await startJoined()
  const page = await openOwnData(widget)
  const leave = page.getByRole('region', { name: 'Leave the team' })
  await leave.getByRole('button', { name: 'Disconnect' }).click()
  await expect(leave.getByRole('button', { name: 'Stay connected' })).toBeFocused()
  await leave.getByRole('button', { name: 'Disconnect' }).click()
  await expect(page.getByText('Nothing leaves this computer: it belongs to no team.')).toBeVisible()
  await expect(leave).toHaveCount(0)
})
