/** What no mock can show: a disk that is really full, and one that is really read-only. */
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it, onTestFinished } from 'vitest'

import { openStore } from '../../../src/main/store/index.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { NO_MOUNTS, runOnOwnDisk } from './own-mounts.ts'
import { NOW, refusalOf } from './support.ts'

if (NO_MOUNTS !== undefined) console.log(NO_MOUNTS)

describe.skipIf(NO_MOUNTS !== undefined)('a full disk', { timeout: 30_000 }, () => {
  it('refuses every write with a code, loses nothing, and works again when there is space', () => {
    const [report] = runOnOwnDisk('full-disk-child.ts', temporaryFolder(), '1m', ['$NODE'])
    expect(report).toEqual({
      whileFull: {
        rate: 'disk-full',
        rateAgain: 'disk-full',
        add: 'disk-full',
        answer: 'disk-full',
        expire: 'disk-full',
        smile: 'disk-full',
        state: 'disk-full',
        backUp: 'disk-full',
      },
      unchanged: true,
      openWhileFull: 'disk-full',
      afterwards: { unchanged: true, rate: 1, add: 0, backUp: 'done' },
      again: 'disk-full',
      recovered: 'done',
      kept: 2,
      notices: [],
    })
  })
})

describe.skipIf(NO_MOUNTS !== undefined)('a read-only disk', { timeout: 30_000 }, () => {
  it('refuses to open with a sentence that names the file, and the data is there when it can be written again', () => {
    const report = runOnOwnDisk('read-only-child.ts', temporaryFolder(), '4m', [
      '$NODE fill',
      'mount -o remount,ro "$FOLDER"',
      '$NODE',
      'mount -o remount,rw "$FOLDER"',
      '$NODE',
    ])
    expect(report).toEqual([
      1,
      ['read-only', `/data/aftercall.db can't be written: it or its folder is read-only.`],
      1,
    ])
  })

  it('refuses to make a folder there', () => {
    const report = runOnOwnDisk('read-only-child.ts', temporaryFolder(), '4m', [
      'mount -o remount,ro "$FOLDER"',
      '$NODE',
    ])
    expect(report).toEqual([['read-only', `/data can't be written: it or its folder is read-only.`]])
  })
})

describe('a folder without permission to write', () => {
  // Root may write everywhere, whatever the mode says; a file that can't be changed stops root too.
  const isRoot = process.getuid?.() === 0

  it('refuses to open', (context) => {
    const directory = join(temporaryFolder(), 'data')
    mkdirSync(directory)
    const forbid = () => (isRoot ? spawnSync('chattr', ['+i', directory]) : chmodSync(directory, 0o500))
    const allow = () => (isRoot ? spawnSync('chattr', ['-i', directory]) : chmodSync(directory, 0o700))
    forbid()
    onTestFinished(() => void allow())
    if (canWrite(directory)) return context.skip('this file system has no immutable folders')
    expect(refusalOf(() => openStore({ directory, now: () => NOW }))).toBe('read-only')
  })

  it('and a file where the folder should be, are told from each other', () => {
    const path = join(temporaryFolder(), 'data')
    writeFileSync(path, '')
    expect(refusalOf(() => openStore({ directory: path, now: () => NOW }))).toBe('io')
  })
})

function canWrite(directory: string): boolean {
  try {
    writeFileSync(join(directory, 'probe'), '')
    rmSync(join(directory, 'probe'))
    return true
  } catch {
    return false
  }
}
