/** The question of the quarter, and what the team tells an agent: a colleague's story, a follow-up that was taken up. */
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import Database from 'better-sqlite3'
import { expectNoViolations } from './axe.ts'
import type { Running } from './fixture.ts'
import { goToEndOfQuarter } from './quarter.ts'
import type { RealCollector } from './real-collector.ts'
import { rate, test } from './sync-fixture.ts'
import { expect } from './support.ts'
import { TeamPage } from './team-page.ts'

/** The answers as they are on disk. They leave within five minutes of the day's smiley, so not while a spec waits. */
function pulses(userData: string): { quarter: string; score: number | null }[] {
  const db = new Database(join(userData, 'aftercall.db'), { readonly: true })
  try {
    return db
      .prepare<[], { quarter: string; score: number | null }>('SELECT quarter, score FROM pulses')
      .all()
  } finally {
    db.close()
  }
}

async function openDay(widget: Running): Promise<Page> {
  await widget.host.trayChoose('day')
  const page = await widget.window('day')
  await page.getByRole('heading', { name: 'How was your day?' }).waitFor()
  return page
}

test('at the end of a quarter it is asked after the smiley, answered by keys alone, changed and taken back', async ({
  startJoined,
}) => {
  const { widget } = await startJoined()
  const quarter = await goToEndOfQuarter(widget)
  const day = await openDay(widget)
  await expect(day.getByRole('heading', { name: 'Question of the quarter' })).toHaveCount(0)
  await day.keyboard.press('1')
  const group = day.getByRole('radiogroup', {
    name: 'How likely are you to recommend working here to friends?',
  })
  await expect(group.getByRole('radio')).toHaveCount(11)
  await expect(day.getByText(/together with the answers of at least 5 people/)).toBeVisible()
  await expectNoViolations(day, 'the question in the day window')

  await group.getByRole('radio').first().focus()
  await day.keyboard.press('7')
  await expect(group.getByRole('radio', { name: '7 of 10' })).toBeFocused()
  // A digit only leads there; nothing is saved, and the day keeps its smiley.
  await expect(group.getByRole('radio', { checked: true })).toHaveCount(0)
  await day.keyboard.press('1')
  await day.keyboard.press('0')
  await expect(group.getByRole('radio', { name: '10 of 10, very likely' })).toBeFocused()
  await day.keyboard.press('ArrowLeft')
  await day.keyboard.press('Enter')
  await expect(day.getByText('Your answer: 9 of 10')).toBeVisible()
  await expect(day.getByText('Happy', { exact: true })).toBeVisible()
  expect(pulses(widget.userData)).toEqual([{ quarter, score: 9 }])

  await widget.host.trayChoose('open')
  const panel = await widget.window('panel')
  await panel.getByRole('button', { name: 'Change', exact: true }).click()
  const again = panel.getByRole('radiogroup', { name: /How likely are you/ })
  await expect(again.getByRole('radio', { name: '9 of 10' })).toBeFocused()
  await expectNoViolations(panel, 'the question in the panel')
  await again.getByRole('radio', { name: '3 of 10' }).click()
  await expect(panel.getByText('Your answer: 3 of 10')).toBeVisible()
  await expect(day.getByText('Your answer: 3 of 10')).toBeVisible()
  expect(pulses(widget.userData)).toEqual([{ quarter, score: 3 }])
  await panel.getByRole('button', { name: 'Take back' }).click()
  await expect(panel.getByRole('button', { name: 'Answer it' })).toBeFocused()
  expect(pulses(widget.userData)).toEqual([{ quarter, score: null }])
})

test('put off, it isn’t asked again that day, but can be answered in the panel', async ({ startJoined }) => {
  const { widget } = await startJoined()
  await goToEndOfQuarter(widget)
  const day = await openDay(widget)
  await day.keyboard.press('2')
  const question = day.getByRole('region', { name: 'Question of the quarter' })
  await question.getByRole('button', { name: 'Not now' }).click()
  await expect(question).toHaveCount(0)
  await widget.host.trayChoose('open')
  const panel = await widget.window('panel')
  await panel.getByRole('button', { name: 'Answer it' }).click()
  await expect(panel.getByRole('radio', { name: '0 of 10, not at all likely' })).toBeFocused()
})

test('without a team nobody asks', async ({ start }) => {
  const widget = await start()
  await goToEndOfQuarter(widget)
  const day = await openDay(widget)
  await day.keyboard.press('1')
  await expect(day.getByText('Saved', { exact: true })).toBeVisible()
  await expect(day.getByRole('heading', { name: 'Question of the quarter' })).toHaveCount(0)
})

test('a lead’s answer to a follow-up and a story in the spotlight reach the agent’s panel', async ({
  start,
  real,
}) => {
  test.setTimeout(180_000)
  const { link } = await real.command<{ link: string }>('code', 'create', 'Claims', '--endpoint', real.url)
  const lead = await joinAsLead(real)
  const widget = await start()
  await widget.second(link)
  await (await TeamPage.shown(widget)).joinButton.click()
  await rate(widget, '1')
  await widget.host.trayChoose('open')
  const panel = await widget.window('panel')
  await panel.getByRole('button', { name: /^Change Call/ }).click()
  await panel.getByRole('button', { name: 'Follow-up' }).click()
  await panel.getByRole('button', { name: 'Ask for a follow-up' }).click()
  await panel.getByRole('button', { name: 'Story' }).click()
  await panel.getByLabel('One line for the team').fill('It worked out in the end')
  await panel.getByRole('button', { name: 'Share with the team' }).click()

  const followUp = async () => (await lead.get('follow-ups')).followUps?.[0]?.id
  await expect.poll(followUp).toBeDefined()
  await lead.post(`follow-ups/${await followUp()}`, { state: 'done', doneBy: 'Kim' })
  const stories = async () => (await lead.get('stories')).stories?.[0]?.id
  await expect.poll(stories).toBeDefined()
  await lead.post('spotlight', { story: await stories() })

  // It would be asked for once a day; who looks at the team needn't wait.
  await panel.getByRole('button', { name: 'Team', exact: true }).click()
  await (await widget.window('team')).getByRole('button', { name: 'Refresh' }).click()
  await expect(panel.getByText(/Done by Kim on /)).toBeVisible({ timeout: 30_000 })
  const story = panel.getByRole('region', { name: 'A colleague’s story' })
  await expect(story.getByText('It worked out in the end')).toBeVisible()
  await panel.close()

  // Opened again it is in front, where a pointer reaches it.
  await widget.host.trayChoose('open')
  const second = await widget.window('panel')
  const shown = second.getByRole('region', { name: 'A colleague’s story' })
  await shown.getByRole('button', { name: 'Hide for today' }).click()
  await expect(shown).toHaveCount(0)
  await second.close()

  // Hidden for today, it isn't back with the next window; everything else is.
  await widget.host.trayChoose('open')
  const third = await widget.window('panel')
  await expect(third.getByText(/Done by Kim on /)).toBeVisible()
  await expect(third.getByRole('region', { name: 'A colleague’s story' })).toHaveCount(0)

  await widget.host.trayChoose('summary')
  const summary = await widget.window('summary')
  await expect(
    summary.getByRole('region', { name: 'Your follow-ups' }).getByText(/Done by Kim on /),
  ).toBeVisible()
})

interface Listed {
  readonly followUps?: readonly { readonly id: string }[]
  readonly stories?: readonly { readonly id: string }[]
}

/** A lead who has no widget. */
async function joinAsLead(real: RealCollector) {
  const { code } = await real.command<{ code: string }>('code', 'create', 'Claims', '--role', 'lead')
  const joined = await fetch(`${real.url}/v1/enrolments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  })
  const { token, team }: { token: string; team: { id: string } } = await joined.json()
  const ask = async (path: string, init: RequestInit): Promise<Listed> => {
    const answer = await fetch(`${real.url}/v1/teams/${team.id}/${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  return {
    get: (path: string) => ask(path, {}),
    post: (path: string, body: object) => ask(path, { method: 'POST', body: JSON.stringify(body) }),
  }
}
