/** Joining a team by typing, being remembered, a second computer, leaving. */
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { CODE } from './scripted-collector.ts'
import { rate, test, trayLabels } from './sync-fixture.ts'
import { expect } from './support.ts'
import { TeamPage } from './team-page.ts'

test('joining by typing says first what will leave; then earlier and later ratings arrive', async ({
  start,
  collector,
}) => {
  const widget = await start()
  await rate(widget, '2')
  await rate(widget, '3')
  const team = await TeamPage.open(widget)
  await expect(team.text(/^What you answered before too: 2 entries, since /)).toBeVisible()
  await expect(team.text('Never: your name, your notes, the time of day')).toBeVisible()
  expect(collector.requests).toEqual([])
  await team.join(collector)
  await expect(team.connected).toBeVisible()
  await expect(team.page.getByText('Claims', { exact: true })).toBeVisible()
  await expect(team.text(`Your answers go to ${collector.host}.`)).toBeVisible()
  await expect
    .poll(() => collector.interactions())
    .toMatchObject([
      { rating: 2, queue: 'Claims' },
      { rating: 3, queue: 'Claims' },
    ])
  await rate(widget, '5')
  await expect.poll(() => collector.ratings()).toEqual([2, 3, 5])
  await expect(team.text(/^All sent, last sent /)).toBeVisible()
  // The tray follows at the latest at the next tick; whatever changes it takes it along.
  await widget.host.trayChoose('pause-30-minutes')
  await expect.poll(() => trayLabels(widget)).toContain('All sent')
})

test('a code or address that is wrong is said beside it, and nothing is sent', async ({
  start,
  collector,
}) => {
  const widget = await start()
  await rate(widget, '3')
  const team = await TeamPage.open(widget)
  const { address, code } = team
  await team.join(collector, '3-WRONG')
  await expect(code).toHaveAccessibleDescription(
    'The collector doesn’t know this code. Check what you typed.',
  )
  await team.join(collector, 'OLD')
  await expect(code).toHaveAccessibleDescription('This code is too old. Ask for a new one.')
  await address.fill('http://collector.example.com')
  await team.joinButton.click()
  await expect(address).toHaveAccessibleDescription(/has to begin with https/)
  await collector.stop()
  await team.join(collector)
  await expect(team.page.getByRole('region').getByText('Nobody answers at this address.')).toBeVisible()
  expect(collector.batches).toEqual([])
  await expect(team.notConnected).toBeVisible()
})

test.describe('with a key store', () => {
  test.use({ environment: { STANDIN_KEY_STORE: 'the agent’s key ring' } })

  test('the team is remembered over a restart, and the token can’t be read in the data folder', async ({
    startJoined,
    launch,
    collector,
  }) => {
    const { widget, team } = await startJoined()
    await expect(team.text('This system keeps no secrets')).toBeHidden()
    await widget.close()
    const token = collector.requests.at(-1)?.headers.authorization?.slice('Bearer '.length) ?? 'none'
    for (const name of readdirSync(widget.userData, { recursive: true, encoding: 'utf8' })) {
      const path = join(widget.userData, name)
      if (statSync(path).isFile()) expect(readFileSync(path, 'latin1'), name).not.toContain(token)
    }
    expect(statSync(join(widget.userData, 'sync-token.bin')).mode & 0o777).toBe(0o600)
    const next = await launch('--hidden')
    await expect((await TeamPage.open(next)).connected).toBeVisible()
  })
})

test('without a key store it is said that a code will be needed again; then it is, and it is the same device', async ({
  startJoined,
  launch,
  collector,
}) => {
  const { widget, team } = await startJoined()
  await expect(team.text('This system keeps no secrets for programs. When Aftercall ends')).toBeVisible()
  await widget.close()
  const next = await launch('--hidden')
  const again = await TeamPage.open(next)
  await expect(again.text('the connection was forgotten at the restart')).toBeVisible()
  await expect.poll(() => trayLabels(next)).toContain('A new code is needed')
  await again.join(collector)
  await expect(again.connected).toBeVisible()
  expect(collector.claims).toEqual([undefined, expect.stringMatching(/^claim-/)])
})

test('a code for another computer is shown with its end; disconnecting asks once and then nothing leaves', async ({
  startJoined,
  collector,
}) => {
  const { widget, team } = await startJoined()
  await team.page.getByRole('button', { name: 'Make a code' }).click()
  await expect(team.page.getByLabel('Code for your other computer')).toHaveValue(CODE)
  await team.page.getByRole('button', { name: 'Disconnect' }).click()
  await expect(team.page.getByRole('button', { name: 'Stay connected' })).toBeFocused()
  await team.page.getByRole('button', { name: 'Disconnect' }).click()
  await expect(team.notConnected).toBeFocused()
  const before = collector.requests.length
  await rate(widget, '4')
  await expect(team.text(/^Everything that you have answered so far|^What you answered before/)).toBeVisible()
  expect(collector.requests.slice(before).filter(({ path }) => path === '/v1/events')).toEqual([])
})

test('a team can be joined with the keyboard alone', async ({ start, collector }) => {
  const widget = await start()
  const team = await TeamPage.open(widget)
  await team.page.keyboard.press('Tab')
  await expect(team.address).toBeFocused()
  await team.page.keyboard.type(collector.url)
  await team.page.keyboard.press('Tab')
  await team.page.keyboard.type(CODE.toLowerCase())
  await team.page.keyboard.press('Enter')
  // Where the form was, the focus finds what has become of it.
  await expect(team.connected).toBeFocused()
})
