/** Electron's `globalShortcut`, within this process: an accelerator can be taken once. */
import { strict } from '../strict.ts'

const SYNONYMS: Record<string, string> = {
  cmd: 'meta',
  cmdorctrl: 'ctrl',
  command: 'meta',
  commandorcontrol: 'ctrl',
  control: 'ctrl',
  esc: 'escape',
  option: 'alt',
  return: 'enter',
  super: 'meta',
}

/** `CommandOrControl+Alt+A` and `alt+ctrl+a` are the same keys. */
function normalise(accelerator: string): string {
  const keys = accelerator.toLowerCase().split('+')
  return keys
    .map((key) => SYNONYMS[key] ?? key)
    .sort()
    .join('+')
}

const taken = new Map<string, () => void>()

export const globalShortcut = strict('globalShortcut', {
  register(accelerator: string, callback: () => void): boolean {
    const keys = normalise(accelerator)
    if (taken.has(keys)) return false
    taken.set(keys, callback)
    return true
  },
  isRegistered: (accelerator: string): boolean => taken.has(normalise(accelerator)),
  unregister: (accelerator: string): void => void taken.delete(normalise(accelerator)),
  unregisterAll: (): void => taken.clear(),
} satisfies Partial<Electron.GlobalShortcut>)
