/** A disk that is really full: the data lie on a small file system of their own. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, post, rows, test } from './support.ts'

test('keeps the rating when the disk is full, says so, and saves it when there is space again', async ({
  prepare,
  launch,
  userData,
}) => {
  mkdirSync(userData, { recursive: true })
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', userData]).status === 0
  test.skip(!mounted, 'needs root and a system that lets it mount a small file system')
  const ballast = join(userData, 'ballast')
  try {
    prepare()
    const widget = await launch('--hidden')
    await expect.poll(() => post(userData, { ids: ['sip:1'] }).catch(() => 0)).toBe(202)
    const card = await widget.window('prompt')
    await card.getByRole('radiogroup').waitFor()
    fill(ballast, userData)

    await card.keyboard.press('4')
    await expect(card.getByText('The disk is full')).toBeVisible()
    await expect(card.getByText('Saved', { exact: true })).toBeHidden()
    await expect(card.getByRole('heading', { name: 'Not saved yet Good' })).toBeVisible()
    expect(rows(userData)).toMatchObject([{ rating: null }])

    rmSync(ballast)
    await expect(card.getByText('Saved', { exact: true })).toBeVisible({ timeout: 15_000 })
    expect(rows(userData)).toMatchObject([{ rating: 4 }])
    await widget.close()
  } finally {
    spawnSync('umount', ['--lazy', userData])
  }
})

/** Fills a file system to its last block. */
function fill(file: string, folder: string): void {
  const { bavail, bsize } = statfsSync(folder)
  for (let blocks = bavail; blocks > 0; blocks = statfsSync(folder).bavail) {
    try {
      writeFileSync(file, Buffer.alloc(Math.max(1, blocks) * bsize), { flag: 'a' })
    } catch {
      // Chromium writes too; what is left over is seen in the next round.
    }
  }
}
