/** Electron's `app.getPath`: the same folders under the same names. */
import { homedir, tmpdir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'

export class AppPaths {
  readonly #known = new Map<string, string>()
  readonly #name: () => string

  constructor(name: () => string, userData: string | undefined) {
    this.#name = name
    const home = homedir()
    const config = process.env.XDG_CONFIG_HOME
    this.#known.set('home', home)
    this.#known.set('appData', config && isAbsolute(config) ? config : join(home, '.config'))
    this.#known.set('temp', tmpdir())
    this.#known.set('exe', process.execPath)
    this.#known.set('module', process.execPath)
    for (const folder of ['Desktop', 'Documents', 'Downloads', 'Music', 'Pictures', 'Videos']) {
      this.#known.set(folder.toLowerCase(), join(home, folder))
    }
    if (userData) this.#known.set('userData', resolve(userData))
  }

  get(name: string): string {
    const known = this.#known.get(name)
    if (known) return known
    switch (name) {
      case 'userData':
        return join(this.get('appData'), this.#name())
      case 'sessionData':
        return this.get('userData')
      case 'logs':
        return join(this.get('userData'), 'logs')
      case 'crashDumps':
        return join(this.get('userData'), 'Crashpad')
      default:
        throw new Error(`Failed to get '${name}' path`)
    }
  }

  set(name: string, path: string): void {
    if (!isAbsolute(path)) throw new Error('Path must be absolute')
    this.#known.set(name, path)
  }
}
