/** Saving an export where the agent wants it. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { saveFile } from '../../../src/main/exporting.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const folder = () => temporaryFolder()

describe('an export', () => {
  it('is there whole, for its owner only, and replaces what the agent chose to replace', async () => {
    const path = join(folder(), 'mine.csv')
    writeFileSync(path, 'of last year', { mode: 0o644 })
    const errors: unknown[] = []
    const outcome = await saveFile(path, ['a,', 'b\n', new TextEncoder().encode('c')], (error) =>
      errors.push(error),
    )
    expect(outcome).toEqual({ saved: true, path })
    expect(readFileSync(path, 'utf8')).toBe('a,b\nc')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(errors).toEqual([])
  })

  it('touches no other file than the one that was chosen, whatever lies beside it', async () => {
    const here = folder()
    const path = join(here, 'mine.csv')
    const elsewhere = join(folder(), 'secret')
    writeFileSync(elsewhere, 'not yours')
    symlinkSync(elsewhere, `${path}.part`)
    await saveFile(path, ['mine'], () => {})
    expect(readFileSync(elsewhere, 'utf8')).toBe('not yours')
    expect(readFileSync(path, 'utf8')).toBe('mine')
    expect(readdirSync(here).toSorted()).toEqual(['mine.csv', 'mine.csv.part'])
  })

  it('that can’t be completed leaves what was there, and nothing half', async () => {
    const here = folder()
    const path = join(here, 'mine.csv')
    writeFileSync(path, 'of last year')
    const errors: unknown[] = []
    const broken = async function* pieces() {
      yield 'half'
      await Promise.resolve()
      throw new Error('the disk is gone')
    }
    const outcome = await saveFile(path, broken(), (error) => errors.push(error))
    expect(outcome).toEqual({ saved: false, why: 'failed', path })
    expect(readFileSync(path, 'utf8')).toBe('of last year')
    expect(readdirSync(here)).toEqual(['mine.csv'])
    expect(errors).toHaveLength(1)
  })

  it('into a folder that isn’t there, or onto a folder, is said to have failed', async () => {
    const here = folder()
    mkdirSync(join(here, 'taken.csv'))
    for (const path of [join(here, 'gone', 'mine.csv'), join(here, 'taken.csv')]) {
      expect(await saveFile(path, ['mine'], () => {})).toEqual({ saved: false, why: 'failed', path })
    }
    expect(existsSync(join(here, 'gone'))).toBe(false)
    expect(readdirSync(here)).toEqual(['taken.csv'])
  })
})
