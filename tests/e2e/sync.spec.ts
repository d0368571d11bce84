/** The widget and its collector, through the whole app. */
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join as pathOf } from 'node:path'
import type { Page } from '@playwright/test'
import { CATALOGUES } from '../../src/shared/messages/index.ts'
import { expectNoViolations } from './axe.ts'
import type { Running } from './fixture.ts'
import { RealCollector } from './real-collector.ts'
import { CODE, ScriptedCollector } from './scripted-collector.ts'
import { appeared, clickLast, dismiss, expect, post, rows, test as base } from './support.ts'

interface Fixtures {
  collector: ScriptedCollector
  /** The file that a pilot names as its policy; the administrators' own is nobody's in a test. */
  policyFile: string
}

const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from this pattern.
  collector: async ({}, use) => {
    const collector = await new ScriptedCollector().start()
    await use(collector)
    await collector.stop()
  },
  // oxlint-disable-next-line no-empty-pattern -- as above
  policyFile: async ({}, use, info) => {
    await use(info.outputPath('policy.json'))
  },
})

const managed = test.extend({
  environment: async ({ policyFile }, use) => {
    await use({ AFTERCALL_POLICY_FILE: policyFile })
  },
})

async function openSettings(widget: Running): Promise<Page> {
  await widget.host.trayChoose('settings')
  const settings = await widget.window('settings')
  await settings.getByRole('heading', { name: 'Team and sync' }).waitFor()
  return settings
}

async function joinByTyping(settings: Page, collector: ScriptedCollector, code = CODE): Promise<void> {
  const address = settings.getByLabel('Address of the collector')
  if (await address.isVisible()) await address.fill(collector.url)
  await settings.getByRole('textbox', { name: 'Code', exact: true }).fill(code)
  await settings.getByRole('button', { name: /^Join/ }).click()
}

async function join(widget: Running, collector: ScriptedCollector): Promise<Page> {
  const settings = await openSettings(widget)
  await joinByTyping(settings, collector)
  await expect(settings.getByText('Connected', { exact: true })).toBeVisible()
  return settings
}

let calls = 0
/** One interaction ends and is rated on its card. */
async function rate(
  widget: Running,
  key: '1' | '2' | '3' | '4' | '5',
  language: 'en' | 'nl' = 'en',
): Promise<void> {
  calls += 1
  await post(widget.userData, { ids: [`sip:call-${calls}`], channel: 'voice', queue: 'Claims' })
  const card = await widget.window('prompt')
  await card.getByRole('radiogroup').waitFor()
  await card.keyboard.press(key)
  await expect(card.getByText(CATALOGUES[language]['state.saved'], { exact: true })).toBeVisible()
  await dismiss(card)
}

const trayLabels = async (widget: Running) => (await widget.host.trayMenu()).map(({ label }) => label)

test('without a team nothing leaves, which the settings say; the tray has no line about it', async ({
  start,
}) => {
  const widget = await start()
  await rate(widget, '4')
  const settings = await openSettings(widget)
  await expect(settings.getByText('Not connected: nothing leaves this computer.')).toBeVisible()
  await expect(settings.getByText('Nothing: this computer belongs to no team.')).toBeVisible()
  expect((await trayLabels(widget)).join()).not.toMatch(/sent|waiting/i)
})

test('joining by typing says first what will leave; then earlier and later ratings arrive', async ({
  start,
  collector,
}) => {
  const widget = await start()
  await rate(widget, '2')
  await rate(widget, '3')
  const settings = await openSettings(widget)
  await expect(settings.getByText(/^What you answered before too: 2 entries, since /)).toBeVisible()
  await expect(settings.getByText('Never: your name, your notes, the time of day')).toBeVisible()
  expect(collector.requests).toEqual([])
  await joinByTyping(settings, collector)
  await expect(settings.getByText('Connected', { exact: true })).toBeVisible()
  await expect(settings.getByText('Claims', { exact: true })).toBeVisible()
  await expect(settings.getByText(`Your answers go to ${collector.host}.`)).toBeVisible()
  await expect
    .poll(() => collector.interactions())
    .toMatchObject([
      { rating: 2, queue: 'Claims' },
      { rating: 3, queue: 'Claims' },
    ])
  await rate(widget, '5')
  await expect.poll(() => collector.interactions().map(({ rating }) => rating)).toEqual([2, 3, 5])
  await expect(settings.getByText(/^All sent, last sent /)).toBeVisible()
  // The tray follows at the latest at the next tick; whatever changes it takes it along.
  await widget.host.trayChoose('pause-30-minutes')
  await expect.poll(() => trayLabels(widget)).toContain('All sent')
})

test('requests say nothing about this computer but the widget’s version', async ({ start, collector }) => {
  const widget = await start()
  await join(widget, collector)
  await expect.poll(() => collector.requests.length).toBeGreaterThan(1)
  for (const { headers } of collector.requests) {
    expect(headers['user-agent']).toMatch(/^Aftercall\/[\d.]+$/)
    expect(headers.cookie).toBeUndefined()
    expect(headers['accept-language'] ?? 'en').toMatch(/^(en|\*)/)
  }
})

test('a code or address that is wrong is said beside it, and nothing is sent', async ({
  start,
  collector,
}) => {
  const widget = await start()
  await rate(widget, '3')
  const settings = await openSettings(widget)
  const code = settings.getByRole('textbox', { name: 'Code', exact: true })
  const address = settings.getByLabel('Address of the collector')
  await joinByTyping(settings, collector, '3-WRONG')
  await expect(code).toHaveAccessibleDescription(
    'The collector doesn’t know this code. Check what you typed.',
  )
  await joinByTyping(settings, collector, 'OLD')
  await expect(code).toHaveAccessibleDescription('This code is too old. Ask for a new one.')
  await address.fill('http://collector.example.com')
  await settings.getByRole('button', { name: 'Join the team' }).click()
  await expect(address).toHaveAccessibleDescription(/has to begin with https/)
  await collector.stop()
  await joinByTyping(settings, collector)
  await expect(settings.getByRole('region').getByText('Nobody answers at this address.')).toBeVisible()
  expect(collector.batches).toEqual([])
  await expect(settings.getByText('Not connected: nothing leaves this computer.')).toBeVisible()
})

const link = (endpoint: string, code = CODE) =>
  `aftercall://enroll?endpoint=${encodeURIComponent(endpoint)}&code=${encodeURIComponent(code)}`

test('a link asks first, showing where answers would go; only the agent joins', async ({
  start,
  collector,
}) => {
  const widget = await start()
  expect(await widget.second(link(collector.url))).toBe(0)
  const settings = await widget.window('settings')
  const question = settings.getByRole('region', { name: /A link invites you to join a team/ })
  await expect(question.getByText(collector.host)).toBeVisible()
  const size = await question
    .getByText(collector.host)
    .evaluate((host) => Number.parseFloat(getComputedStyle(host).fontSize))
  expect(size).toBeGreaterThan(24)
  await expect(question.getByRole('heading')).toBeFocused()
  expect(collector.requests).toEqual([])

  await question.getByRole('button', { name: 'Not now' }).click()
  await expect(question).toBeHidden()
  expect(collector.requests).toEqual([])

  // A link comes at most five times in a second.
  await expect.poll(() => widget.second(link(collector.url))).toBe(0)
  await question.getByRole('button', { name: 'Join the team' }).click()
  await expect(settings.getByText('Connected', { exact: true })).toBeVisible()
  await expect(question).toBeHidden()
})

test('the command line asks in the same way', async ({ start, collector }) => {
  const widget = await start()
  await widget.second('enroll', `--endpoint=${collector.url}`, `--code=${CODE}`)
  const settings = await widget.window('settings')
  await expect(settings.getByRole('region', { name: /A link invites you/ })).toBeVisible()
  expect(collector.requests).toEqual([])
})

test('an invitation that nobody answered is gone with its window', async ({ start, collector }) => {
  const widget = await start()
  await widget.second(link(collector.url))
  const settings = await widget.window('settings')
  await settings.getByRole('region', { name: /A link invites you/ }).waitFor()
  await settings.close({ runBeforeUnload: true })
  await expect.poll(() => widget.app.windows().length).toBe(0)
  await expect((await openSettings(widget)).getByRole('region', { name: /A link invites you/ })).toBeHidden()
})

test('a link to an address that isn’t safe can’t even be agreed to', async ({ start }) => {
  const widget = await start()
  await widget.second(link('http://collector.example.com'))
  const settings = await widget.window('settings')
  await expect(settings.getByText(/A link invited you to a team, but it can’t be used.*https/)).toBeVisible()
  await expect(settings.getByRole('region', { name: /A link invites you/ })).toBeHidden()
})

test('what waits while the collector is away is said in tray, panel and settings, and goes when it is back', async ({
  start,
  collector,
}) => {
  const widget = await start()
  const settings = await join(widget, collector)
  await collector.stop()
  await rate(widget, '4')
  const line = /^1 waiting since \d\d?:\d\d.*, the collector doesn’t answer$/
  await expect.poll(async () => (await trayLabels(widget)).some((label) => line.test(label))).toBe(true)
  expect(await widget.host.trayTip()).toMatch(/^Aftercall\n1 waiting since /)
  await widget.host.trayChoose('open')
  const panel = await widget.window('panel')
  await expect(panel.getByText(/1 waiting since/)).toBeVisible()
  await expect(settings.getByText('Everything is kept, and it is tried again by itself.')).toBeVisible()
  await collector.start()
  await settings.getByRole('button', { name: 'Try again now' }).click()
  await expect.poll(() => collector.interactions().map(({ rating }) => rating)).toEqual([4])
  await expect(panel.getByText('All sent')).toBeVisible()
  await expect.poll(() => trayLabels(widget)).toContain('All sent')
  expect(await widget.host.trayTip()).toBe('Aftercall')
})

test('waking up sends what waits', async ({ start, collector }) => {
  const widget = await start()
  await join(widget, collector)
  await collector.stop()
  await rate(widget, '4')
  await expect.poll(() => widget.host.trayTip()).toMatch(/1 waiting/)
  await collector.start()
  await widget.host.power('resume')
  await expect.poll(() => collector.interactions().length).toBe(1)
})

test('a redirect is never followed: the token stays with the collector that gave it', async ({
  start,
  collector,
}) => {
  const widget = await start()
  const settings = await join(widget, collector)
  const other = await new ScriptedCollector().start()
  collector.movedTo = other.url
  await rate(widget, '4')
  await expect(settings.getByText('What answers at this address isn’t a collector.')).toBeVisible()
  expect(other.requests).toEqual([])
  await other.stop()
})

test('the tray is not drawn again only because what was on its way has arrived', async ({
  start,
  collector,
}) => {
  const widget = await start()
  const settings = await join(widget, collector)
  await expect(settings.getByText(/^All sent/)).toBeVisible()
  await rate(widget, '4')
  const drawn = await widget.host.trayImages()
  await expect.poll(() => collector.interactions().length).toBe(1)
  await expect(settings.getByText(/^All sent/)).toBeVisible()
  expect(await widget.host.trayImages()).toBe(drawn)
})

test('what the collector refuses is kept and listed, and holds up nothing', async ({ start, collector }) => {
  const widget = await start()
  const settings = await join(widget, collector)
  collector.refusal = 'invalid'
  await rate(widget, '1')
  await expect(settings.getByRole('heading', { name: '1 entry was refused' })).toBeVisible()
  await expect(settings.getByText(/^Interaction, .*: not as the collector expects it$/)).toBeVisible()
  await expect.poll(() => trayLabels(widget)).toContain('1 refused')
  collector.refusal = undefined
  await rate(widget, '5')
  await expect.poll(() => collector.interactions().map(({ rating }) => rating)).toEqual([5])
  expect(rows(widget.userData).map(({ rating }) => rating)).toEqual([1, 5])
})

test('quitting gives what was just rated a last attempt', async ({ start, collector }) => {
  const widget = await start()
  await join(widget, collector)
  await rate(widget, '3')
  await widget.host.trayChoose('quit')
  const day = await widget.window('day')
  await clickLast(day.getByRole('button', { name: 'Not now, quit Aftercall' }))
  expect(await widget.exited).toBe(0)
  expect(collector.interactions().map(({ rating }) => rating)).toEqual([3])
})

test.describe('with a key store', () => {
  test.use({ environment: { STANDIN_KEY_STORE: 'the agent’s key ring' } })

  test('the team is remembered over a restart, and the token can’t be read in the data folder', async ({
    start,
    launch,
    collector,
  }) => {
    const widget = await start()
    const settings = await join(widget, collector)
    await expect(settings.getByText('This system keeps no secrets')).toBeHidden()
    await widget.close()
    const token = collector.requests.at(-1)?.headers.authorization?.slice('Bearer '.length) ?? 'none'
    for (const name of readdirSync(widget.userData, { recursive: true, encoding: 'utf8' })) {
      const path = pathOf(widget.userData, name)
      if (statSync(path).isFile()) expect(readFileSync(path, 'latin1'), name).not.toContain(token)
    }
    expect(statSync(pathOf(widget.userData, 'sync-token.bin')).mode & 0o777).toBe(0o600)
    const next = await launch('--hidden')
    await expect((await openSettings(next)).getByText('Connected', { exact: true })).toBeVisible()
  })
})

test('without a key store it is said that a code will be needed again; then it is, and it is the same device', async ({
  start,
  launch,
  collector,
}) => {
  const widget = await start()
  const settings = await join(widget, collector)
  await expect(
    settings.getByText('This system keeps no secrets for programs. When Aftercall ends'),
  ).toBeVisible()
  await widget.close()
  const next = await launch('--hidden')
  const again = await openSettings(next)
  await expect(again.getByText('the connection was forgotten at the restart')).toBeVisible()
  await expect.poll(() => trayLabels(next)).toContain('A new code is needed')
  await joinByTyping(again, collector)
  await expect(again.getByText('Connected', { exact: true })).toBeVisible()
  expect(collector.claims).toEqual([undefined, expect.stringMatching(/^claim-/)])
})

test('an access that was taken back is said, everything is kept and goes after the new code', async ({
  start,
  collector,
}) => {
  const widget = await start()
  const settings = await join(widget, collector)
  collector.lost = 'revoked'
  await rate(widget, '2')
  await expect(settings.getByText('The access of this computer was taken back.')).toBeVisible()
  await expect.poll(() => trayLabels(widget)).toContain('1 waiting, a new code is needed')
  await joinByTyping(settings, collector)
  await expect.poll(() => collector.interactions().map(({ rating }) => rating)).toEqual([2])
})

test('a clock that is wrong and a customer comparison are said', async ({ start, collector }) => {
  collector.clockMs = -9 * 3_600_000
  collector.policy = { ...collector.policy, customerComparison: { worksCouncilAgreedOn: '2026-05-01' } }
  const widget = await start()
  const settings = await join(widget, collector)
  await expect(settings.getByText('This computer’s clock is 9 hours ahead.')).toBeVisible()
  await expect(
    settings.getByText('the number of each conversation that you rate leaves this computer'),
  ).toBeVisible()
  await rate(widget, '4')
  await expect
    .poll(() => collector.interactions())
    .toMatchObject([{ rating: 4, externalIds: [`sip:call-${calls}`] }])
})

test('what leaves is shown word for word as it is then sent', async ({ start, collector }) => {
  const widget = await start()
  const settings = await join(widget, collector)
  await collector.stop()
  await rate(widget, '5')
  await settings.getByText('What leaves, word for word').click()
  const shown = await settings.locator('.outgoing pre').first().textContent()
  // The first try has failed: nothing has left yet.
  const again = settings.getByRole('button', { name: 'Try again now' })
  await again.waitFor()
  await collector.start()
  await again.click()
  await expect.poll(() => collector.batches.length).toBe(1)
  expect([JSON.parse(shown ?? '')]).toEqual(JSON.parse(collector.batches[0] ?? ''))
  await expect(settings.getByText('Everything has been sent; nothing waits.')).toBeVisible()
})

test('a code for another computer is shown with its end; disconnecting asks once and then nothing leaves', async ({
  start,
  collector,
}) => {
  const widget = await start()
  const settings = await join(widget, collector)
  await settings.getByRole('button', { name: 'Make a code' }).click()
  await expect(settings.getByLabel('Code for your other computer')).toHaveValue(CODE)
  await settings.getByRole('button', { name: 'Disconnect' }).click()
  await expect(settings.getByRole('button', { name: 'Stay connected' })).toBeFocused()
  await settings.getByRole('button', { name: 'Disconnect' }).click()
  await expect(settings.getByText('Not connected: nothing leaves this computer.')).toBeFocused()
  const before = collector.requests.length
  await rate(widget, '4')
  await expect(
    settings.getByText(/^Everything that you have answered so far|^What you answered before/),
  ).toBeVisible()
  expect(collector.requests.slice(before).filter(({ path }) => path === '/v1/events')).toEqual([])
})

test.describe('with a policy file', () => {
  managed(
    'it joins by itself; nothing can be changed, and links change nothing',
    async ({ start, collector, policyFile }) => {
      writeFileSync(policyFile, JSON.stringify({ sync: { endpoint: collector.url, code: CODE } }))
      test.setTimeout(120_000)
      const widget = await start()
      await rate(widget, '5')
      // Within a minute: all computers start at nine.
      await expect
        .poll(() => collector.interactions().map(({ rating }) => rating), { timeout: 75_000 })
        .toEqual([5])
      const settings = await openSettings(widget)
      await expect(
        settings.getByText('Your organisation has set this. It can’t be changed here.'),
      ).toBeVisible()
      await expect(settings.getByRole('button', { name: 'Disconnect' })).toBeHidden()
      await expect(settings.getByLabel('Address of the collector')).toBeHidden()
      await widget.second(link('https://other.example.com'))
      await expect(
        settings.getByText(/A link invited you to other\.example\.com\. Your organisation/),
      ).toBeVisible()
      await expect(settings.getByRole('button', { name: 'Join the team' })).toBeHidden()
    },
  )

  managed(
    'it sets the address and the agent brings the code, also by a link to that address',
    async ({ start, collector, policyFile }) => {
      writeFileSync(policyFile, JSON.stringify({ sync: { endpoint: collector.url } }))
      const widget = await start()
      const settings = await openSettings(widget)
      await expect(settings.getByLabel('Address of the collector')).toBeHidden()
      await widget.second(link(`${collector.url}/`))
      await settings
        .getByRole('region', { name: /A link invites you/ })
        .getByRole('button', { name: 'Join the team' })
        .click()
      await expect(settings.getByText('Connected', { exact: true })).toBeVisible()
    },
  )

  managed(
    'a mistake in it is named with file and field, and changes nothing',
    async ({ start, policyFile }) => {
      writeFileSync(policyFile, '{"sync": {"endpoint": "collector.example.com", "kode": "1"}}')
      const widget = await start()
      await widget.host.trayChoose('open')
      const panel = await widget.window('panel')
      await expect(panel.getByText(`The policy file ${policyFile} has a mistake in sync.kode`)).toBeVisible()
      const settings = await openSettings(widget)
      await expect(settings.getByText('has a mistake in sync.kode, so it changes nothing')).toBeVisible()
      await expect(settings.getByText('Not connected: nothing leaves this computer.')).toBeVisible()
    },
  )
})

test('sending never opens a window', async ({ start, collector }) => {
  const widget = await start()
  const settings = await join(widget, collector)
  await settings.close({ runBeforeUnload: true })
  await collector.stop()
  await rate(widget, '4')
  await expect.poll(() => widget.host.trayTip()).toMatch(/1 waiting/)
  expect(new Set(await appeared(widget))).toEqual(new Set(['settings', 'prompt']))
  expect(await widget.host.notifications()).toEqual([])
})

test('the real collector: an administrator’s link joins, ratings arrive, a revoked device comes back as the same', async ({
  start,
}, info) => {
  test.setTimeout(120_000)
  const real = await new RealCollector(info.outputPath('collector')).start()
  try {
    await real.command('team', 'add', 'Claims')
    const invitation = await real.command<{ link: string; code: string }>(
      'code',
      'create',
      'Claims',
      '--seats',
      '2',
      '--endpoint',
      real.url,
    )
    const widget = await start()
    await rate(widget, '2')
    await widget.second(invitation.link)
    const settings = await widget.window('settings')
    await settings.getByRole('button', { name: 'Join the team' }).click()
    await expect(settings.getByText('Connected', { exact: true })).toBeVisible()
    const interactions = async () => (await real.command<{ interactions: number }>('stats')).interactions
    await expect.poll(interactions).toBe(1)
    await rate(widget, '5')
    await expect.poll(interactions).toBe(2)
    await expect(settings.getByText(/^All sent/)).toBeVisible()

    // Away for a while.
    await real.stop()
    await rate(widget, '4')
    await expect.poll(() => widget.host.trayTip()).toMatch(/1 waiting/)
    await real.start()
    // It comes back by itself, or at once for who is impatient: the button goes when there is nothing more to try.
    await settings
      .getByRole('button', { name: 'Try again now' })
      .click({ timeout: 2_000 })
      .catch(() => {})
    await expect.poll(interactions, { timeout: 45_000 }).toBe(3)

    const { devices } = await real.command<{ devices: { deviceId: string }[] }>('device', 'list')
    await real.command('device', 'revoke', devices[0]?.deviceId ?? '')
    await rate(widget, '3')
    await expect(settings.getByText('The access of this computer was taken back.')).toBeVisible()
    await settings.getByRole('textbox', { name: 'Code', exact: true }).fill(invitation.code)
    await settings.getByRole('button', { name: 'Join again' }).click()
    await expect.poll(interactions).toBe(4)
    expect(await real.command('stats')).toMatchObject({ devices: 1, agents: 1, interactions: 4 })
    expect(await real.command('verify')).toEqual({ ok: true, differences: [] })
  } finally {
    await real.stop()
  }
})

for (const language of ['en', 'nl'] as const) {
  test(`axe finds nothing in what settings and panel say about the team (${language})`, async ({
    start,
    collector,
  }) => {
    test.setTimeout(120_000)
    const words = CATALOGUES[language]
    const widget = await start({ language })
    await rate(widget, '2', language)
    const check = async (page: Page, what: string) => {
      await expectNoViolations(page, what)
      await page.emulateMedia({ forcedColors: 'active' })
      await expectNoViolations(page, `${what}, forced colours`)
      await page.emulateMedia({ forcedColors: 'none' })
    }
    await widget.second(link(collector.url))
    const settings = await widget.window('settings')
    const question = settings.locator('.invitation')
    await expect(question.locator('.primary')).toBeEnabled()
    await settings.locator('.outgoing summary').click()
    await settings.locator('.outgoing pre').first().waitFor()
    await check(settings, 'invited, with what leaves')
    collector.refusal = 'invalid'
    collector.clockMs = 9 * 3_600_000
    await question.locator('.primary').click()
    await settings.locator('.refused li').waitFor()
    await collector.stop()
    await rate(widget, '3', language)
    await expect(settings.getByRole('button', { name: words['team.try-again'] })).toBeVisible()
    await settings.getByRole('button', { name: words['team.leave'] }).click()
    await check(settings, 'waiting, refused, a wrong clock, asked about leaving')
    await widget.host.trayChoose('open')
    const panel = await widget.window('panel')
    await panel.locator('.sync-line').waitFor()
    await check(panel, 'panel')
    await settings.evaluate(() => {
      document.documentElement.style.fontSize = '200%'
    })
    const overflow = await settings.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow).toBeLessThanOrEqual(0)
  })
}

test('a team can be joined with the keyboard alone', async ({ start, collector }) => {
  const widget = await start()
  const settings = await openSettings(widget)
  await settings.keyboard.press('Tab')
  await expect(settings.getByLabel('Address of the collector')).toBeFocused()
  await settings.keyboard.type(collector.url)
  await settings.keyboard.press('Tab')
  await settings.keyboard.type(CODE.toLowerCase())
  await settings.keyboard.press('Enter')
  // Where the form was, the focus finds what has become of it.
  await expect(settings.getByText('Connected', { exact: true })).toBeFocused()
})
