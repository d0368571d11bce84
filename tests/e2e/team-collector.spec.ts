/** The team window with the real collector: what six people left in six weeks, as a lead and a member see it. */
import { dayText, weekdayOf } from '../../src/shared/calendar.ts'
import type { EnrolmentAnswer } from '../../src/shared/wire/answers.ts'
import type { WireEvent } from '../../src/shared/wire/events.ts'
import { BATCH_MEDIA_TYPE, ROUTES } from '../../src/shared/wire/limits.ts'
import { interactionEvent, ratedData, recordId, smileyEvent } from '../support/wire-samples.ts'
import type { Running } from './fixture.ts'
import type { RealCollector } from './real-collector.ts'
import { expect, test } from './support.ts'
import { TeamPage } from './team-page.ts'

const PEOPLE = 6
const WEEKS = 6
const DAY_MS = 86_400_000

test('six people’s weeks arrive as figures of all of them; a follow-up is taken up, a story goes on every widget', async ({
  start,
  real,
}) => {
  test.setTimeout(180_000)
  const members = await codeFor(real, String(PEOPLE))
  const devices: EnrolmentAnswer[] = []
  for (let n = 0; n < PEOPLE; n += 1) devices.push(await enrol(real, members.code))
  for (const [n, device] of devices.entries()) await send(real, device, workOf(n, device.deviceId))
  const [asking] = devices
  if (asking === undefined) throw new Error('nobody has joined')
  await send(real, asking, [sharing(asking.deviceId)])
  await real.command('publish')

  const lead = await start()
  const page = await openTeam(lead, await codeFor(real, '1', '--role', 'lead'))
  const solved = page.getByRole('region', { name: 'Solved' })
  // Of three interactions of everybody's day two are solved; all are rated.
  await expect(solved.locator('strong')).toHaveText('67%')
  await expect(solved.locator('.chart-figure')).toContainText('90 answers')
  await expect(solved.locator('.chart-figure')).toContainText('of 90 interactions rated')
  await expect(solved.locator('.chart-figure')).toContainText(
    /Not clearly different from week \d+: 0 percentage/,
  )
  await expect(page.getByRole('region', { name: 'Rating' }).locator('strong')).toHaveText('4.0 of 5')
  await expect(page.getByRole('region', { name: 'Happy days' }).locator('strong')).toHaveText('67%')

  await page.getByRole('tab', { name: 'Follow-ups: 1 open' }).click()
  await page.getByLabel('Done by').fill('Robin')
  await page.getByRole('article').getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('tab', { name: 'Follow-ups', exact: true })).toBeVisible()
  const own = await get<{ followUps: { state: string; doneBy: string }[] }>(real, asking, ROUTES.ownFollowUps)
  expect(own.followUps).toMatchObject([{ state: 'done', doneBy: 'Robin' }])

  await page.getByRole('tab', { name: 'Stories' }).click()
  await page.getByRole('button', { name: /^Put in the spotlight/ }).click()
  await expect(page.locator('.spotlight')).toContainText('She laughed at the end.')
  const stories = await get<{ spotlight: object | null }>(real, asking, storiesPath(asking))
  expect(stories.spotlight).toMatchObject({ story: { story: 'She laughed at the end.' } })
})

test('a member who opens the window sees the week, and nothing of what leads see', async ({
  start,
  real,
}) => {
  test.setTimeout(120_000)
  const { code, link } = await codeFor(real, String(PEOPLE + 1))
  for (let n = 0; n < PEOPLE; n += 1) {
    const device = await enrol(real, code)
    await send(real, device, workOf(n, device.deviceId))
  }
  await real.command('publish')
  const member = await start()
  const page = await openTeam(member, { link })
  await expect(page.getByRole('tab')).toHaveText(['The week', 'Stories'])
  await expect(page.locator('.week-figures strong')).toHaveText(['67%', '4.0 of 5', '67%'])
  await expect(page.getByText('Nobody asked for a follow-up.')).toBeVisible()
})

/** Three interactions on every weekday, rated 3, 4 and 5, two of them solved; four of six people are happy. */
function workOf(person: number, deviceId: string): WireEvent[] {
  const last = Math.floor(Date.now() / DAY_MS) - 5
  const days = Array.from({ length: WEEKS * 7 }, (_, n) => last - n).filter((day) => weekdayOf(day) <= 5)
  return days.flatMap((day) => {
    const workDay = dayText(day)
    const interactions = ([3, 4, 5] as const).map((rating) =>
      interactionEvent(deviceId, ratedData(workDay, { rating, solved: rating !== 3 })),
    )
    return [...interactions, smileyEvent(deviceId, workDay, person < 4 ? 'happy' : 'sad')]
  })
}

function sharing(deviceId: string): WireEvent {
  const workDay = dayText(Math.floor(Date.now() / DAY_MS))
  const words = {
    followUp: 'Was promised a call back.',
    story: 'She laughed at the end.',
    rating: 5 as const,
  }
  const externalIds = ['sip:4711@pbx']
  return interactionEvent(deviceId, { ...ratedData(workDay, words), externalIds }, recordId())
}

function codeFor(real: RealCollector, seats: string, ...more: string[]) {
  const words = ['code', 'create', 'Claims', '--seats', seats, '--endpoint', real.url, ...more]
  return real.command<{ link: string; code: string }>(...words)
}

async function enrol(real: RealCollector, code: string): Promise<EnrolmentAnswer> {
  const response = await fetch(real.url + ROUTES.enrolments, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  })
  expect(response.status).toBe(200)
  return response.json()
}

/** Sends, and sees to it that all of it is stored. */
async function send(
  real: RealCollector,
  device: EnrolmentAnswer,
  events: readonly WireEvent[],
): Promise<void> {
  const response = await fetch(real.url + ROUTES.events, {
    method: 'POST',
    headers: { 'content-type': BATCH_MEDIA_TYPE, authorization: `Bearer ${device.token}` },
    body: JSON.stringify(events),
  })
  expect(await response.json()).toMatchObject({ stored: events.length, refused: [] })
}

async function get<T>(real: RealCollector, { token }: EnrolmentAnswer, path: string): Promise<T> {
  const response = await fetch(real.url + path, { headers: { authorization: `Bearer ${token}` } })
  expect(response.status).toBe(200)
  return response.json()
}

const storiesPath = ({ team }: EnrolmentAnswer) => ROUTES.stories.replace(':teamId', team.id)

/** Joins with a link, then opens the team window. */
async function openTeam(widget: Running, { link }: { readonly link: string }) {
  await widget.second(link)
  const team = await TeamPage.shown(widget)
  await team.joinButton.click()
  await expect(team.connected).toBeVisible()
  await widget.second('aftercall://open?window=team')
  const page = await widget.window('team')
  await page.getByRole('tab').first().waitFor()
  return page
}
