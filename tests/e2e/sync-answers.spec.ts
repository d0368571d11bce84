/** What a collector can answer beside yes: each is said, and nothing gets lost. */
import { rate, test, trayLabels } from './sync-fixture.ts'
import { expect, rows } from './support.ts'

test('what the collector refuses is kept and listed, and holds up nothing', async ({
  startJoined,
  collector,
}) => {
  const { widget, team } = await startJoined()
  collector.refusal = 'invalid'
  await rate(widget, '1')
  await expect(team.page.getByRole('heading', { name: '1 entry was refused' })).toBeVisible()
  await expect(team.text(/^Interaction, .*: not as the collector expects it$/)).toBeVisible()
  await expect.poll(() => trayLabels(widget)).toContain('1 refused')
  collector.refusal = undefined
  await rate(widget, '5')
  await expect.poll(() => collector.ratings()).toEqual([5])
  expect(rows(widget.userData).map(({ rating }) => rating)).toEqual([1, 5])
})

test('an access that was taken back is said, everything is kept and goes after the new code', async ({
  startJoined,
  collector,
}) => {
  const { widget, team } = await startJoined()
  collector.lost = 'revoked'
  await rate(widget, '2')
  await expect(team.text('The access of this computer was taken back.')).toBeVisible()
  await expect.poll(() => trayLabels(widget)).toContain('1 waiting, a new code is needed')
  await team.join(collector)
  await expect.poll(() => collector.ratings()).toEqual([2])
})

test('a clock that is wrong and a customer comparison are said', async ({ startJoined, collector }) => {
  collector.clockMs = -9 * 3_600_000
  collector.policy = { ...collector.policy, customerComparison: { worksCouncilAgreedOn: '2026-05-01' } }
  const { widget, team } = await startJoined()
  await expect(team.text('This computer’s clock is 9 hours ahead.')).toBeVisible()
  await expect(team.text('the number of each conversation that you rate leaves this computer')).toBeVisible()
  const id = await rate(widget, '4')
  await expect.poll(() => collector.interactions()).toMatchObject([{ rating: 4, externalIds: [id] }])
})
