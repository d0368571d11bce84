import { once } from 'node:events'
import { readFileSync, statSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { clickLast, expect, post, rows, test } from './support.ts'

test('a hidden start opens no window, a plain start opens the panel', async ({ start, launch, userData }) => {
  const hidden = await start()
  expect(hidden.app.windows()).toEqual([])
  await hidden.close()
  const plain = await launch()
  await expect((await plain.window('panel')).getByRole('heading', { name: 'Today', level: 1 })).toBeVisible()
  expect(userData).toBe(plain.userData)
})

test('a second start opens the panel of the first and ends', async ({ start }) => {
  const widget = await start()
  expect(await widget.second()).toBe(0)
  await expect((await widget.window('panel')).getByRole('heading', { name: 'Today', level: 1 })).toBeVisible()
})

test('every action of the tray is in the panel too', async ({ start }) => {
  const widget = await start()
  await widget.host.shortcut('Control+Alt+A')
  const panel = await widget.window('panel')
  for (const name of ['Rate an interaction', 'My view', 'Settings', 'Pause', 'Quit Aftercall']) {
    await expect(panel.getByRole('button', { name })).toBeVisible()
  }
  await expect(panel.getByRole('radio', { name: 'Happy' })).toBeVisible()
  await panel.getByRole('button', { name: 'My view' }).click()
  await widget.window('summary')
  await panel.getByRole('button', { name: 'Settings' }).click()
  await widget.window('settings')
  await clickLast(panel.getByRole('button', { name: 'Quit Aftercall' }))
  expect(await widget.exited).toBe(0)
})

test('changing the language changes every window and the tray at once', async ({ start }) => {
  const widget = await start()
  await widget.host.trayChoose('open')
  const panel = await widget.window('panel')
  await widget.host.trayChoose('settings')
  const settings = await widget.window('settings')
  await settings.getByText('Nederlands').click()
  await expect(settings.getByRole('heading', { name: 'Instellingen', level: 1 })).toBeVisible()
  await expect(panel.getByRole('heading', { name: 'Vandaag', level: 1 })).toBeVisible()
  await expect(panel.locator('html')).toHaveAttribute('lang', /^nl/)
  expect((await widget.host.trayMenu()).map(({ label }) => label)).toContain('Instellingen')
})

test('settings survive a restart', async ({ start, launch }) => {
  const widget = await start()
  await widget.host.trayChoose('settings')
  const settings = await widget.window('settings')
  await settings.getByText('Nederlands').click()
  await expect(settings.getByRole('heading', { name: 'Instellingen', level: 1 })).toBeVisible()
  await widget.close()
  const next = await launch('--hidden')
  await expect
    .poll(async () => (await next.host.trayMenu()).map(({ label }) => label))
    .toContain('Instellingen')
})

test('a pause from the tray holds cards back and ends from the tray', async ({ start, userData }) => {
  const widget = await start()
  await widget.host.trayChoose('pause-30-minutes')
  await expect.poll(() => widget.host.trayTip()).toContain('paused until')
  await post(userData, {})
  await expect.poll(() => rows(userData).length).toBe(1)
  expect(widget.app.windows()).toEqual([])
  await widget.host.trayChoose('resume')
  await (await widget.window('prompt')).getByRole('radiogroup').waitFor()
})

test('a pause survives a crash', async ({ start, launch }) => {
  const widget = await start()
  await widget.host.trayChoose('pause-1-hour')
  await widget.kill9()
  const next = await launch('--hidden')
  await expect.poll(() => next.host.trayTip()).toContain('paused until')
})

test('port and token for other programs are readable by the agent alone', async ({ start, userData }) => {
  await start()
  const file = join(userData, 'trigger.json')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    port: expect.any(Number),
    token: expect.any(String),
  })
})

test('a key that another program holds is named in the panel', async ({ start }) => {
  const widget = await start()
  await widget.host.shortcutTake('Control+Alt+K')
  await widget.host.trayChoose('settings')
  const settings = await widget.window('settings')
  await settings.evaluate(() =>
    window.aftercall.invoke('settings:change', {
      shortcuts: { openPanel: 'Control+Alt+K', rateInteraction: '', rateModifier: '' },
    }),
  )
  await widget.host.trayChoose('open')
  await expect(
    (await widget.window('panel')).getByText('Ctrl+Alt+K is used by another program'),
  ).toBeVisible()
})

test('closing a window ends its renderer: nothing but the tray is left', async ({ start }) => {
  const widget = await start()
  await widget.host.trayChoose('open')
  const panel = await widget.window('panel')
  await panel.close({ runBeforeUnload: true })
  await expect.poll(() => widget.app.windows().length).toBe(0)
  expect(await widget.host.trayTip()).toBe('Aftercall')
})

test('a web page may report only while it is on the list, and only with its own token', async ({
  start,
  userData,
}) => {
  const widget = await start()
  const origin = 'https://crm.example.com'
  const { port } = JSON.parse(readFileSync(join(userData, 'trigger.json'), 'utf8'))
  const report = async (token: string) => {
    const { port: now } = JSON.parse(readFileSync(join(userData, 'trigger.json'), 'utf8'))
    const response = await fetch(`http://127.0.0.1:${now}/v1/interactions/ended`, {
      method: 'POST',
      headers: { origin, authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ids: [`ext:${token.slice(0, 6)}`] }),
    }).catch(() => undefined)
    return response?.status
  }
  expect(port).toBeGreaterThan(0)
  expect(await report('x'.repeat(64))).toBe(403)
  await widget.host.trayChoose('settings')
  const settings = await widget.window('settings')
  await settings.getByLabel(/^Address of the page/).fill('crm.example.com')
  await settings.getByRole('button', { name: 'Allow' }).click()
  await expect(settings.getByText('Only the beginning of the address')).toBeVisible()
  await settings.getByLabel(/^Address of the page/).fill(`${origin}/`)
  await settings.getByRole('button', { name: 'Allow' }).click()
  const token = await settings.getByLabel(`Token of ${origin}`).inputValue()
  await expect.poll(() => report('x'.repeat(64))).toBe(401)
  expect(await report(token)).toBe(202)
  await (await widget.window('prompt')).getByRole('radiogroup').waitFor()
  await settings.getByRole('button', { name: `Remove ${origin}` }).click()
  await expect.poll(() => report(token)).toBe(403)
})

test('a port that another program holds is said in the agent’s own language', async ({ start }) => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a server on TCP has such an address
  const { port } = other.address() as AddressInfo
  const widget = await start({ language: 'nl' })
  await widget.host.trayChoose('open')
  const panel = await widget.window('panel')
  await panel.evaluate(async (taken) => {
    const app = await window.aftercall.invoke('app:get')
    if (!app.ok) return
    const { triggers } = app.value.settings
    await window.aftercall.invoke('settings:change', {
      triggers: { ...triggers, http: { ...triggers.http, port: taken } },
    })
  }, port)
  await expect(panel.getByText(`Poort ${port} op deze computer is in gebruik`)).toBeVisible()
  other.close()
})
