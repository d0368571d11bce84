import { chmodSync, existsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { chooseDataFolder, prepareDataFolder } from '../../../src/main/desktop/data-folder.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const base = { argv: ['electron', '.'], env: {}, appData: '/home/ann/.config', cwd: '/somewhere' }

test('keeps data under Local AppData on Windows, never in the roaming profile', () => {
  const folder = chooseDataFolder({
    ...base,
    platform: 'win32',
    env: { LOCALAPPDATA: '/Users/ann/AppData/Local' },
    appData: '/Users/ann/AppData/Roaming',
  })
  expect(folder).toBe(join('/Users/ann/AppData/Local', 'Aftercall'))
})

test('keeps data in the folder that the system gives to programs elsewhere', () => {
  expect(chooseDataFolder({ ...base, platform: 'linux' })).toBe('/home/ann/.config/Aftercall')
})

test.each([[['--user-data-dir=mine']], [['--user-data-dir', 'mine']]])(
  'takes the folder that %j names',
  (argv) => {
    expect(chooseDataFolder({ ...base, platform: 'linux', argv: ['electron', '.', ...argv] })).toBe(
      '/somewhere/mine',
    )
  },
)

test('makes a folder that only the agent can read', () => {
  const folder = join(temporaryFolder(), 'a', 'b')
  expect(prepareDataFolder(folder, 'linux')).toBeUndefined()
  expect(statSync(folder).mode & 0o777).toBe(0o700)
})

test.each(['\\\\server\\share\\ann', '//server/share/ann', '\\\\?\\UNC\\server\\share'])(
  'refuses the network folder %s',
  (path) => {
    expect(prepareDataFolder(path, 'win32')).toEqual({ code: 'network-path', path })
  },
)

test('says so when the folder can’t be made', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'file'), '')
  chmodSync(folder, 0o500)
  expect(prepareDataFolder(join(folder, 'file', 'data'), 'linux')).toMatchObject({ code: 'io' })
  expect(existsSync(join(folder, 'file', 'data'))).toBe(false)
  chmodSync(folder, 0o700)
})
