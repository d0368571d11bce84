/** The tray icon: draws what tray-menu.ts renders. */
import { Menu, nativeImage, Tray, type MenuItemConstructorOptions, type NativeImage } from 'electron'
import { join } from 'node:path'
import type { Rect } from './place-near.ts'
import type { TrayAction, TrayItem, TrayLook } from './tray-menu.ts'

export class TrayIcon {
  readonly #tray: Tray
  readonly #icons: string
  readonly #perform: (action: TrayAction) => void
  #drawn = ''

  /**
   * @param iconFolder folder with `tray-<state>[-Template][@2x].png`
   * @throws Error when the desktop has no tray at all; the panel, shortcut and relaunch remain
   */
  constructor(iconFolder: string, look: TrayLook, perform: (action: TrayAction) => void) {
    this.#icons = iconFolder
    this.#perform = perform
    this.#tray = new Tray(this.#image(look))
    this.#tray.on('click', () => perform({ do: 'open', window: 'panel' }))
    this.draw(look)
  }

  /** Shows a look; does nothing when it is what is shown already, since every redraw closes an open menu on Linux. */
  draw(look: TrayLook): void {
    const key = JSON.stringify(look)
    if (key === this.#drawn) return
    this.#drawn = key
    this.#tray.setImage(this.#image(look))
    this.#tray.setToolTip(look.tooltip)
    this.#tray.setContextMenu(Menu.buildFromTemplate(look.items.map((item) => this.#template(item))))
  }

  /** Where the icon is; an empty rectangle where the desktop doesn't tell. */
  bounds(): Rect {
    return this.#tray.getBounds()
  }

  destroy(): void {
    this.#tray.destroy()
  }

  #image(look: TrayLook): NativeImage {
    // Larger versions beside it are found by Electron by their names. Linux is given one bitmap only.
    const kind = process.platform === 'darwin' ? '-Template' : process.platform === 'linux' ? '-32' : ''
    const image = nativeImage.createFromPath(join(this.#icons, `tray-${look.icon}${kind}.png`))
    if (process.platform === 'darwin') image.setTemplateImage(true)
    return image
  }

  #template(item: TrayItem): MenuItemConstructorOptions {
    if ('separator' in item) return { type: 'separator' }
    if ('items' in item) {
      return { id: item.id, label: item.label, submenu: item.items.map((inner) => this.#template(inner)) }
    }
    const { id, label, enabled, action } = item
    return { id, label, enabled, click: () => this.#perform(action) }
  }
}
