/** Electron's `Tray` and `Notification`: there is no desktop to draw them on, tests press them. */
import { existsSync } from 'node:fs'
import { makeEvent, type PartOf, strictEmitter } from '../strict.ts'

type Image = Electron.NativeImage | string

export class Tray extends strictEmitter('Tray') implements PartOf<Electron.Tray> {
  #destroyed = false

  constructor(image: Image) {
    super()
    this.setImage(image)
  }
  setImage(image: Image): void {
    if (typeof image === 'string' && !existsSync(image)) {
      throw new Error(`Failed to load image from path '${image}'`)
    }
  }
  setPressedImage(): void {}
  setToolTip(): void {}
  setTitle(): void {}
  setContextMenu(): void {}
  popUpContextMenu(): void {}
  setIgnoreDoubleClickEvents(): void {}
  /** Linux desktops don't tell where the icon is: an empty rectangle, as there. */
  getBounds(): Electron.Rectangle {
    return { x: 0, y: 0, width: 0, height: 0 }
  }
  isDestroyed(): boolean {
    return this.#destroyed
  }
  destroy(): void {
    this.#destroyed = true
  }
}

export class Notification extends strictEmitter('Notification') implements PartOf<Electron.Notification> {
  static isSupported(): boolean {
    return true
  }

  readonly title: string
  readonly body: string
  readonly silent: boolean

  constructor({ title = '', body = '', silent = false }: Electron.NotificationConstructorOptions = {}) {
    super()
    this.title = title
    this.body = body
    this.silent = silent
  }
  show(): void {
    setImmediate(() => this.emit('show', makeEvent()))
  }
  close(): void {
    this.emit('close', makeEvent())
  }
}
