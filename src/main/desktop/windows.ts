/** The app's windows: made when they are needed, gone when they are closed, so that an idle widget has no renderer. */
import { BrowserWindow, screen, type BrowserWindowConstructorOptions } from 'electron'
import type { EventName } from '../../shared/ipc-names.ts'
import type { EventPayloads, WindowName } from '../../shared/ipc.ts'
import { APP_ORIGIN } from './app-protocol.ts'
import { capturePage } from './capture-page.ts'
import { askWhereTo, type SaveQuestion } from './save-file.ts'
import { clamp, placeInCorner, placeInMiddle, placeNear, type Rect, type Size } from './place-near.ts'

interface WindowKind {
  readonly size: Size
  /** `corner`: of the screen the agent works on; `tray`: beside the tray icon; `middle`: of that screen. */
  readonly place: 'corner' | 'tray' | 'middle'
  readonly options: BrowserWindowConstructorOptions
}

/** A card comes by itself: small, frameless, on top of everything, and never in the task bar. */
const CARD: BrowserWindowConstructorOptions = {
  frame: false,
  resizable: false,
  minimizable: false,
  maximizable: false,
  fullscreenable: false,
  alwaysOnTop: true,
  skipTaskbar: true,
  hasShadow: true,
  // A panel of macOS can be clicked without the app becoming the active one.
  ...(process.platform === 'darwin' ? { type: 'panel' } : {}),
}

const KINDS: Readonly<Record<WindowName, WindowKind>> = {
  prompt: { size: { width: 380, height: 190 }, place: 'corner', options: CARD },
  day: { size: { width: 380, height: 260 }, place: 'corner', options: CARD },
  panel: { size: { width: 420, height: 640 }, place: 'tray', options: { maximizable: false } },
  summary: { size: { width: 900, height: 720 }, place: 'middle', options: {} },
  team: { size: { width: 1000, height: 760 }, place: 'middle', options: {} },
  settings: { size: { width: 720, height: 720 }, place: 'middle', options: {} },
}

/** A page for the wall: its own style for paper decides about size and colours. */
const PRINT = { pageSize: 'A4', printBackground: true, preferCSSPageSize: true } as const

/** How long a card is waited for that doesn't say how high it is. */
const SIZE_MS = 500

interface Arrival {
  readonly place: WindowKind['place']
  /** It is to be shown. */
  wanted: boolean
  /** It has something to show. */
  isReady: boolean
  /** It has said how high that is. */
  isSized: boolean
}

export interface WindowsOptions {
  /** Path of the built preload. */
  readonly preload: string
  /** Path of the window icon. */
  readonly icon: string
  readonly trayBounds: () => Rect
  readonly background: () => string
  readonly title: (name: WindowName) => string
  /** The agent closed a window, or its renderer died. */
  readonly onClosed: (name: WindowName) => void
  readonly log: { error(message: string, error?: unknown): void }
}

export class Windows {
  readonly #open = new Map<WindowName, BrowserWindow>()
  /** Every web contents until it is gone: a closing window may still send what was typed last. */
  readonly #names = new Map<number, WindowName>()
  /** Cards on their way to the screen. */
  readonly #arriving = new WeakMap<BrowserWindow, Arrival>()
  readonly #options: WindowsOptions

  constructor(options: WindowsOptions) {
    this.#options = options
  }

  /** Opens a window, or brings it to the front, with the focus: only ever on an action of the agent. */
  show(name: WindowName): void {
    const window = this.#open.get(name)
    if (window === undefined) {
      const created = this.#create(name)
      created.once('ready-to-show', () => created.show())
      return
    }
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }

  /**
   * Shows a window without taking the focus: the agent may be typing (https://github.com/electron/electron/issues/2867).
   * It appears once it has said how high it is, so that it doesn't jump; a mute one appears all the same.
   */
  showInactive(name: WindowName): void {
    const window = this.#open.get(name) ?? this.#create(name)
    const arrival = this.#arriving.get(window)
    if (arrival === undefined || arrival.wanted || window.isVisible()) return
    arrival.wanted = true
    // What it has reported until now was the height of something else.
    arrival.isSized = false
    setTimeout(() => {
      arrival.isSized = true
      this.#arrive(window)
    }, SIZE_MS)
  }

  /** Makes a window without showing it, because it will soon be needed: it appears faster then. */
  prepare(name: WindowName): void {
    if (!this.#open.has(name)) this.#create(name)
  }

  /** Closes a window without a report to `onClosed`. The name is free at once: the next card gets its own window. */
  close(name: WindowName): void {
    const window = this.#open.get(name)
    this.#open.delete(name)
    window?.close()
  }

  /** Ends windows without asking their pages: nothing that was typed in them is written any more. */
  discardAllBut(kept: WindowName): void {
    for (const [name, window] of this.#open) {
      if (name === kept) continue
      this.#open.delete(name)
      window.destroy()
    }
  }

  /** Where to save something that a window asks for. */
  askWhereTo(from: WindowName, question: SaveQuestion): Promise<string | undefined> {
    return askWhereTo(this.#open.get(from), question)
  }

  /** A window's page as PDF, all of it; `undefined` when it isn't open. */
  async print(name: WindowName): Promise<Uint8Array | undefined> {
    return this.#open.get(name)?.webContents.printToPDF(PRINT)
  }

  /** A window's page as PNG, all of it; `undefined` when it isn't open. */
  async capture(name: WindowName): Promise<Uint8Array | undefined> {
    const window = this.#open.get(name)
    return window === undefined ? undefined : capturePage(window)
  }

  /** Names of the open windows. */
  names(): WindowName[] {
    return [...this.#open.keys()]
  }

  /** Gives a card the height of its content; it grows upwards from its corner. */
  setHeight(name: WindowName, height: number): void {
    const window = this.#open.get(name)
    if (window === undefined) return
    const bounds = window.getBounds()
    if (bounds.height !== height) {
      const { workArea } = screen.getDisplayMatching(bounds)
      window.setBounds(clamp({ ...bounds, y: bounds.y + bounds.height - height, height }, workArea))
    }
    const arrival = this.#arriving.get(window)
    if (arrival !== undefined) arrival.isSized = true
    this.#arrive(window)
  }

  #arrive(window: BrowserWindow): void {
    const arrival = this.#arriving.get(window)
    if (arrival === undefined || !arrival.wanted || !arrival.isReady || !arrival.isSized) return
    arrival.wanted = false
    if (window.isDestroyed() || window.isVisible()) return
    // It may have been made a while ago, and the agent works on another screen now.
    window.setBounds(this.#bounds(arrival.place, window.getBounds()))
    window.showInactive()
  }

  /** Sends an event of the contract to a window; nothing happens when it isn't open. */
  send<N extends EventName>(window: WindowName, name: N, payload: EventPayloads[N]): void {
    const contents = this.#open.get(window)?.webContents
    if (contents !== undefined && !contents.isDestroyed()) contents.send(name, payload)
  }

  /** The window that a web contents belongs to. */
  nameOf(webContentsId: number): WindowName | undefined {
    return this.#names.get(webContentsId)
  }

  /** Moves windows back inside a work area, after a screen was unplugged or scaled. */
  keepInside(): void {
    for (const window of this.#open.values()) {
      const bounds = window.getBounds()
      const inside = clamp(bounds, screen.getDisplayMatching(bounds).workArea)
      if (inside.x !== bounds.x || inside.y !== bounds.y) window.setBounds(inside)
    }
  }

  #create(name: WindowName): BrowserWindow {
    const { place, size, options } = KINDS[name]
    const window = new BrowserWindow({
      ...options,
      ...this.#bounds(place, size),
      show: false,
      title: this.#options.title(name),
      icon: this.#options.icon,
      backgroundColor: this.#options.background(),
      autoHideMenuBar: true,
      webPreferences: {
        preload: this.#options.preload,
        // Electron's defaults, stated, so that a change of defaults can't open a door.
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInSubFrames: false,
        nodeIntegrationInWorker: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        spellcheck: false,
        // A card lays itself out before it is shown; other windows may sleep while they are hidden.
        backgroundThrottling: options.alwaysOnTop !== true,
      },
    })
    this.#open.set(name, window)
    if (options.alwaysOnTop === true) {
      window.setAlwaysOnTop(true, 'pop-up-menu')
      if (process.platform === 'darwin')
        window.setVisibleOnAllWorkspaces(true, { skipTransformProcessType: true })
    }
    const arrival: Arrival = { place, wanted: false, isReady: false, isSized: false }
    this.#arriving.set(window, arrival)
    window.once('ready-to-show', () => {
      arrival.isReady = true
      this.#arrive(window)
    })
    const { id } = window.webContents
    this.#names.set(id, name)
    window.once('closed', () => {
      this.#names.delete(id)
      if (this.#open.get(name) !== window) return
      this.#open.delete(name)
      this.#options.onClosed(name)
    })
    window.webContents.on('render-process-gone', (_event, details) => {
      this.#options.log.error(`window ${name}: renderer gone (${details.reason})`)
      window.destroy()
    })
    window.loadURL(`${APP_ORIGIN}/${name}/index.html`).catch((error: unknown) => {
      if (window.isDestroyed()) return
      this.#options.log.error(`window ${name} could not be loaded`, error)
      window.destroy()
    })
    return window
  }

  #bounds(place: WindowKind['place'], { width, height }: Size): Rect {
    const size = { width, height }
    const { workArea } = screen.getDisplayNearestPoint(screen.getCursorScreenPoint())
    switch (place) {
      case 'corner':
        return placeInCorner(size, workArea)
      case 'middle':
        return placeInMiddle(size, workArea)
      case 'tray':
        return placeNear(this.#options.trayBounds(), size, screen.getAllDisplays())
    }
  }
}
