/**
 * The small services of a desktop. What would open a window of another program is said on the terminal
 * instead.
 */
import { type PartOf, strict, strictEmitter } from '../strict.ts'

function say(text: string): void {
  process.stderr.write(`electron stand-in: ${text}\n`)
}

/** Emits nothing by itself; tests emit `suspend`, `resume`, `lock-screen`, `unlock-screen`, `shutdown`. */
class PowerMonitor extends strictEmitter('powerMonitor') implements PartOf<Electron.PowerMonitor> {
  getSystemIdleState(): 'active' {
    return 'active'
  }
  getSystemIdleTime(): number {
    return 0
  }
}
export const powerMonitor = new PowerMonitor()

export const shell = strict('shell', {
  openExternal(url: string): Promise<void> {
    say(`would open ${url}`)
    return Promise.resolve()
  },
  openPath(path: string): Promise<string> {
    say(`would open ${path}`)
    return Promise.resolve('')
  },
  showItemInFolder: (path: string): void => say(`would show ${path}`),
} satisfies Partial<Electron.Shell>)

/** Nobody can answer, so every question gets its cautious answer. */
export const dialog = strict('dialog', {
  showMessageBox(...args: unknown[]): Promise<Electron.MessageBoxReturnValue> {
    const { message, detail = '', cancelId, defaultId } = args.at(-1) as Electron.MessageBoxOptions
    say(`would ask: ${message} ${detail}`)
    return Promise.resolve({ response: cancelId ?? defaultId ?? 0, checkboxChecked: false })
  },
  showErrorBox: (title: string, content: string): void => say(`would show an error: ${title}: ${content}`),
  showSaveDialog(): Promise<Electron.SaveDialogReturnValue> {
    say('would ask where to save')
    return Promise.resolve({ canceled: true, filePath: '' })
  },
})

let copied = ''
export const clipboard = strict('clipboard', {
  writeText(text: string): Promise<void> {
    copied = text
    return Promise.resolve()
  },
  readText: () => Promise.resolve(copied),
} satisfies Partial<Electron.Clipboard>)
