/** Electron's `nativeTheme`: the desktop is taken to be light, the app may choose otherwise. */
import { type PartOf, strictEmitter } from '../strict.ts'
import { windows } from '../windows/registry.ts'

type Source = 'system' | 'light' | 'dark'

class NativeTheme extends strictEmitter('nativeTheme') implements PartOf<Electron.NativeTheme> {
  readonly shouldUseHighContrastColors = false
  readonly shouldUseInvertedColorScheme = false
  readonly inForcedColorsMode = false
  readonly prefersReducedTransparency = false
  #source: Source = 'system'

  get themeSource(): Source {
    return this.#source
  }
  set themeSource(source: Source) {
    if (source === this.#source) return
    this.#source = source
    for (const window of windows) {
      window.webContents
        .whenOpen()
        .then((page) => page.setColorScheme(source))
        .catch(() => {})
    }
    this.emit('updated')
  }
  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark'
  }
}

export const nativeTheme = new NativeTheme()
