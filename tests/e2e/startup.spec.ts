/** A start that can't succeed says why in one sentence, and leaves the data as they are. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { kind } from './fixture.ts'
import { expect, test } from './support.ts'

const ROOT = resolve(import.meta.dirname, '../..')

// The real one shows a dialog of the system, which waits for somebody to press its button.
test.skip(kind === 'real', 'reads the sentence from what the stand-in prints')

function start(userData: string): { code: number | null; printed: string } {
  const { status, stdout, stderr } = spawnSync(
    join(ROOT, 'tools/electron-standin/electron'),
    [ROOT, `--user-data-dir=${userData}`, '--hidden'],
    { encoding: 'utf8', timeout: 30_000, env: { ...process.env, LANG: 'en_GB.UTF-8' } },
  )
  return { code: status, printed: stdout + stderr }
}

/** Every file of the database with a digest of its bytes. */
function fingerprint(userData: string): Record<string, string> {
  const names = readdirSync(userData).filter((name) => name.startsWith('aftercall.db'))
  return Object.fromEntries(
    names.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(userData, name)))
        .digest('hex'),
    ]),
  )
}

test('data of a newer version are refused politely and not touched', ({ prepare, userData }) => {
  prepare()
  const db = new Database(join(userData, 'aftercall.db'))
  db.exec(
    "CREATE TABLE future (id); INSERT INTO migrations (version, name, applied_at) VALUES (99, 'future', 0)",
  )
  db.pragma('user_version = 99')
  db.close()
  const before = fingerprint(userData)
  const { code, printed } = start(userData)
  expect(printed).toContain('Your data was written by a newer version of Aftercall.')
  expect(printed).not.toMatch(/\n\s+at /)
  expect(code).toBe(1)
  expect(fingerprint(userData)).toEqual(before)
})

test('a data folder that can’t be made is named', ({ userData }) => {
  mkdirSync(resolve(userData, '..'), { recursive: true })
  writeFileSync(userData, 'a file, not a folder')
  const { code, printed } = start(join(userData, 'data'))
  expect(printed).toContain(`The data in ${join(userData, 'data')} could not be opened.`)
  expect(printed).not.toMatch(/\n\s+at /)
  expect(code).toBe(1)
})

test('a damaged database is repaired, the agent is told, and the damaged file is kept', async ({
  prepare,
  launch,
  userData,
}) => {
  prepare({}, (store) => store.days.open('2026-11-20', 'Europe/Amsterdam'))
  writeFileSync(join(userData, 'aftercall.db'), 'this was a database once')
  const widget = await launch('--hidden')
  await widget.host.trayChoose('open')
  const panel = await widget.window('panel')
  await expect(panel.getByText('Your data was damaged')).toBeVisible()
  const [folder = ''] = readdirSync(join(userData, 'damaged'))
  expect(readFileSync(join(userData, 'damaged', folder, 'aftercall.db'), 'utf8')).toBe(
    'this was a database once',
  )
})
