/**
 * Electron's `BrowserWindow`. Whether it is shown and has the focus is kept here, not asked of the screen.
 */
import { app } from '../app/app.ts'
import { stopBrowserWhenIdle } from '../chromium/browser.ts'
import type { Placement } from '../chromium/chromium.ts'
import { screen } from '../desktop/screen.ts'
import { makeEvent, type PartOf, strictEmitter } from '../strict.ts'
import { windows } from './registry.ts'
import { type ContentsOwner, WebContents } from './web-contents.ts'

type Implemented = PartOf<Electron.BrowserWindow, 'webContents'>

function refuseUnsafe({ nodeIntegration, contextIsolation, sandbox }: Electron.WebPreferences): void {
  if (nodeIntegration) throw new Error('electron stand-in: nodeIntegration is not implemented')
  if (contextIsolation === false)
    throw new Error('electron stand-in: contextIsolation:false is not implemented')
  if (sandbox === false) throw new Error('electron stand-in: sandbox:false is not implemented')
}

/** Electron puts a window without a position in the middle of the main display. */
function initialPlacement(options: Electron.BrowserWindowConstructorOptions): Placement {
  const { width = 800, height = 600 } = options
  const { workArea } = screen.getPrimaryDisplay()
  return {
    x: options.x ?? Math.round(workArea.x + (workArea.width - width) / 2),
    y: options.y ?? Math.round(workArea.y + (workArea.height - height) / 2),
    width,
    height,
  }
}

export class BrowserWindow extends strictEmitter('BrowserWindow') implements Implemented, ContentsOwner {
  static #focused: BrowserWindow | null = null

  static getAllWindows(): BrowserWindow[] {
    return [...windows]
  }
  static getFocusedWindow(): BrowserWindow | null {
    return BrowserWindow.#focused
  }
  static fromWebContents(contents: WebContents | undefined): BrowserWindow | null {
    return [...windows].find(({ webContents }) => webContents === contents) ?? null
  }
  static fromId(id: number): BrowserWindow | null {
    return [...windows].find((window) => window.id === id) ?? null
  }

  readonly id: number
  readonly webContents: WebContents
  title: string
  #bounds: Placement
  #visible: boolean
  #minimised = false
  #alwaysOnTop: boolean
  #resizable: boolean
  readonly #focusable: boolean
  #destroyed = false
  /** The user closed Chromium's window, the app kept ours: it is opened again when it is to be shown. */
  #lost = false

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super()
    if (!app.hasStarted) throw new Error('Cannot create BrowserWindow before app is ready')
    refuseUnsafe(options.webPreferences ?? {})
    this.title = options.title ?? app.name
    this.#bounds = initialPlacement(options)
    this.#visible = options.show ?? true
    this.#alwaysOnTop = options.alwaysOnTop ?? false
    this.#resizable = options.resizable ?? true
    this.#focusable = options.focusable ?? true
    this.webContents = new WebContents(this, options.webPreferences ?? {})
    this.id = this.webContents.id
    windows.add(this)
    if (!this.#visible) this.#reflect()
    app.emit('web-contents-created', makeEvent(), this.webContents)
    app.emit('browser-window-created', makeEvent(), this)
    if (this.#visible) this.#takeFocus()
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url)
  }

  // Showing and focus

  show(): void {
    this.#appear()
    this.#takeFocus()
  }
  showInactive(): void {
    this.#appear()
  }
  hide(): void {
    this.#check()
    if (!this.#visible) return
    this.#visible = false
    this.#reflect()
    this.emit('hide', makeEvent())
    this.blur()
  }
  focus(): void {
    this.#check()
    if (this.#visible) this.#takeFocus()
  }
  blur(): void {
    if (BrowserWindow.#focused !== this) return
    BrowserWindow.#focused = null
    this.emit('blur', makeEvent())
    app.emit('browser-window-blur', makeEvent(), this)
  }
  minimize(): void {
    this.#minimised = true
    this.#reflect()
    this.emit('minimize', makeEvent())
    this.blur()
  }
  restore(): void {
    if (!this.#minimised) return
    this.#minimised = false
    this.#reflect()
    this.emit('restore', makeEvent())
  }

  #appear(): void {
    this.#check()
    if (this.#lost) {
      this.#lost = false
      this.webContents.reopen()
    }
    const before = this.#visible
    this.#visible = true
    this.#reflect()
    if (!before) this.emit('show', makeEvent())
  }

  #takeFocus(): void {
    const before = BrowserWindow.#focused
    if (before === this || !this.#focusable) return
    before?.blur()
    BrowserWindow.#focused = this
    this.webContents.focus()
    this.emit('focus', makeEvent())
    app.emit('browser-window-focus', makeEvent(), this)
  }

  /** Brings Chromium's window in line with ours. */
  #reflect(): void {
    const shown = this.#visible && !this.#minimised
    this.webContents
      .whenOpen()
      .then((page) => page.setShown(shown))
      .catch(() => {})
  }

  isVisible(): boolean {
    return this.#visible
  }
  isFocused(): boolean {
    return BrowserWindow.#focused === this
  }
  isMinimized(): boolean {
    return this.#minimised
  }

  // Closing

  close(): void {
    this.tryClose()
  }

  /** Closes unless the app objects; says whether it is closed. */
  tryClose(): boolean {
    if (this.#destroyed) return true
    const event = makeEvent()
    this.emit('close', event)
    if (!event.defaultPrevented) this.destroy()
    return this.#destroyed
  }

  destroy(): void {
    if (this.#destroyed) return
    this.#destroyed = true
    if (BrowserWindow.#focused === this) BrowserWindow.#focused = null
    windows.delete(this)
    this.webContents.dispose()
    this.emit('closed')
    if (windows.size > 0) return
    stopBrowserWhenIdle()
    app.lastWindowClosed()
  }

  /** Chromium's window went away. If the app keeps ours, what the page had in memory is lost. */
  lost(): void {
    if (this.tryClose()) return
    this.#lost = true
    this.#visible = false
    if (BrowserWindow.#focused === this) BrowserWindow.#focused = null
  }

  isDestroyed(): boolean {
    return this.#destroyed
  }

  #check(): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed')
  }

  readyToShow(): void {
    this.emit('ready-to-show')
  }

  // Place and size: the windows have no frame, so the contents are as large as the window

  placement(): Placement {
    return { ...this.#bounds }
  }
  getBounds(): Electron.Rectangle {
    this.#check()
    return { ...this.#bounds }
  }
  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.#check()
    const before = this.#bounds
    this.#bounds = { ...before, ...bounds }
    this.webContents.place()
    const { x, y, width, height } = this.#bounds
    if (width !== before.width || height !== before.height) this.emit('resize')
    if (x !== before.x || y !== before.y) this.emit('move')
  }
  setSize(width: number, height: number): void {
    this.setBounds({ width, height })
  }
  getSize(): [number, number] {
    return [this.#bounds.width, this.#bounds.height]
  }
  setContentSize(width: number, height: number): void {
    this.setBounds({ width, height })
  }
  getContentSize(): [number, number] {
    return this.getSize()
  }
  setPosition(x: number, y: number): void {
    this.setBounds({ x, y })
  }
  getPosition(): [number, number] {
    return [this.#bounds.x, this.#bounds.y]
  }

  // What only a real window manager can do is kept, or nothing to do

  setAlwaysOnTop(flag: boolean): void {
    this.#alwaysOnTop = flag
  }
  isAlwaysOnTop(): boolean {
    return this.#alwaysOnTop
  }
  setResizable(flag: boolean): void {
    this.#resizable = flag
  }
  isResizable(): boolean {
    return this.#resizable
  }
  isFocusable(): boolean {
    return this.#focusable
  }
  setTitle(title: string): void {
    this.title = title
  }
  getTitle(): string {
    return this.title
  }
  removeMenu(): void {}
  setMenuBarVisibility(): void {}
  moveTop(): void {}
  setVisibleOnAllWorkspaces(): void {}
  setSkipTaskbar(): void {}
  setBackgroundColor(): void {}
  flashFrame(): void {}
}
