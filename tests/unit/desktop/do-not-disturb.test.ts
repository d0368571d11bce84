import { expect, test } from 'vitest'
import { isDoNotDisturb, run } from '../../../src/main/desktop/do-not-disturb.ts'

/** Answers as the systems' own tools print them. */
const answers = (outputs: Record<string, string>) => (file: string) => Promise.resolve(outputs[file])

test.each([
  ['KDE: notifications inhibited', 'linux', { gdbus: '(<true>,)\n' }, true],
  ['KDE: not inhibited', 'linux', { gdbus: '(<false>,)\n' }, false],
  ['GNOME: banners off', 'linux', { gsettings: 'false\n' }, true],
  ['GNOME: banners on', 'linux', { gsettings: 'true\n' }, false],
  ['a desktop that tells nothing', 'linux', {}, false],
  ['Windows: a presentation', 'win32', { 'powershell.exe': '4\r\n' }, true],
  ['Windows: quiet time', 'win32', { 'powershell.exe': '6\r\n' }, true],
  ['Windows: nothing special', 'win32', { 'powershell.exe': '5\r\n' }, false],
  ['macOS, which tells nobody', 'darwin', {}, false],
] as const)('%s', async (_title, platform, outputs, expected) => {
  expect(await isDoNotDisturb(platform, answers(outputs))).toBe(expected)
})

test('a program that is missing, fails or hangs counts as "can’t tell"', async () => {
  expect(await run('no-such-program', [])).toBeUndefined()
  expect(await run('false', [])).toBeUndefined()
  expect(await run('sleep', ['5'])).toBeUndefined()
  expect(await run('echo', ['yes'])).toBe('yes\n')
})
