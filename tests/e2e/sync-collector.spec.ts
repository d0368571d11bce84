/** The widget with the real collector, as an administrator runs it. */
import { rate, test } from './sync-fixture.ts'
import { expect } from './support.ts'
import { TeamPage } from './team-page.ts'

test('the real collector: an administrator’s link joins, ratings arrive, a revoked device comes back as the same', async ({
  start,
  real,
}) => {
  test.setTimeout(120_000)
  const invitation = await real.command<{ link: string; code: string }>(
    'code',
    'create',
    'Claims',
    '--seats',
    '2',
    '--endpoint',
    real.url,
  )
  const widget = await start()
  await rate(widget, '2')
  await widget.second(invitation.link)
  const team = await TeamPage.shown(widget)
  await team.joinButton.click()
  await expect(team.connected).toBeVisible()
  const interactions = async () => (await real.command<{ interactions: number }>('stats')).interactions
  await expect.poll(interactions).toBe(1)
  await rate(widget, '5')
  await expect.poll(interactions).toBe(2)
  await expect(team.allSent).toBeVisible()

  // Away for a while.
  await real.stop()
  await rate(widget, '4')
  await expect.poll(() => widget.host.trayTip()).toMatch(/1 waiting/)
  await real.start()
  // It comes back by itself, or at once for who is impatient: the button goes when there is nothing more to try.
  await team.tryAgain.click({ timeout: 2_000 }).catch(() => {})
  await expect.poll(interactions, { timeout: 45_000 }).toBe(3)

  const { devices } = await real.command<{ devices: { deviceId: string }[] }>('device', 'list')
  await real.command('device', 'revoke', devices[0]?.deviceId ?? '')
  await rate(widget, '3')
  await expect(team.text('The access of this computer was taken back.')).toBeVisible()
  await team.code.fill(invitation.code)
  await team.page.getByRole('button', { name: 'Join again' }).click()
  await expect.poll(interactions).toBe(4)
  expect(await real.command('stats')).toMatchObject({ devices: 1, agents: 1, interactions: 4 })
  expect(await real.command('verify')).toEqual({ ok: true, differences: [] })
})
