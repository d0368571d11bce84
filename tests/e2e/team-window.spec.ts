/** The team window, as leads and members see and use it. */
import { CATALOGUES } from '../../src/shared/messages/index.ts'
import { expect, reopen, test } from './team-fixture.ts'
import { TeamPage } from './team-page.ts'

const { en } = CATALOGUES

test('a lead sees the share solved first, what stands behind it, and the same by month', async ({
  openBoard,
}) => {
  const { page, tab } = await openBoard('lead')
  const panel = await tab(en['board.tab-figures'])
  await expect(panel.getByRole('heading', { level: 2 })).toHaveText(['Solved', 'Rating', 'Happy days'])
  const solved = panel.getByRole('region', { name: 'Solved' })
  await expect(solved.locator('.chart-figure')).toContainText(/Week \d+/)
  await expect(solved.locator('.chart-figure')).toContainText(/Between \d+% and \d+% with 95% certainty/)
  await expect(solved.locator('.chart-figure')).toContainText(/\d+ answers/)
  await expect(solved.locator('.chart-figure')).toContainText(/of \d+ interactions rated/)
  await expect(solved.locator('.chart-figure')).toContainText(
    /Clearly (up|down) from week \d+|Not clearly different from week \d+/,
  )
  // There are more days than weeks; the newest is looked at first all the same.
  await panel.getByRole('radio', { name: 'Day' }).check()
  const newest = await solved.locator('.newest-when').innerText()
  expect(await solved.getByRole('slider').getAttribute('aria-valuetext')).toContain(newest)
  await panel.getByRole('radio', { name: 'Month' }).check()
  await expect(solved.locator('.newest-when')).toHaveText(/^[A-Z][a-z]+ 20\d\d$/)
  // The slider and the table say the same.
  const slider = solved.getByRole('slider')
  await slider.focus()
  await page.keyboard.press('Home')
  const first = (await slider.getAttribute('aria-valuetext')) ?? ''
  await solved.getByText('As a table').click()
  const row = solved.getByRole('row').last()
  expect(first.startsWith(await row.getByRole('rowheader').innerText())).toBe(true)
  expect(first).toContain(await row.getByRole('cell').first().innerText())
})

test('days that can’t be shown are said to be hidden, and why', async ({ openBoard }) => {
  const { tab } = await openBoard('lead', {}, { people: 6, presence: 0.9, days: 120 })
  const panel = await tab(en['board.tab-mood'])
  const hidden = panel.locator('.mood-month .mood-hidden')
  expect(await hidden.count()).toBeGreaterThan(0)
  await expect(hidden.first()).toContainText('not shown')
  await expect(
    panel.getByText(
      'Not shown: fewer than 5 people answered, or it could be worked out from other figures.',
      { exact: true },
    ),
  ).toBeVisible()
})

test('of a team that is too small there is nothing, and the rule is said', async ({ openBoard }) => {
  const { tab } = await openBoard('lead', {}, { people: 4, days: 120 })
  const panel = await tab(en['board.tab-figures'])
  await expect(panel.getByText('No work days with figures yet.').first()).toBeVisible()
  await expect(panel.getByText(/A figure is always of at least 5 people/)).toBeVisible()
})

test('it opens from what was fetched last, and says why there is nothing newer', async ({
  openBoard,
  collector,
}) => {
  const board = await openBoard('lead')
  await expect(board.page.getByText('As of just now')).toBeVisible()
  await collector.stop()
  await board.page.getByRole('button', { name: 'Refresh' }).click()
  await expect(board.page.getByText(/^Not refreshed: the collector doesn’t answer/)).toBeVisible()
  const page = await reopen(board)
  await expect(page.getByRole('region', { name: 'Solved' })).toBeVisible()
  await expect(page.getByText(/^As of (just now|\d+ minutes? ago)/)).toBeVisible()
  await collector.start()
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(page.getByText(/^Not refreshed/)).toBeHidden()
})

test('a member sees the week and the stories, and what the lead sees beyond', async ({ openBoard }) => {
  const { page, tab, routes } = await openBoard('agent')
  await expect(page.getByRole('tab')).toHaveText(['The week', 'Stories'])
  const panel = page.getByRole('tabpanel')
  await expect(panel.getByRole('heading', { name: 'The week of Claims' })).toBeVisible()
  await expect(panel.getByText('4 follow-ups were asked for; 3 are settled.')).toBeVisible()
  await expect(panel.getByText(/^What your lead sees beyond this/)).toBeVisible()
  const stories = await tab('Stories')
  await expect(stories.getByRole('button')).toHaveCount(0)
  expect(routes.changes).toEqual([])
})

test('follow-ups are worked through with the keyboard alone', async ({ openBoard }) => {
  const { page, tab, routes } = await openBoard('lead')
  const panel = await tab(/^Follow-ups/)
  await panel.getByLabel('Done by').fill('Robin')
  const items = panel.getByRole('article')
  await expect(items).toHaveCount(3)
  await items.first().focus()
  await page.keyboard.press('ArrowDown')
  await expect(items.nth(1)).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(items.nth(1).getByRole('button', { name: 'Done' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(items).toHaveCount(2)
  // The next one has taken its place, and the focus.
  await expect(items.nth(1)).toBeFocused()
  expect(routes.changes.map(({ body }) => body)).toEqual([{ state: 'done', doneBy: 'Robin' }])
  await panel.getByRole('radio', { name: 'Done (2)' }).check()
  await expect(panel.getByText(/Done on .* by Robin/)).toBeVisible()
  await expect(page.getByRole('tab', { name: 'Follow-ups: 2 open' })).toBeVisible()
})

test('who works through the list is remembered', async ({ openBoard }) => {
  const board = await openBoard('lead')
  const panel = await board.tab(/^Follow-ups/)
  await panel.getByLabel('Done by').fill('Robin')
  const page = await reopen(board)
  await page.getByRole('tab', { name: /^Follow-ups/ }).click()
  await expect(page.getByLabel('Done by')).toHaveValue('Robin')
})

test('a follow-up stays as it is when its agent has taken it back, or nobody can be asked', async ({
  openBoard,
  collector,
}) => {
  const { tab, routes } = await openBoard('lead')
  const panel = await tab(/^Follow-ups/)
  const [first, second] = [panel.getByRole('article').first(), panel.getByRole('article').nth(1)]
  routes.gone.add('00000000-0000-7000-8000-000000000001')
  await first.getByRole('button', { name: 'Done' }).click()
  await expect(first).toContainText('Nothing was changed: the agent has taken it back, or it is too old.')
  await collector.stop()
  await second.getByRole('button', { name: 'Not needed' }).click()
  await expect(second).toContainText('Nothing was changed: the collector doesn’t answer.')
  await expect(panel.getByRole('article')).toHaveCount(3)
})

test('the number of another system is copied', async ({ openBoard }) => {
  const { page, tab } = await openBoard('lead')
  const panel = await tab(/^Follow-ups/)
  await panel.getByRole('button', { name: 'Copy chat:77120' }).click()
  await expect(panel.getByRole('button', { name: 'Copy chat:77120' })).toHaveText('Copied')
  await panel.getByLabel('Done by').focus()
  await page.keyboard.press('Control+V')
  await expect(panel.getByLabel('Done by')).toHaveValue('chat:77120')
})

test('a story goes into the spotlight, and out of it again', async ({ openBoard }) => {
  const { tab, routes } = await openBoard('lead')
  const panel = await tab('Stories')
  const spotlight = panel.locator('.spotlight')
  await expect(spotlight).toContainText('Finally somebody who reads the whole mail')
  await panel.getByRole('button', { name: /^Put in the spotlight: Together with the workshop/ }).click()
  await expect(spotlight).toContainText('Together with the workshop')
  await spotlight.getByRole('button', { name: 'End the spotlight' }).click()
  await expect(spotlight).toBeHidden()
  expect(routes.changes).toHaveLength(2)
})

test('customers beside agents are shown only after the works council has agreed', async ({ openBoard }) => {
  const { tab } = await openBoard('lead', {}, { customerMonths: 0 })
  const panel = await tab('Customers beside agents')
  await expect(panel.getByText(/^Switched off. It takes an agreement with the works council/)).toBeVisible()
  await expect(panel.getByText('Blind spots', { exact: false })).toBeHidden()
})

test('a quarter that can’t be shown has a cross, and the cross is explained', async ({ openBoard }) => {
  const { tab } = await openBoard('lead')
  const panel = await tab('eNPS and NPS')
  await panel.getByText('As a table').click()
  await expect(panel.getByRole('cell', { name: 'not shown: too few people' })).toBeVisible()
  await expect(panel.getByText('Small cross: not shown, too few people')).toBeVisible()
})

test('a signal of the team says what to do, and how often it means nothing', async ({ openBoard }) => {
  const { page, tab } = await openBoard('lead', {}, { seed: 3, people: 12, happy: 0.85, slump: 20 })
  await expect(page.getByRole('tab', { name: 'Early signal: look' })).toBeVisible()
  const panel = await tab('Early signal: look')
  await expect(
    panel.getByText(/^The team’s share of happy days has been lower than usual since/),
  ).toBeVisible()
  await expect(panel.getByText(/^Talk with the team/)).toBeVisible()
  await expect(panel.getByText(/about once in 484 work days/)).toBeVisible()
})

test('tabs are gone through with arrow keys', async ({ openBoard }) => {
  const { page } = await openBoard('lead')
  await page.getByRole('tab').first().focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('tab', { name: 'Mood calendar' })).toBeFocused()
  await expect(page.getByRole('heading', { name: 'The team’s days' })).toBeVisible()
  await page.keyboard.press('End')
  await expect(page.getByRole('tab', { name: 'The week' })).toHaveAttribute('aria-selected', 'true')
})

test('without a team there is one sentence, and the way to the settings', async ({ start }) => {
  const widget = await start()
  await widget.second('aftercall://open?window=team')
  const page = await widget.window('team')
  await expect(page.getByText(/^This computer isn’t in a team/)).toBeVisible()
  await page.getByRole('button', { name: 'Join a team in the settings' }).click()
  const team = await TeamPage.shown(widget)
  await expect(team.page.getByRole('heading', { name: 'Team and sync' })).toBeVisible()
})
