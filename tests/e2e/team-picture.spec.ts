/** A picture and a page of what the team window shows, all of it, also what has to be scrolled to. */
import { readFileSync } from 'node:fs'
import { expect, test } from './team-fixture.ts'

test('a picture has the whole page, and the window stays as it was', async ({ openBoard }, info) => {
  const { widget, page } = await openBoard('lead')
  const measure = () =>
    page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement
      return { scrollWidth, scrollHeight, innerWidth, innerHeight, scrollY, devicePixelRatio }
    })
  const save = async (format: 'pdf' | 'png') => {
    const path = info.outputPath(`team.${format}`)
    await widget.host.dialogAnswer({ canceled: false, filePath: path })
    const outcome = await page.evaluate(
      (wanted) => window.aftercall.invoke('team:export', { format: wanted }),
      format,
    )
    expect(outcome).toEqual({ ok: true, value: { saved: true, path } })
    return readFileSync(path)
  }
  const tabs = await page.getByRole('tab').all()
  let highest = 0
  for (const tab of tabs) {
    await tab.click()
    await page.evaluate(() => scrollTo(0, 120))
    const before = await measure()
    const picture = await save('png')
    // Of a PNG the first chunk says how large it is.
    expect(picture.readUInt32BE(16)).toBe(Math.round(before.innerWidth * before.devicePixelRatio))
    expect(picture.readUInt32BE(20)).toBe(Math.round(before.scrollHeight * before.devicePixelRatio))
    expect(await measure()).toEqual(before)
    highest = Math.max(highest, before.scrollHeight / before.innerHeight)
  }
  // Else nothing would have been cut before either.
  expect(highest).toBeGreaterThan(1.2)
  await tabs[0]?.click()
  await save('png')
  expect((await save('pdf')).subarray(0, 5).toString()).toBe('%PDF-')
})
