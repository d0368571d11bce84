/** The team's figures as files, from the running app beside a real collector. */
import { readFileSync } from 'node:fs'
import { expect, test } from './support.ts'

test('the team as a table, a page and a picture', async ({ start, real }, info) => {
  test.setTimeout(120_000)
  const words = ['code', 'create', 'Claims', '--role', 'lead', '--endpoint', real.url]
  const { code } = await real.command<{ code: string }>(...words)
  const widget = await start()
  const labels = async () => (await widget.host.trayMenu()).map(({ label }) => label)
  expect(await labels()).not.toContain('Team')
  await widget.host.trayChoose('settings')
  const settings = await widget.window('settings')
  const joined = await settings.evaluate((how) => window.aftercall.invoke('sync:enrol', how), {
    endpoint: real.url,
    code,
  })
  expect(joined).toMatchObject({ ok: true, value: { joined: true } })
  await expect.poll(labels).toContain('Team')
  await widget.host.trayChoose('team')
  const team = await widget.window('team')
  const board = () =>
    team.evaluate(async () => {
      const view = await window.aftercall.invoke('team:get')
      return view.ok ? view.value : undefined
    })
  await expect.poll(async () => (await board())?.board?.role).toBe('lead')
  expect(await board()).toMatchObject({ hasTeam: true, problem: null })

  const save = async (format: 'pdf' | 'png') => {
    const path = info.outputPath(`team.${format}`)
    await widget.host.dialogAnswer({ canceled: false, filePath: path })
    const outcome = await team.evaluate(
      (wanted) => window.aftercall.invoke('team:export', { format: wanted }),
      format,
    )
    expect(outcome).toEqual({ ok: true, value: { saved: true, path } })
    return readFileSync(path)
  }
  expect((await save('pdf')).subarray(0, 5).toString()).toBe('%PDF-')
  expect((await save('png')).subarray(1, 4).toString()).toBe('PNG')
  const path = info.outputPath('team.csv')
  await widget.host.dialogAnswer({ canceled: false, filePath: path })
  await team.evaluate(() => window.aftercall.invoke('team:export', { format: 'csv', by: 'month' }))
  expect(readFileSync(path, 'utf8')).toMatch(/^\uFEFFteam,by,from,to,/)
  expect(await team.evaluate(() => window.aftercall.invoke('team:export', { format: 'pdf' }))).toEqual({
    ok: true,
    value: { saved: false, why: 'cancelled' },
  })
})
