/** A link or the command line invites; only the agent joins. */
import { CODE } from './scripted-collector.ts'
import { test } from './sync-fixture.ts'
import { expect } from './support.ts'
import { invitationLink, TeamPage } from './team-page.ts'

test('a link asks first, showing where answers would go; only the agent joins', async ({
  start,
  collector,
}) => {
  const widget = await start()
  expect(await widget.second(invitationLink(collector.url))).toBe(0)
  const team = await TeamPage.shown(widget)
  const question = team.invitation
  await expect(question.getByText(collector.host)).toBeVisible()
  const size = await question
    .getByText(collector.host)
    .evaluate((host) => Number.parseFloat(getComputedStyle(host).fontSize))
  expect(size).toBeGreaterThan(24)
  await expect(question.getByRole('heading', { name: /A link invites you to join a team/ })).toBeFocused()
  expect(collector.requests).toEqual([])

  await question.getByRole('button', { name: 'Not now' }).click()
  await expect(question).toBeHidden()
  expect(collector.requests).toEqual([])

  // A link comes at most five times in a second.
  await expect.poll(() => widget.second(invitationLink(collector.url))).toBe(0)
  await team.accept()
  await expect(team.connected).toBeVisible()
  await expect(question).toBeHidden()
})

test('the command line asks in the same way', async ({ start, collector }) => {
  const widget = await start()
  await widget.second('enroll', `--endpoint=${collector.url}`, `--code=${CODE}`)
  const team = await TeamPage.shown(widget)
  await expect(team.invitation).toBeVisible()
  expect(collector.requests).toEqual([])
})

test('an invitation that nobody answered is gone with its window', async ({ start, collector }) => {
  const widget = await start()
  await widget.second(invitationLink(collector.url))
  const team = await TeamPage.shown(widget)
  await team.invitation.waitFor()
  await team.close()
  await expect.poll(() => widget.app.windows().length).toBe(0)
  await expect((await TeamPage.open(widget)).invitation).toBeHidden()
})

test('a link to an address that isn’t safe can’t even be agreed to', async ({ start }) => {
  const widget = await start()
  await widget.second(invitationLink('http://collector.example.com'))
  const team = await TeamPage.shown(widget)
  await expect(team.text(/A link invited you to a team, but it can’t be used.*https/)).toBeVisible()
  await expect(team.invitation).toBeHidden()
})
