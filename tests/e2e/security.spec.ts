import fc from 'fast-check'
import { COMMANDS } from '../../src/shared/ipc-names.ts'
import { contract } from '../../src/shared/ipc.ts'
import type { ForgedEvent } from './fixture.ts'
import { expect, post, rows, test } from './support.ts'

const FORGED: Record<string, ForgedEvent> = {
  'a window that is none of ours': {},
  'another origin in our window': {
    window: 'panel',
    url: 'https://example.com/',
    origin: 'https://example.com',
  },
  'a look-alike origin': {
    window: 'panel',
    url: 'app://aftercall.evil/panel/index.html',
    origin: 'app://aftercall.evil',
  },
  'no origin': { window: 'panel', url: 'about:blank', origin: 'null' },
  'a frame inside our page': { window: 'panel', subFrame: true, origin: 'app://aftercall' },
  'a frame that is gone': { window: 'panel', frameGone: true },
}

test('every command refuses every wrong sender with a value, and the main process lives', async ({
  start,
}) => {
  const widget = await start()
  await widget.host.trayChoose('open')
  await (await widget.window('panel')).getByRole('heading', { name: 'Today', level: 1 }).waitFor()
  expect((await widget.host.channels()).toSorted()).toEqual([...COMMANDS].toSorted())
  for (const command of COMMANDS) {
    for (const [who, forged] of Object.entries(FORGED)) {
      expect(await widget.host.invoke(command, forged), `${command} from ${who}`).toEqual({
        ok: false,
        code: 'sender',
      })
    }
  }
})

test('every command refuses wrong payloads with a value that names the field, and nothing is changed', async ({
  start,
  userData,
}) => {
  const widget = await start()
  await post(userData, { ids: ['sip:1'] })
  await (await widget.window('prompt')).getByRole('radiogroup').waitFor()
  await widget.host.trayChoose('open')
  const panel = await widget.window('panel')
  await panel.getByRole('heading', { name: 'Today', level: 1 }).waitFor()
  const before = rows(userData)
  const id = await panel.evaluate(async () => {
    const today = await window.aftercall.invoke('today:get')
    return today.ok ? today.value.interactions[0]?.id : undefined
  })
  const HAND_MADE: unknown[] = [
    null,
    0,
    '',
    [],
    { id, rating: 6 },
    { id, rating: '4' },
    { id, rating: 4, admin: true },
    { id: 'x', rating: 4 },
    { id, patch: { story: '' } },
    { id, patch: { note: 'x'.repeat(2001) } },
    { workDay: '2026-02-30', smiley: 'happy' },
    { workDay: '2026-11-23', smiley: 'furious' },
    { pause: 'for ever' },
    { window: '../../etc/passwd' },
    { height: Number.NaN },
    { busy: 'yes' },
    { endpoint: 'https://collector.example.com' },
    { endpoint: 'https://collector.example.com', code: 1 },
    { endpoint: 'https://collector.example.com', code: '1', silently: true },
    JSON.parse('{"__proto__": {"polluted": true}, "id": "x"}'),
  ]
  const generated = fc.sample(fc.jsonValue({ maxDepth: 3 }), { numRuns: 60, seed: 1 })
  const withoutInput = new Set(COMMANDS.filter((name) => contract[name].input.safeParse(undefined).success))
  for (const command of COMMANDS) {
    const payloads = [...HAND_MADE, ...generated]
    // All at once: one after the other, thousands of calls take longer than a test may.
    const refusals = await Promise.all(
      payloads.map((payload) => widget.host.invoke(command, { window: 'panel' }, payload)),
    )
    for (const [index, payload] of payloads.entries()) {
      const refusal = refusals[index]
      // An empty change of settings is a change, of nothing.
      if (command === 'settings:change' && JSON.stringify(payload) === '{}') continue
      expect(refusal, `${command} ${JSON.stringify(payload)?.slice(0, 80)}`).toMatchObject({
        ok: false,
        code: 'input',
      })
      expect(refusal).toHaveProperty('detail', expect.stringMatching(/.+/))
    }
    if (!withoutInput.has(command)) {
      expect(await widget.host.invoke(command, { window: 'panel' })).toMatchObject({
        ok: false,
        code: 'input',
      })
    }
  }
  expect(rows(userData)).toEqual(before)
  expect(await panel.evaluate(() => 'polluted' in {})).toBe(false)
})

test('a window can neither navigate, open windows, embed pages nor reach the network', async ({ start }) => {
  const widget = await start()
  await widget.host.trayChoose('open')
  const panel = await widget.window('panel')
  await panel.getByRole('heading', { name: 'Today', level: 1 }).waitFor()
  const path = new URL(panel.url()).pathname
  await panel.evaluate(() => {
    location.href = 'https://example.com/'
  })
  await panel.evaluate(() => {
    location.href = 'file:///etc/passwd'
  })
  expect(await panel.evaluate(() => window.open('https://example.com/') === null)).toBe(true)
  expect(new URL(panel.url()).pathname).toBe(path)
  const reach = await panel.evaluate(async () => {
    const frame = document.createElement('iframe')
    frame.src = 'https://example.com/'
    document.body.append(frame)
    const fetched = await fetch('http://127.0.0.1:9/').then(
      () => 'reached',
      () => 'refused',
    )
    const image = await new Promise((done) => {
      const element = new Image()
      element.addEventListener('load', () => done('reached'))
      element.addEventListener('error', () => done('refused'))
      element.src = 'https://example.com/x.png'
    })
    return { fetched, image }
  })
  expect(reach).toEqual({ fetched: 'refused', image: 'refused' })
  expect(widget.app.windows()).toHaveLength(1)
  expect(await panel.evaluate(() => typeof window.aftercall.invoke)).toBe('function')
})

test('the content security policy allows our own files and nothing else', async ({ start }) => {
  const widget = await start()
  const policies = new Set<string | undefined>()
  widget.app.context().on('response', (response) => {
    policies.add(response.headers()['content-security-policy'])
  })
  await widget.host.trayChoose('open')
  const panel = await widget.window('panel')
  await panel.getByRole('heading', { name: 'Today', level: 1 }).waitFor()
  expect(policies.size).toBe(1)
  expect([...policies][0]).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'/)
  const ran = await panel.evaluate(async () => {
    // Past the turn in which the debugger itself is allowed to evaluate text.
    await new Promise((done) => {
      setTimeout(done)
    })
    const inline = document.createElement('script')
    let refused = ''
    try {
      inline.textContent = 'window.ran = true'
      document.head.append(inline)
    } catch {
      refused += 'script text,'
    }
    try {
      document.body.innerHTML = '<b>x</b>'
    } catch {
      refused += 'html,'
    }
    try {
      // oxlint-disable-next-line no-new-func, typescript/no-implied-eval -- that it throws is the point
      new Function('return 1')()
    } catch {
      refused += 'eval'
    }
    return { ran: 'ran' in window, refused }
  })
  expect(ran).toEqual({ ran: false, refused: 'script text,html,eval' })
})

test('files outside the built pages can’t be had', async ({ start }) => {
  const widget = await start()
  await widget.host.trayChoose('open')
  const panel = await widget.window('panel')
  await panel.getByRole('heading', { name: 'Today', level: 1 }).waitFor()
  const paths = [
    '../main/index.js',
    '%2e%2e/%2e%2e/package.json',
    '..%2f..%2fpackage.json',
    'nothing.js',
    '%00.js',
    '',
  ]
  for (const file of paths) {
    const found = await panel.evaluate(
      (url) =>
        new Promise((done) => {
          const script = document.createElement('link')
          script.rel = 'stylesheet'
          script.href = url
          script.addEventListener('load', () => done(true))
          script.addEventListener('error', () => done(false))
          document.head.append(script)
        }),
      `/${file}`,
    )
    expect(found, file).toBe(false)
  }
})

test('no permission and no device is granted', async ({ start }) => {
  const widget = await start()
  await widget.host.trayChoose('open')
  await (await widget.window('panel')).getByRole('heading', { name: 'Today', level: 1 }).waitFor()
  for (const name of [
    'notifications',
    'media',
    'geolocation',
    'clipboard-read',
    'hid',
    'openExternal',
    'display-capture',
  ]) {
    expect(await widget.host.permission(name, 'app://aftercall/panel/index.html')).toEqual({
      request: false,
      check: false,
      device: false,
    })
  }
})

test('a page sees the bridge and nothing of Node or Electron, with production settings', async ({
  start,
}) => {
  const widget = await start()
  await widget.host.trayChoose('open')
  const panel = await widget.window('panel')
  await panel.getByRole('heading', { name: 'Today', level: 1 }).waitFor()
  expect(
    await panel.evaluate(() => ({
      globals: ['require', 'process', 'module', 'ipcRenderer', 'electron', 'Buffer'].filter(
        (name) => name in window,
      ),
      bridge: Object.keys(window.aftercall).toSorted(),
      frozen: Object.isFrozen(window.aftercall),
    })),
  ).toEqual({ globals: [], bridge: ['invoke', 'on'], frozen: true })
})
