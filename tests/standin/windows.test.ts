/** Windows: shown, hidden, closed, moved; as the app sees them. */
import type { Page } from '@playwright/test'
import { beforeEach, expect, test } from 'vitest'
import { eventually, shareFixture } from './support.ts'

const fixture = shareFixture()
let page: Page

/** A new window for every test, and no other. */
beforeEach(async () => {
  const { app } = fixture()
  await app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.destroy()
  })
  await eventually(() => app.windows().length === 0)
  const opened = app.waitForEvent('window')
  await app.evaluate(() => void globalThis.openWindow())
  page = await opened
  await page.waitForFunction(() => document.body?.dataset.ready)
  await app.evaluate(() => {
    globalThis.seen.length = 0
  })
})

/** What the windows did while this was done. */
async function eventsOf(act: () => void): Promise<unknown[]> {
  const { app, seen } = fixture()
  await app.evaluate(() => {
    globalThis.seen.length = 0
  })
  await app.evaluate(act)
  return (await seen()).flat()
}

test('showing inactive shows the window and takes no focus', async () => {
  expect(await eventsOf(() => globalThis.mainWindow.showInactive())).toEqual(['show'])
  const state = () => [globalThis.mainWindow.isVisible(), globalThis.mainWindow.isFocused()]
  expect(await fixture().app.evaluate(state)).toEqual([true, false])
})

test('showing takes the focus, hiding gives it back', async () => {
  expect(await eventsOf(() => globalThis.mainWindow.show())).toEqual(['show', 'focus'])
  expect(await eventsOf(() => globalThis.mainWindow.hide())).toEqual(['hide', 'blur'])
})

test('only one window has the focus', async () => {
  const second = fixture().app.waitForEvent('window')
  const events = await eventsOf(() => {
    const first = globalThis.mainWindow
    first.show()
    globalThis.openWindow().show()
    globalThis.seen.push([first.isFocused(), globalThis.mainWindow.isFocused()])
  })
  expect(events).toEqual(['show', 'focus', 'show', 'blur', 'focus', false, true])
  await second
})

test('a window that is not focusable never has the focus', async () => {
  const second = fixture().app.waitForEvent('window')
  const show = () => globalThis.openWindow({ focusable: false }).show()
  expect(await eventsOf(show)).toEqual(['show'])
  await second
})

test('a hidden window keeps its page', async () => {
  const { app } = fixture()
  await page.evaluate(() => document.body.append('kept'))
  await app.evaluate(() => {
    globalThis.mainWindow.show()
    globalThis.mainWindow.hide()
    globalThis.mainWindow.show()
  })
  expect(await page.textContent('body')).toContain('kept')
})

test('an app can object to the closing of a window', async () => {
  const { app } = fixture()
  const destroyed = await app.evaluate(() => {
    globalThis.mainWindow.on('close', (event) => event.preventDefault())
    globalThis.mainWindow.close()
    return globalThis.mainWindow.isDestroyed()
  })
  expect(destroyed).toBe(false)
  expect(await page.evaluate(() => api.add(1, 2))).toBe(3)
})

test('a closed window is gone, with its page, and says so when it is used', async () => {
  const { app, seen } = fixture()
  const closed = page.waitForEvent('close')
  await app.evaluate(() => globalThis.mainWindow.close())
  await closed
  expect(await seen()).toEqual(expect.arrayContaining([['closed'], ['window-all-closed']]))
  const use = () => globalThis.mainWindow.show()
  await expect(app.evaluate(use)).rejects.toThrow('Object has been destroyed')
})

test('a page can close its own window', async () => {
  const { seen } = fixture()
  await page.evaluate(() => window.close())
  await expect.poll(seen).toContainEqual(['closed'])
})

test('a page has the size of its window, and fewer pixels when it is zoomed', async () => {
  const { app } = fixture()
  const size = () => page.evaluate(() => `${innerWidth}x${innerHeight}`)
  expect(await size()).toBe('400x300')
  await app.evaluate(() => globalThis.mainWindow.setContentSize(500, 200))
  await expect.poll(size).toBe('500x200')
  await app.evaluate(() => globalThis.mainWindow.webContents.setZoomFactor(2))
  await expect.poll(size).toBe('250x100')
})

test('a picture of a page is a PNG of its size', async () => {
  const { app } = fixture()
  const size = await app.evaluate(async () =>
    (await globalThis.mainWindow.webContents.capturePage()).getSize(),
  )
  expect(size).toEqual({ width: 400, height: 300 })
})

test("the app's choice of colours reaches the page", async () => {
  const { app } = fixture()
  const dark = () => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  await app.evaluate(({ nativeTheme }) => {
    nativeTheme.themeSource = 'dark'
  })
  await eventually(dark)
  expect(await app.evaluate(({ nativeTheme }) => nativeTheme.shouldUseDarkColors)).toBe(true)
})

test('a window with Node in its page is refused', async () => {
  const { app } = fixture()
  const open = () => globalThis.openWindow({ webPreferences: { nodeIntegration: true } })
  await expect(app.evaluate(open)).rejects.toThrow('nodeIntegration is not implemented')
})

test('a page is printed as PDF of the size that was asked for, and captured as PNG', async () => {
  const { app } = fixture()
  const [pdf, png] = await app.evaluate(async () => {
    const { webContents } = globalThis.mainWindow
    const printed = await webContents.printToPDF({ pageSize: 'A4', printBackground: true })
    const picture = await webContents.capturePage()
    return [printed.toString('latin1'), picture.toPNG().toString('latin1')]
  })
  expect(pdf).toMatch(/^%PDF-/)
  // A4 in points.
  expect(pdf).toMatch(/MediaBox\s*\[\s*0 0 59[45](\.\d+)? 84[12](\.\d+)?\s*\]/)
  expect(png.slice(1, 4)).toBe('PNG')
  const odd = () => globalThis.mainWindow.webContents.printToPDF({ pageSize: 'Tabloid' }).catch(String)
  expect(await app.evaluate(odd)).toContain('is not implemented')
})

test('the debugger takes a picture of more than is in view, and refuses what it can’t do', async () => {
  const { app } = fixture()
  await page.evaluate(() => {
    document.body.style.height = '2000px'
  })
  const told = await app.evaluate(async ({ nativeImage }) => {
    const { debugger: protocol } = globalThis.mainWindow.webContents
    const unattached = await protocol.sendCommand('Page.getLayoutMetrics').catch(String)
    protocol.attach('1.3')
    const { data } = await protocol.sendCommand('Page.captureScreenshot', {
      captureBeyondViewport: true,
      clip: { x: 0, y: 0, width: 400, height: 2000, scale: 1 },
    })
    const other = await protocol.sendCommand('Network.enable').catch(String)
    protocol.detach()
    const { width, height } = nativeImage.createFromBuffer(Buffer.from(data, 'base64')).getSize()
    return [unattached, other, `${width}x${height}`, protocol.isAttached()]
  })
  expect(told).toEqual([
    expect.stringContaining('No target available'),
    expect.stringContaining("debugger.sendCommand('Network.enable') is not implemented"),
    '400x2000',
    false,
  ])
})

test('clearing the data of a session forgets what its open pages keep', async () => {
  const { app } = fixture()
  await page.evaluate(() => localStorage.setItem('draft', 'typed'))
  await app.evaluate(({ session }) => session.defaultSession.clearData())
  const opened = app.waitForEvent('window')
  await app.evaluate(() => void globalThis.openWindow())
  const next = await opened
  await next.waitForFunction(() => document.body?.dataset.ready)
  expect(await next.evaluate(() => localStorage.length)).toBe(0)
})
