/** What a page can't do. */
import { expect, test } from 'vitest'
import { shareFixture } from './support.ts'

const PAGE = '/main/index.html'

const fixture = shareFixture()

test('a page sees nothing of Node, of the preload or of the way to the main process', async () => {
  const { page } = fixture()
  const seen = await page.evaluate(() =>
    [
      'require',
      'process',
      'module',
      'Buffer',
      'ipcRenderer',
      'electron',
      'secretOfPreload',
      'standinSend',
      'standinReceive',
    ].filter((name) => name in globalThis),
  )
  expect(seen).toEqual([])
  expect(await page.evaluate(() => [isSecureContext, api.hasNode])).toEqual([true, false])
})

test('the content security policy that the app serves holds', async () => {
  const { page } = fixture()
  const broken = await page.evaluate(async () => {
    const violations: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective))
    const script = document.createElement('script')
    script.textContent = 'globalThis.inlineRan = true'
    document.head.append(script)
    const fetched = await fetch('https://example.com/').then(
      () => 'fetched',
      () => 'blocked',
    )
    // The browser tells of violations in a later turn.
    await new Promise((resolve) => {
      setTimeout(resolve, 50)
    })
    return { inline: 'inlineRan' in globalThis, fetched, violations }
  })
  expect(broken).toEqual({
    inline: false,
    fetched: 'blocked',
    violations: ['script-src-elem', 'connect-src'],
  })
})

test('a navigation that the app refuses does not happen, and the page lives on', async () => {
  const { page, seen } = fixture()
  await page.click('#away')
  await expect.poll(seen).toContainEqual(['will-navigate', 'https://example.com/away'])
  await page.evaluate(() => {
    location.href = 'https://example.com/script'
  })
  await expect.poll(seen).toContainEqual(['will-navigate', 'https://example.com/script'])
  expect(new URL(page.url()).pathname).toBe(PAGE)
  expect(await page.evaluate(() => api.add(1, 1))).toBe(2)
})

test('a window that the app refuses is never opened, whichever way the page asks', async () => {
  const { app, page, seen } = fixture()
  expect(await page.evaluate(() => window.open('https://example.com/call'))).toBe(null)
  await page.click('#blank')
  await page.click('#away', { modifiers: ['ControlOrMeta'] })
  await expect.poll(seen).toEqual(
    expect.arrayContaining([
      ['window-open', 'https://example.com/call'],
      ['window-open', 'https://example.com/blank'],
      ['window-open', 'https://example.com/away'],
    ]),
  )
  await expect.poll(() => app.windows().length).toBe(1)
  expect(new URL(page.url()).pathname).toBe(PAGE)
})

test('a frame inside the page gets no preload', async () => {
  const { page } = fixture()
  const inside = await page.evaluate(() => {
    const frame = document.createElement('iframe')
    document.body.append(frame)
    return 'api' in (frame.contentWindow ?? {})
  })
  expect(inside).toBe(false)
})
