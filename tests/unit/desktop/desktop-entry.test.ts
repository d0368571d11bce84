import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { renderDesktopEntry, userFile, writeDesktopEntry } from '../../../src/main/desktop/desktop-entry.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

test('starts the program hidden, whatever characters its path has', () => {
  expect(renderDesktopEntry({ executable: '/opt/My "Apps"/a$b%c', argument: '--hidden' })).toBe(
    '[Desktop Entry]\nType=Application\nName=Aftercall\nExec="/opt/My \\\\"Apps\\\\"/a\\\\$b%%c" --hidden\n',
  )
})

test('says which links it opens', () => {
  const entry = renderDesktopEntry({
    executable: '/opt/a',
    argument: '%u',
    more: { MimeType: 'x-scheme-handler/aftercall;' },
  })
  expect(entry).toContain('Exec="/opt/a" %u\nMimeType=x-scheme-handler/aftercall;\n')
})

test('makes the folder it needs, and leaves a file alone that is right already', () => {
  const file = join(temporaryFolder(), 'applications', 'aftercall.desktop')
  writeDesktopEntry(file, { executable: '/opt/a', argument: '%u' })
  const { mtimeMs } = statSync(file)
  writeDesktopEntry(file, { executable: '/opt/a', argument: '%u' })
  expect(statSync(file).mtimeMs).toBe(mtimeMs)
  writeDesktopEntry(file, { executable: '/opt/b', argument: '%u' })
  expect(readFileSync(file, 'utf8')).toContain('/opt/b')
})

test('goes where the desktop says, else to the usual folders', () => {
  expect(userFile({ XDG_CONFIG_HOME: '/c' }, 'config', 'autostart', 'a')).toBe('/c/autostart/a')
  expect(userFile({}, 'data', 'applications')).toMatch(/\/\.local\/share\/applications$/)
})
