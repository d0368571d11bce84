/** What leaves and when; what waits; where it is said. */
import { ScriptedCollector } from './scripted-collector.ts'
import { rate, test, trayLabels } from './sync-fixture.ts'
import { appeared, clickLast, expect } from './support.ts'
import { TeamPage } from './team-page.ts'

test('without a team nothing leaves, which the settings say; the tray has no line about it', async ({
  start,
}) => {
  const widget = await start()
  await rate(widget, '4')
  const team = await TeamPage.open(widget)
  await expect(team.notConnected).toBeVisible()
  await expect(team.text('Nothing: this computer belongs to no team.')).toBeVisible()
  expect((await trayLabels(widget)).join()).not.toMatch(/sent|waiting/i)
})

test('requests say nothing about this computer but the widget’s version', async ({
  startJoined,
  collector,
}) => {
  await startJoined()
  await expect.poll(() => collector.requests.length).toBeGreaterThan(1)
  for (const { headers } of collector.requests) {
    expect(headers['user-agent']).toMatch(/^Aftercall\/[\d.]+$/)
    expect(headers.cookie).toBeUndefined()
    expect(headers['accept-language'] ?? 'en').toMatch(/^(en|\*)/)
  }
})

test('what waits while the collector is away is said in tray, panel and settings, and goes when it is back', async ({
  startJoined,
  collector,
}) => {
  const { widget, team } = await startJoined()
  await collector.stop()
  await rate(widget, '4')
  const line = /^1 waiting since \d\d?:\d\d.*, the collector doesn’t answer$/
  await expect.poll(async () => (await trayLabels(widget)).some((label) => line.test(label))).toBe(true)
  expect(await widget.host.trayTip()).toMatch(/^Aftercall\n1 waiting since /)
  await widget.host.trayChoose('open')
  const panel = await widget.window('panel')
  await expect(panel.getByText(/1 waiting since/)).toBeVisible()
  await expect(team.text('Everything is kept, and it is tried again by itself.')).toBeVisible()
  await collector.start()
  await team.tryAgain.click()
  await expect.poll(() => collector.ratings()).toEqual([4])
  await expect(panel.getByText('All sent')).toBeVisible()
  await expect.poll(() => trayLabels(widget)).toContain('All sent')
  expect(await widget.host.trayTip()).toBe('Aftercall')
})

test('waking up sends what waits', async ({ startJoined, collector }) => {
  const { widget } = await startJoined()
  await collector.stop()
  await rate(widget, '4')
  await expect.poll(() => widget.host.trayTip()).toMatch(/1 waiting/)
  await collector.start()
  await widget.host.power('resume')
  await expect.poll(() => collector.interactions().length).toBe(1)
})

test('a redirect is never followed: the token stays with the collector that gave it', async ({
  startJoined,
  collector,
}) => {
  const { widget, team } = await startJoined()
  const other = await new ScriptedCollector().start()
  collector.movedTo = other.url
  await rate(widget, '4')
  await expect(team.text('What answers at this address isn’t a collector.')).toBeVisible()
  expect(other.requests).toEqual([])
  await other.stop()
})

test('the tray is not drawn again only because what was on its way has arrived', async ({
  startJoined,
  collector,
}) => {
  const { widget, team } = await startJoined()
  await expect(team.allSent).toBeVisible()
  await rate(widget, '4')
  const drawn = await widget.host.trayImages()
  await expect.poll(() => collector.interactions().length).toBe(1)
  await expect(team.allSent).toBeVisible()
  expect(await widget.host.trayImages()).toBe(drawn)
})

test('quitting gives what was just rated a last attempt', async ({ startJoined, collector }) => {
  const { widget } = await startJoined()
  await rate(widget, '3')
  await widget.host.trayChoose('quit')
  const day = await widget.window('day')
  await clickLast(day.getByRole('button', { name: 'Not now, quit Aftercall' }))
  expect(await widget.exited).toBe(0)
  expect(collector.ratings()).toEqual([3])
})

test('what leaves is shown word for word as it is then sent', async ({ startJoined, collector }) => {
  const { widget, team } = await startJoined()
  await collector.stop()
  await rate(widget, '5')
  await team.text('What leaves, word for word').click()
  const shown = await team.page.locator('.outgoing pre').first().textContent()
  // The first try has failed: nothing has left yet.
  await team.tryAgain.waitFor()
  await collector.start()
  await team.tryAgain.click()
  await expect.poll(() => collector.batches.length).toBe(1)
  expect([JSON.parse(shown ?? '')]).toEqual(JSON.parse(collector.batches[0] ?? ''))
  await expect(team.text('Everything has been sent; nothing waits.')).toBeVisible()
})

test('sending never opens a window', async ({ startJoined, collector }) => {
  const { widget, team } = await startJoined()
  await team.close()
  await collector.stop()
  await rate(widget, '4')
  await expect.poll(() => widget.host.trayTip()).toMatch(/1 waiting/)
  expect(new Set(await appeared(widget))).toEqual(new Set(['settings', 'prompt']))
  expect(await widget.host.notifications()).toEqual([])
})
