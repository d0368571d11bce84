/** What `electron [options] <app folder | main file> [arguments]` was asked to do. */
export interface CommandLine {
  /** Everything after the executable, as given. */
  raw: string[]
  /** Chromium switches wherever they stand: `--name` or `--name=value`, never `--name value`. */
  switches: Map<string, string>
  /** Modules named with `-r` or `--require` before the app. */
  preloads: string[]
  /** The first argument that is no option. */
  target: string | undefined
}

/** Reads a command line the way Electron does: only `-r` takes the following word as its value. */
export function parseCommandLine(raw: string[]): CommandLine {
  const switches = new Map<string, string>()
  const preloads: string[] = []
  let target: string | undefined
  for (let index = 0; index < raw.length; index++) {
    const word = raw[index] as string
    if (target === undefined && (word === '-r' || word === '--require')) {
      const file = raw[++index]
      if (file !== undefined) preloads.push(file)
      continue
    }
    const found = /^--([^=]+)=?(.*)$/s.exec(word)
    if (found) switches.set(found[1] as string, found[2] as string)
    else if (target === undefined && !word.startsWith('-')) target = word
  }
  return { raw, switches, preloads, target }
}
