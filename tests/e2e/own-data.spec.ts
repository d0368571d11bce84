/** The agent's own data in the running app: saving all of it, and erasing it so that nothing of it can be found. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Running } from './fixture.ts'
import { expect, post, rows, test } from './support.ts'

/** Stands in everything that the agent has written. */
const MARK = 'Xylophone'

/** Files below a folder in which the mark can be read, in the encodings of SQLite and of Chromium's databases. */
function traces(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const content = readFileSync(path)
      return content.includes(MARK) || content.includes(Buffer.from(MARK, 'utf16le'))
    })
}

/** A rated interaction with a note, and another one that waits with a draft of a follow-up. */
async function work(widget: Running): Promise<Page> {
  await post(widget.userData, { ids: [`sip:${MARK}`], queue: MARK })
  await widget.host.trayChoose('open')
  const panel = await widget.window('panel')
  await expect.poll(() => rows(widget.userData).length).toBe(1)
  await panel.evaluate(async (mark) => {
    const today = await window.aftercall.invoke('today:get')
    const [interaction] = today.ok ? today.value.interactions : []
    if (interaction === undefined) throw new Error('no interaction')
    await window.aftercall.invoke('interaction:rate', { id: interaction.id, rating: 2 })
    await window.aftercall.invoke('interaction:amend', {
      id: interaction.id,
      patch: { note: `${mark} note` },
    })
    localStorage.setItem(`draft:${interaction.id}`, JSON.stringify({ text: `${mark} draft`, at: Date.now() }))
  }, MARK)
  return panel
}

async function openSummary(widget: Running): Promise<Page> {
  await widget.host.trayChoose('summary')
  return widget.window('summary')
}

test('erases every word from every file, closes what shows it, and starts empty', async ({
  start,
  launch,
}) => {
  const widget = await start()
  await work(widget)
  await expect.poll(() => traces(widget.userData).length).toBeGreaterThan(0)
  const summary = await openSummary(widget)
  const outcome = await summary.evaluate(() => window.aftercall.invoke('own:erase', { collector: false }))
  expect(outcome).toEqual({ ok: true, value: { erased: true } })

  // Only the window that has asked is left, and shows that there is nothing.
  const paths = () => widget.app.windows().map((page) => new URL(page.url()).pathname)
  await expect.poll(paths).toEqual(['/summary/index.html'])
  expect(rows(widget.userData)).toEqual([])
  const left = await summary.evaluate(async () => {
    const view = await window.aftercall.invoke('summary:get')
    return { drafts: localStorage.length, history: view.ok ? view.value.history : undefined }
  })
  expect(left).toEqual({ drafts: 0, history: [] })
  expect(widget.output()).not.toContain(MARK)
  await widget.close()

  const again = await launch('--hidden')
  const empty = await openSummary(again)
  expect(await empty.evaluate(() => localStorage.length)).toBe(0)
  await again.close()
  expect(traces(widget.userData)).toEqual([])
})

test('saves everything where the agent says, notes included', async ({ start }, info) => {
  const widget = await start()
  await work(widget)
  const summary = await openSummary(widget)
  const save = (format: 'json' | 'csv') =>
    summary.evaluate((wanted) => window.aftercall.invoke('own:export', { format: wanted }), format)
  expect(await save('json')).toEqual({ ok: true, value: { saved: false, why: 'cancelled' } })
  for (const format of ['json', 'csv'] as const) {
    const path = info.outputPath(`mine.${format}`)
    await widget.host.dialogAnswer({ canceled: false, filePath: path })
    expect(await save(format)).toEqual({ ok: true, value: { saved: true, path } })
    expect(readFileSync(path, 'utf8')).toContain(`${MARK} note`)
  }
  const questions = await widget.host.dialogs()
  expect(questions.map(({ kind }) => kind)).toEqual(Array.from({ length: 3 }, () => 'showSaveDialog'))
  expect(questions.at(-1)?.options).toMatchObject({
    title: 'Where should your data be saved?',
    filters: [{ extensions: ['csv'] }],
  })
})
