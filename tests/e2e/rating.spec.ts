import { appeared, dayRows, dismiss, expect, post, rows, test } from './support.ts'

test('a real HTTP request leads to the card, key 4 to a row on disk, undo takes it back', async ({
  start,
  userData,
}) => {
  const widget = await start()
  expect(await post(userData, { channel: 'voice', queue: 'Support', ids: ['sip:abc@host'] })).toBe(202)
  const card = await widget.window('prompt')
  await expect(card.getByRole('heading', { name: 'How did it go?' })).toBeVisible()
  await expect(card.getByText('Support')).toBeVisible()
  await card.keyboard.press('4')
  await expect(card.getByText('Saved', { exact: true })).toBeVisible()
  expect(rows(userData)).toMatchObject([{ outcome: 'rated', rating: 4, external_ids: '["sip:abc@host"]' }])
  await card.getByRole('button', { name: 'Undo' }).click()
  await expect(card.getByRole('heading', { name: 'How did it go?' })).toBeVisible()
  expect(rows(userData)).toMatchObject([{ outcome: null, rating: null }])
})

test('the card takes no focus, also when several come', async ({ start, userData }) => {
  const widget = await start()
  await post(userData, { ids: ['sip:1'] })
  await (await widget.window('prompt')).getByRole('radiogroup').waitFor()
  await post(userData, { ids: ['sip:2'] })
  await (await widget.window('prompt')).getByRole('radiogroup').nth(1).waitFor()
  const events = (await widget.host.windowEvents()).filter(({ window }) => window === 'prompt')
  expect(events.map(({ event }) => event)).toContain('showInactive')
  expect(events.filter(({ event }) => event === 'focus')).toEqual([])
})

test('two reports of one call give one card', async ({ start, userData }) => {
  const widget = await start()
  await post(userData, { ids: ['sip:same'] })
  await post(userData, { ids: ['sip:same', 'ext:case-9'], queue: 'Sales' })
  const card = await widget.window('prompt')
  await expect(card.getByRole('radiogroup')).toHaveCount(1)
  await expect(card.getByText('Sales')).toBeVisible()
  expect(rows(userData)).toMatchObject([{ external_ids: '["sip:same","ext:case-9"]' }])
})

test('a missed call gives no card', async ({ start, userData }) => {
  const widget = await start()
  await post(userData, { ids: ['sip:missed'], answered: false })
  await post(userData, { ids: ['sip:taken'] })
  await (await widget.window('prompt')).getByRole('radiogroup').waitFor()
  expect(rows(userData)).toHaveLength(1)
})

test('with a key the card is rated without having the focus, and only while it is up', async ({
  start,
  userData,
}) => {
  const widget = await start()
  expect(await widget.host.shortcuts()).not.toContain('Control+Alt+4')
  await post(userData, {})
  const card = await widget.window('prompt')
  await card.getByRole('radiogroup').waitFor()
  expect(await widget.host.shortcut('Control+Alt+2')).toBe(true)
  await expect(card.getByText('Saved', { exact: true })).toBeVisible()
  expect(rows(userData)).toMatchObject([{ rating: 2 }])
  await dismiss(card)
  await expect.poll(() => widget.host.shortcuts()).not.toContain('Control+Alt+4')
})

test('solved, follow-up, reasons and note are stored; the follow-up says what others will see', async ({
  start,
  userData,
}) => {
  const widget = await start()
  await post(userData, { ids: ['sip:x'] })
  const card = await widget.window('prompt')
  await card.getByRole('radio', { name: 'Bad', exact: true }).click()
  await card.getByRole('button', { name: 'No', exact: true }).click()
  await card.getByRole('button', { name: 'Follow-up' }).click()
  await expect(card.getByText('Your team sees: channel, queue, work day')).toBeVisible()
  await card.getByRole('button', { name: 'Ask for a follow-up' }).click()
  await card.getByRole('textbox').fill('promised to call back')
  await card.getByRole('button', { name: 'Note', exact: true }).click()
  await card.getByRole('textbox', { name: 'Private note' }).fill('shouted at me')
  await dismiss(card)
  await expect
    .poll(() => rows(userData))
    .toMatchObject([{ rating: 2, solved: 0, follow_up: 'promised to call back', note: 'shouted at me' }])
})

test('while a call is live nothing appears; afterwards what waited is one list', async ({
  start,
  userData,
}) => {
  const widget = await start()
  await post(userData, { ids: ['sip:live'], live: true }, 'live')
  await post(userData, { ids: ['ext:chat-1'], channel: 'chat' })
  await post(userData, { ids: ['ext:chat-2'], channel: 'chat' })
  await expect.poll(() => rows(userData).length).toBe(2)
  expect(await appeared(widget)).toEqual([])
  await post(userData, { ids: ['sip:live'], live: false }, 'live')
  const card = await widget.window('prompt')
  await expect(card.getByRole('radiogroup')).toHaveCount(2)
})

test('a card that the agent closes leaves the interaction waiting in the panel', async ({
  start,
  userData,
}) => {
  const widget = await start()
  await post(userData, { ids: ['sip:later'] })
  const card = await widget.window('prompt')
  await card.getByRole('radiogroup').waitFor()
  await dismiss(card)
  await expect.poll(() => widget.app.windows().length).toBe(0)
  expect(await widget.host.trayTip()).toContain('1 interaction to rate')
  await widget.host.trayChoose('open')
  const panel = await widget.window('panel')
  await panel.getByRole('radio', { name: 'Very good' }).click()
  await expect.poll(() => rows(userData)).toMatchObject([{ rating: 5 }])
  expect(await widget.host.trayTip()).toBe('Aftercall')
})

test('an interaction can be deleted in the panel, and leaves nothing but a tombstone', async ({
  start,
  userData,
}) => {
  const widget = await start()
  await post(userData, { ids: ['sip:gone'], queue: 'Support' })
  const card = await widget.window('prompt')
  await card.getByRole('radiogroup').waitFor()
  await card.keyboard.press('3')
  await expect(card.getByText('Saved', { exact: true })).toBeVisible()
  await widget.host.trayChoose('open')
  const panel = await widget.window('panel')
  await panel.getByRole('button', { name: /Change/ }).click()
  await panel.getByRole('button', { name: /^Delete/ }).click()
  await panel.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect.poll(() => rows(userData)).toMatchObject([{ deleted: 1, rating: null, external_ids: '[]' }])
})

test('what waited when the power went out is asked about at the next start', async ({
  start,
  launch,
  userData,
}) => {
  const widget = await start()
  await post(userData, { ids: ['sip:live'], live: true }, 'live')
  await post(userData, { ids: ['ext:1'] })
  await expect.poll(() => rows(userData).length).toBe(1)
  await widget.kill9()
  const next = await launch('--hidden')
  await (await next.window('prompt')).getByRole('radiogroup').waitFor()
})

test('"Rate an interaction" brings a card without any report, from the tray and by its key', async ({
  start,
  userData,
}) => {
  const widget = await start()
  await widget.host.trayChoose('rate')
  const card = await widget.window('prompt')
  await card.getByRole('radiogroup').waitFor()
  await card.keyboard.press('5')
  await expect.poll(() => rows(userData)).toMatchObject([{ rating: 5 }])
  expect(await widget.host.shortcut('Control+Alt+R')).toBe(true)
  expect(dayRows(userData)).toBeDefined()
})

test('a link and a command line bring a card too, and can do nothing else', async ({ start, userData }) => {
  const widget = await start()
  expect(await widget.second('aftercall://ended?id=ext%3Acase-1&channel=chat')).toBe(0)
  const card = await widget.window('prompt')
  await expect(card.getByRole('radiogroup')).toHaveCount(1)
  expect(await widget.second('aftercall://quit')).toBe(0)
  expect(await widget.second('aftercall://ended?id=ext%3Acase-2&rating=5')).toBe(0)
  expect(await widget.second('ended', '--id=ext:case-3', '--channel=email')).toBe(0)
  await expect
    .poll(() => rows(userData).map(({ external_ids }) => external_ids))
    .toEqual(['["ext:case-1"]', '["ext:case-3"]'])
})
