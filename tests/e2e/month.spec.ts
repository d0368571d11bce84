/**
 * A month of a team, as a script: five people's widgets with their real stores and syncs, a real collector whose nights
 * close days, and in the end the windows of the lead and of one of the five.
 */
import type { Page } from '@playwright/test'
import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { dayOf, dayText, quarterOf } from '../../src/shared/calendar.ts'
import { closedDay } from '../../src/collector/publishing/spans.ts'
import { FakeClock } from '../support/fake-clock.ts'
import type { Running } from './fixture.ts'
import { Colleague } from './month-colleague.ts'
import { MonthCollector } from './month-collector.ts'
import { NEWCOMER, PEOPLE, recount, scriptMonth, type Week } from './month-script.ts'
import { expect, test } from './support.ts'
import { invitationLink, TeamPage } from './team-page.ts'

const MINUTE = 60_000

const SCORES = [10, 9, 8, 7, 3]

test('a month of five people: the lead sees what they did, added up, and nothing while they were four', async ({
  prepare,
  launch,
  userData,
}, info) => {
  test.setTimeout(300_000)
  const today = dayOf(Date.now())
  const script = scriptMonth(closedDay(Date.now()))
  const [firstDay = today, lastDay = today] = [script[0]?.day, script.at(-1)?.day]
  const quarterEnd = quarterOf(quarterOf(closedDay(Date.now()) + 1).first - 1).last
  const quarter = quarterName(quarterEnd)
  const clock = new FakeClock(`${dayText(Math.min(quarterEnd - 1, firstDay - 3))}T12:00`)
  const collector = await MonthCollector.start(info.outputPath('collector'))
  const folders = PEOPLE.map((name) => info.outputPath(name))
  const colleagues = folders.map((folder) => {
    mkdirSync(folder, { recursive: true })
    return new Colleague(folder, clock)
  })
  /** Time passes for all of them, and what is under way comes to its end. */
  const pass = async (ms: number, step = ms): Promise<void> => {
    for (let passed = 0; passed < ms; passed += step) {
      clock.pass(step)
      await collector.ask({ ask: 'clock', at: clock.now() })
      for (const { sync } of colleagues) await sync.idle()
    }
  }
  try {
    await pass(MINUTE)
    const teamId = await collector.team('Claims')
    const agentCode = await collector.code(teamId, 'agent', PEOPLE.length)
    for (const colleague of colleagues) await colleague.join(collector.url, agentCode)
    for (const [n, colleague] of colleagues.entries()) colleague.answerPulse(quarter, SCORES[n] ?? 5)
    await pass(10 * MINUTE, MINUTE)

    for (let day = firstDay; day <= lastDay; day += 1) {
      clock.jumpTo(`${dayText(day)}T17:00`)
      for (const done of script.filter((one) => one.day === day)) colleagues[done.person]?.work(done)
      await pass(10 * MINUTE, MINUTE)
      await collector.ask({ ask: 'publish' })
    }
    clock.jumpTo(`${dayText(today)}T00:30`)
    await pass(MINUTE)
    const newcomer = colleagues[NEWCOMER]
    newcomer?.share(1, { followUp: 'Was promised a call back.' })
    colleagues[0]?.share(5, { story: 'She laughed at the end.' })
    await pass(2 * MINUTE, MINUTE)
    await collector.ask({ ask: 'clock', at: Date.now() })
    await collector.ask({ ask: 'publish' })
    expect(colleagues.map(({ sync }) => [sync.view.pending, sync.view.refused, sync.view.problem])).toEqual(
      colleagues.map(() => [0, 0, null]),
    )
    expect(await collector.ask({ ask: 'verify' })).toEqual({ differences: [] })

    prepare()
    const lead = await launch('--hidden')
    await joinTeam(lead, collector.url, await collector.code(teamId, 'lead', 1))
    await test.step('the lead', () => lookAsLead(lead, recount(script), quarter))
    await lead.close()

    await test.step('one of the five', async () => {
      await Promise.all(colleagues.splice(0).map((colleague) => colleague.close()))
      // Her computer, with all that is on it but the key, which was in the memory of this test.
      rmSync(userData, { recursive: true })
      cpSync(folders[NEWCOMER] ?? '', userData, { recursive: true })
      prepare()
      const agent = await launch()
      await joinTeam(agent, collector.url, await collector.code(teamId, 'agent', 1))
      await lookAsAgent(agent)
    })
    // She is who she was: five people and the lead.
    expect(await collector.ask({ ask: 'statistics' })).toMatchObject({ agents: 6, devices: 6 })
    expect(await collector.ask({ ask: 'verify' })).toEqual({ differences: [] })
  } finally {
    await Promise.all(colleagues.map((colleague) => colleague.close()))
    await collector.stop()
  }
})

/** The team's window: figures week by week, eNPS, the follow-up that is taken up, the story that goes on every widget. */
async function lookAsLead(lead: Running, weeks: readonly Week[], quarter: string): Promise<void> {
  await lead.second('aftercall://open?window=team')
  const page = await lead.window('team')
  await page.getByRole('tab').first().waitFor()
  await expectWeeks(page, 'Solved', weeks, ({ solved }) => ({
    value: 100 * solved.share,
    n: solved.n,
    unit: 0.5,
  }))
  await expectWeeks(page, 'Rating', weeks, ({ rating }) => ({ value: rating.mean, n: rating.n, unit: 0.05 }))
  await expectWeeks(page, 'Happy days', weeks, ({ happy }) => ({
    value: 100 * happy.share,
    n: happy.n,
    unit: 0.5,
  }))

  // Day by day too there are the days of five people, and none of four.
  const five = weeks.filter(({ people }) => people === PEOPLE.length)
  await page.getByRole('radio', { name: 'Day' }).check()
  const byDay = await tableOf(page, 'Solved', 5 * five.length)
  expect(byDay.reduce((sum, [, , , n]) => sum + Number(n), 0)).toBe(
    five.reduce((sum, { solved }) => sum + solved.n, 0),
  )

  await page.getByRole('tab', { name: 'eNPS and NPS' }).click()
  const panel = page.getByRole('tabpanel')
  // Two of five promote, one detracts.
  await expect(panel).toContainText(quarterWords(quarter))
  await expect(panel).toContainText('+20')

  await page.getByRole('tab', { name: 'Follow-ups: 1 open' }).click()
  await page.getByLabel('Done by').fill('Robin')
  await page.getByRole('article').getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('tab', { name: 'Follow-ups', exact: true })).toBeVisible()
  await page.getByRole('tab', { name: 'Stories' }).click()
  await page.getByRole('button', { name: /^Put in the spotlight/ }).click()
  await expect(page.locator('.spotlight')).toContainText('She laughed at the end.')
}

/** The table of a chart says of each week of five people what the script comes to, and has no other weeks. */
async function expectWeeks(
  page: Page,
  title: string,
  all: readonly Week[],
  figureOf: (week: Week) => { readonly value: number; readonly n: number; readonly unit: number },
): Promise<void> {
  const weeks = all.filter(({ people }) => people === PEOPLE.length)
  expect(weeks.length).toBeLessThan(all.length)
  const rows = await tableOf(page, title, weeks.length)
  for (const [place, week] of weeks.entries()) {
    const [when = '', value = '', , n = ''] = rows[place] ?? []
    const { value: wanted, n: answers, unit } = figureOf(week)
    const about = `${title}, week of ${week.from}: ${when}`
    expect(Number(n), about).toBe(answers)
    expect(Math.abs(Number.parseFloat(value) - wanted), about).toBeLessThanOrEqual(unit + 1e-9)
  }
}

/** The cells of a chart's table, which has so many rows. */
async function tableOf(page: Page, title: string, count: number): Promise<readonly (readonly string[])[]> {
  const chart = page.getByRole('region', { name: title, exact: true })
  if (!(await chart.getByRole('table').isVisible())) await chart.locator('summary').click()
  const rows = chart.locator('tbody tr')
  await expect(rows).toHaveCount(count)
  return rows.evaluateAll((all) => all.map((row) => Array.from(row.children, (cell) => cell.textContent)))
}

/** The panel with the story, and My view with what became of the follow-up. */
async function lookAsAgent(agent: Running): Promise<void> {
  // Once a day every widget asks by itself; whoever opens the window has it at once.
  await agent.second('aftercall://open?window=team')
  const team = await agent.window('team')
  await team.getByRole('tab').first().waitFor()
  await expect(team.getByRole('tab')).toHaveText(['The week', 'Stories'])
  const panel = await agent.window('panel')
  await expect(panel.locator('.spotlight')).toContainText('She laughed at the end.')
  await agent.second('aftercall://open?window=summary')
  const view = await agent.window('summary')
  const followUps = view.getByRole('region', { name: 'Your follow-ups' })
  await expect(followUps).toContainText('Was promised a call back.')
  await expect(followUps).toContainText('Robin')
}

async function joinTeam(widget: Running, url: string, code: string): Promise<void> {
  await widget.second(invitationLink(url, code))
  const team = await TeamPage.shown(widget)
  await team.joinButton
    .or(team.page.getByRole('button', { name: 'Join again' }))
    .first()
    .click()
  await expect(team.connected).toBeVisible()
  await team.close()
}

function quarterName(day: number): string {
  const text = dayText(day)
  return `${text.slice(0, 4)}-Q${Math.ceil(Number(text.slice(5, 7)) / 3)}`
}

function quarterWords(quarter: string): string {
  const [year, number] = quarter.split('-')
  return `${number} ${year}`
}
