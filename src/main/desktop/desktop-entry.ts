/** Desktop entries of Linux: https://specifications.freedesktop.org/desktop-entry-spec/latest/ */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

export interface DesktopEntry {
  readonly executable: string
  /** `--hidden`, or a field code as `%u`. */
  readonly argument: string
  /** Further keys, `MimeType` and the like. */
  readonly more?: Readonly<Record<string, string>>
}

/** The text of an entry. What is special in a path is quoted as the specification says, twice: as value and for Exec. */
export function renderDesktopEntry({ executable, argument, more = {} }: DesktopEntry): string {
  const quoted = executable.replace(/[\\"`$]/g, String.raw`\\$&`).replaceAll('%', '%%')
  const keys = { Type: 'Application', Name: 'Aftercall', Exec: `"${quoted}" ${argument}`, ...more }
  return ['[Desktop Entry]', ...Object.entries(keys).map(([key, value]) => `${key}=${value}`), ''].join('\n')
}

/** Writes an entry unless the file holds just that already. */
export function writeDesktopEntry(file: string, entry: DesktopEntry): void {
  const text = renderDesktopEntry(entry)
  if (contentOf(file) === text) return
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

/** A file under a folder of the agent's own; https://specifications.freedesktop.org/basedir-spec/latest/ */
export function userFile(
  env: Readonly<Record<string, string | undefined>>,
  kind: 'config' | 'data',
  ...path: readonly string[]
): string {
  const base =
    kind === 'config'
      ? env['XDG_CONFIG_HOME'] || join(homedir(), '.config')
      : env['XDG_DATA_HOME'] || join(homedir(), '.local', 'share')
  return join(base, ...path)
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
