/** Global shortcuts: they work whatever program has the focus. */
import { globalShortcut } from 'electron'

/** Shortcuts in use; each set is replaced as a whole. */
export class Shortcuts {
  readonly #sets = new Map<string, string[]>()

  /**
   * Replaces a named set of shortcuts.
   * @param wanted accelerators and what they do; an empty accelerator is left out
   * @returns the accelerators that another program holds or that aren't valid
   */
  set(name: string, wanted: readonly (readonly [accelerator: string, action: () => void])[]): string[] {
    this.clear(name)
    const taken: string[] = []
    const registered: string[] = []
    for (const [accelerator, action] of wanted) {
      if (accelerator === '') continue
      if (register(accelerator, action)) registered.push(accelerator)
      else taken.push(accelerator)
    }
    this.#sets.set(name, registered)
    return taken
  }

  clear(name: string): void {
    for (const accelerator of this.#sets.get(name) ?? []) globalShortcut.unregister(accelerator)
    this.#sets.delete(name)
  }
}

function register(accelerator: string, action: () => void): boolean {
  try {
    return globalShortcut.register(accelerator, action)
  } catch {
    // Electron throws on an accelerator that it can't parse.
    return false
  }
}
