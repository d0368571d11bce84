import { clickLast, dayRows, expect, post, rows, test } from './support.ts'

const now = Temporal.Now.zonedDateTimeISO('Europe/Amsterdam')
const clock = (minutes: number) => now.add({ minutes }).toPlainTime().toString({ smallestUnit: 'minute' })
/** A shift that was over a few minutes ago, whatever the time is. */
const OVER = { shift: { start: clock(-480), end: clock(-2) }, workWeekdays: [1, 2, 3, 4, 5, 6, 7] }
const LONG = { shift: { start: clock(-240), end: clock(240) }, workWeekdays: [1, 2, 3, 4, 5, 6, 7] }

test('when the shift is over the day is asked about without taking the focus; one click leaves the smiley', async ({
  start,
  userData,
}) => {
  const widget = await start(OVER)
  const day = await widget.window('day')
  await expect(day.getByRole('heading', { name: 'How was your day?' })).toBeVisible()
  await day.getByRole('radio', { name: 'Happy' }).click()
  await expect(day.getByText('Saved', { exact: true })).toBeVisible()
  expect(dayRows(userData)).toMatchObject([{ smiley: 'happy' }])
  const focused = (await widget.host.windowEvents()).filter(({ event }) => event === 'focus')
  expect(focused).toEqual([])
})

test('the day is asked about once, also after a crash', async ({ start, launch, userData }) => {
  const widget = await start(OVER)
  await widget.window('day')
  await expect.poll(() => dayRows(userData)[0]?.asked_at ?? null).not.toBeNull()
  await widget.kill9()
  const next = await launch('--hidden')
  await expect.poll(() => next.host.trayTip()).toBe('Aftercall')
  await next.host.power('resume')
  await next.host.power('unlock-screen')
  expect(next.app.windows()).toEqual([])
})

test('quitting asks about the day first, and quits after the answer', async ({ start, userData }) => {
  const widget = await start(LONG)
  await post(userData, {})
  const card = await widget.window('prompt')
  await card.getByRole('radiogroup').waitFor()
  await card.keyboard.press('4')
  await expect.poll(() => rows(userData)).toMatchObject([{ rating: 4 }])
  await widget.host.trayChoose('quit')
  const day = await widget.window('day')
  await day.getByRole('radio', { name: 'Sad' }).click()
  await clickLast(day.getByRole('button', { name: 'Quit Aftercall' }))
  expect(await widget.exited).toBe(0)
  expect(dayRows(userData)).toMatchObject([{ smiley: 'sad' }])
})

test('"not now" quits at once and leaves the day open for later', async ({ start, userData }) => {
  const widget = await start(LONG)
  await post(userData, {})
  await (await widget.window('prompt')).getByRole('radiogroup').waitFor()
  await widget.host.trayChoose('quit')
  await clickLast((await widget.window('day')).getByRole('button', { name: 'Not now' }))
  expect(await widget.exited).toBe(0)
  expect(dayRows(userData)).toMatchObject([{ smiley: null }])
})

test('quitting before any work asks nothing', async ({ start }) => {
  const widget = await start(LONG)
  await widget.host.trayChoose('quit')
  expect(await widget.exited).toBe(0)
})

test('missed days of the last three work days can be answered', async ({ prepare, launch, userData }) => {
  // The day on which the shift began, also after midnight.
  const today = now.subtract({ minutes: 240 }).toPlainDate()
  const days = [1, 2, 3, 4].map((back) => today.subtract({ days: back }).toString())
  prepare(LONG, (store) => {
    for (const day of days.toReversed()) store.days.open(day, 'Europe/Amsterdam')
  })
  const widget = await launch('--hidden')
  await widget.host.trayChoose('day')
  const window = await widget.window('day')
  await expect(window.getByRole('radiogroup')).toHaveCount(4)
  await window.getByRole('radiogroup').nth(3).getByRole('radio', { name: 'Happy' }).click()
  await expect
    .poll(() => dayRows(userData).find(({ work_day }) => work_day === days[2])?.smiley)
    .toBe('happy')
})

test('three faces when the settings say so', async ({ start }) => {
  const widget = await start({ ...LONG, dayFaces: 3 })
  await widget.host.trayChoose('day')
  await expect((await widget.window('day')).getByRole('radio', { name: 'So-so' })).toBeVisible()
})
