/** A file of the organisation that says where answers go. */
import { writeFileSync } from 'node:fs'
import type { Running } from './fixture.ts'
import { CODE } from './scripted-collector.ts'
import { rate, test as base } from './sync-fixture.ts'
import { expect } from './support.ts'
import { invitationLink, TeamPage } from './team-page.ts'

interface Fixtures {
  /** The file that a pilot names as its policy; the administrators' own is nobody's in a test. */
  policyFile: string
}

const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from this pattern.
  policyFile: async ({}, use, info) => {
    await use(info.outputPath('policy.json'))
  },
  environment: async ({ policyFile }, use) => {
    await use({ AFTERCALL_POLICY_FILE: policyFile })
  },
})

/** By itself within a minute, because all computers start at nine; at once when the lid is opened. */
const askSoon = (widget: Running) => widget.host.power('resume')

test.describe('with a policy file', () => {
  test('it joins by itself; nothing can be changed, and links change nothing', async ({
    start,
    collector,
    policyFile,
  }) => {
    writeFileSync(policyFile, JSON.stringify({ sync: { endpoint: collector.url, code: CODE } }))
    const widget = await start()
    await rate(widget, '5')
    await askSoon(widget)
    await expect.poll(() => collector.ratings()).toEqual([5])
    const team = await TeamPage.open(widget)
    await expect(team.text('Your organisation has set this. It can’t be changed here.')).toBeVisible()
    await expect(team.page.getByRole('button', { name: 'Disconnect' })).toBeHidden()
    await expect(team.address).toBeHidden()
    await widget.second(invitationLink('https://other.example.com'))
    await expect(team.text(/A link invited you to other\.example\.com\. Your organisation/)).toBeVisible()
    await expect(team.joinButton).toBeHidden()
  })

  test('it sets the address and the agent brings the code, also by a link to that address', async ({
    start,
    collector,
    policyFile,
  }) => {
    writeFileSync(policyFile, JSON.stringify({ sync: { endpoint: collector.url } }))
    const widget = await start()
    const team = await TeamPage.open(widget)
    await expect(team.address).toBeHidden()
    await widget.second(invitationLink(`${collector.url}/`))
    await team.accept()
    await expect(team.connected).toBeVisible()
  })

  test('a code in it that the collector refuses is named; another one can be typed', async ({
    start,
    collector,
    policyFile,
  }) => {
    writeFileSync(policyFile, JSON.stringify({ sync: { endpoint: collector.url, code: 'OLD-CODE' } }))
    const widget = await start()
    const team = await TeamPage.open(widget)
    const refused = team.text('The code in your administrator’s policy file has expired.')
    await askSoon(widget)
    await expect(refused).toBeVisible()
    await expect(team.notConnected).toBeVisible()
    await team.join(collector)
    await expect(team.connected).toBeVisible()
    await expect(refused).toBeHidden()
  })

  test('a mistake in it is named with file and field, and changes nothing', async ({ start, policyFile }) => {
    writeFileSync(policyFile, '{"sync": {"endpoint": "collector.example.com", "kode": "1"}}')
    const widget = await start()
    await widget.host.trayChoose('open')
    const panel = await widget.window('panel')
    await expect(panel.getByText(`The policy file ${policyFile} has a mistake in sync.kode`)).toBeVisible()
    const team = await TeamPage.open(widget)
    await expect(team.text('has a mistake in sync.kode, so it changes nothing')).toBeVisible()
    await expect(team.notConnected).toBeVisible()
  })
})
