/** Electron's `webContents`: what a window shows, and its side of the IPC. */
import { app } from '../app/app.ts'
import type { Placement } from '../chromium/chromium.ts'
import { nativeImage, type NativeImage } from '../desktop/native-image.ts'
import { nativeTheme } from '../desktop/native-theme.ts'
import { measureScreen } from '../desktop/screen.ts'
import { ipcMain } from '../ipc-main.ts'
import { defaultSession } from '../network/session.ts'
import { originOf } from '../network/wire-url.ts'
import type { PageRequest } from '../page/context-bridge.ts'
import type { PageMessage } from '../page/preload-world.ts'
import { makeEvent, notImplemented, type PartOf, strictEmitter } from '../strict.ts'
import { Debugger } from './debugger.ts'
import { makeMainFrame } from './main-frame.ts'
import { type ConsoleCall, Page } from './page.ts'
import { windows } from './registry.ts'

/** What the contents need of their window. */
export interface ContentsOwner {
  title: string
  placement(): Placement
  /** Chromium's window went away without our doing. */
  lost(): void
  /** The page called `window.close()`. */
  close(): void
  isFocused(): boolean
  /** The first page has been drawn. */
  readyToShow(): void
}

type OpenHandler = (details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse
type Implemented = PartOf<Electron.WebContents, 'session' | 'debugger' | 'capturePage' | 'printToPDF'>

const CONSOLE_LEVELS: Partial<Record<string, 'error' | 'warning' | 'debug'>> = {
  error: 'error',
  warning: 'warning',
  debug: 'debug',
}
const withoutHash = (url: string): string => url.replace(/#.*$/s, '')
let lastId = 0

export class WebContents extends strictEmitter('webContents') implements Implemented {
  static getAllWebContents(): WebContents[] {
    return [...windows].map(({ webContents }) => webContents)
  }
  static fromId(id: number): WebContents | undefined {
    return WebContents.getAllWebContents().find((contents) => contents.id === id)
  }
  /** Playwright finds a page's window by it. */
  static fromDevToolsTargetId(targetId: string): WebContents | undefined {
    return WebContents.getAllWebContents().find((contents) => contents.#page?.targetId === targetId)
  }

  readonly id = ++lastId
  readonly session = defaultSession
  readonly debugger = new Debugger(() => this.#opening)
  readonly mainFrame: Electron.WebFrameMain
  readonly #owner: ContentsOwner
  readonly #preferences: Electron.WebPreferences
  #page: Page | undefined
  #opening: Promise<Page>
  #url = ''
  #wanted = ''
  /** What `loadURL` asked for; any other navigation comes from the page. */
  #expected: string | undefined
  #shown = false
  #destroyed = false
  #zoom = 1
  #openHandler: OpenHandler | undefined

  constructor(owner: ContentsOwner, preferences: Electron.WebPreferences) {
    super()
    this.#owner = owner
    this.#preferences = preferences
    this.mainFrame = makeMainFrame(this)
    this.#opening = this.#open()
  }

  #open(): Promise<Page> {
    const opening = this.#openPage()
    opening.catch((error: unknown) => {
      if (this.#destroyed) return
      process.stderr.write(`electron stand-in: a window could not be opened: ${String(error)}\n`)
      app.exit(1)
    })
    return opening
  }

  async #openPage(): Promise<Page> {
    const page = await Page.open({
      title: this.#owner.title,
      placement: this.#owner.placement(),
      preload: this.#preferences.preload,
      additionalArguments: this.#preferences.additionalArguments ?? [],
      mayNavigate: (...request) => this.#mayNavigate(...request),
    })
    page.on('message', (message) => void this.#receive(message))
    page.on('navigated', (url, inPage) => this.#navigated(url, inPage))
    page.on('loaded', () => this.#loaded())
    page.on('console', (call) => this.#console(call))
    page.on('popup', (url) => this.#request({ kind: 'open', url, frameName: '' }))
    page.on('crashed', () => {
      const details = { reason: 'crashed', exitCode: 1 }
      this.emit('render-process-gone', makeEvent(), details)
      app.emit('render-process-gone', makeEvent(), this, details)
    })
    page.on('gone', () => this.#owner.lost())
    this.#page = page
    page.setColorScheme(nativeTheme.themeSource)
    await measureScreen(page)
    return page
  }

  /** For the window: the page, once it is there. */
  whenOpen(): Promise<Page> {
    return this.#opening
  }

  /** For the window: its page was closed by hand, but the app wants to keep the window. */
  reopen(): void {
    this.#page = undefined
    this.#opening = this.#open()
    this.loadURL(this.#wanted).catch(() => {})
  }

  /** For the window: it is closed. */
  dispose(): void {
    this.#destroyed = true
    this.#opening.then((page) => page.close()).catch(() => {})
    this.emit('destroyed')
  }

  intercept(): Promise<void> | undefined {
    return this.#page?.intercept()
  }

  async loadURL(url: string): Promise<void> {
    this.#wanted = url
    const page = await this.#opening
    if (this.#destroyed) return
    this.#expected = withoutHash(url)
    const loaded = new Promise<void>((resolve) => {
      page.once('loaded', resolve)
    })
    const failure = await page.navigate(url)
    if (!failure) return loaded
    const code = failure.replace('net::', '')
    this.emit('did-fail-load', makeEvent(), -2, code, url, true, 1, 1)
    throw Object.assign(new Error(`${code} (-2) loading '${url}'`), { code, errno: -2, url })
  }

  #mayNavigate(url: string, isMainFrame: boolean, isRedirect: boolean): boolean {
    if (isMainFrame && this.#expected === withoutHash(url)) {
      this.#expected = undefined
      return true
    }
    const details = { url, isMainFrame, isSameDocument: false, frame: this.mainFrame }
    const event = makeEvent({ ...details, initiator: this.mainFrame })
    const names = isRedirect ? ['will-redirect'] : ['will-frame-navigate']
    if (isMainFrame && !isRedirect) names.push('will-navigate')
    return names.every((name) => {
      this.emit(name, event, url, false, isMainFrame)
      return !event.defaultPrevented
    })
  }

  #navigated(url: string, inPage: boolean): void {
    this.#url = url
    if (inPage) this.emit('did-navigate-in-page', makeEvent(), url, true)
    else this.emit('did-navigate', makeEvent(), url, 200, 'OK')
  }

  #loaded(): void {
    // The page that Chromium opens a window with is none of the app's.
    if (!this.#wanted) return
    this.emit('did-finish-load')
    if (this.#shown) return
    this.#shown = true
    this.#owner.readyToShow()
  }

  #console({ type, args, stackTrace }: ConsoleCall): void {
    const { lineNumber = 0, url: sourceId = '' } = stackTrace?.callFrames[0] ?? {}
    const message = args.map(({ value, description }) => String(value ?? description ?? '')).join(' ')
    const level = CONSOLE_LEVELS[type] ?? 'info'
    this.emit('console-message', makeEvent({ level, message, lineNumber, sourceId, frame: this.mainFrame }))
  }

  async #receive(message: PageMessage): Promise<void> {
    switch (message.kind) {
      case 'dom-ready':
        this.emit('dom-ready', makeEvent())
        break
      case 'request':
        this.#request(message.request)
        break
      case 'preload-error': {
        const error = Object.assign(new Error(message.message), { stack: message.stack })
        process.stderr.write(`electron stand-in: the preload failed: ${message.stack}\n`)
        this.emit('preload-error', makeEvent(), this.#preferences.preload, error)
        break
      }
      case 'send':
        ipcMain.emit(message.channel, this.#ipcEvent(), ...message.args)
        break
      case 'invoke':
        await this.#invoke(message.id, message.channel, message.args)
        break
      default:
        message satisfies never
    }
  }

  #ipcEvent(): Electron.Event {
    const { mainFrame: senderFrame } = this
    return makeEvent({ sender: this, senderFrame, frameId: 1, processId: 1, type: 'frame' as const })
  }

  async #invoke(id: number, channel: string, args: unknown[]): Promise<void> {
    const page = this.#page
    try {
      const value = await ipcMain.run(channel, this.#ipcEvent(), args)
      page?.deliver({ kind: 'reply', id, ok: true, value })
    } catch (error) {
      page?.deliver({ kind: 'reply', id, ok: false, value: String(error) })
    }
  }

  #request(request: PageRequest): void {
    if (request.kind === 'close') {
      this.#owner.close()
      return
    }
    const { url, frameName } = request
    const answer = this.#openHandler?.({
      url,
      frameName,
      features: '',
      disposition: 'new-window',
      referrer: { url: this.#url, policy: 'strict-origin-when-cross-origin' },
    })
    if (answer?.action !== 'deny') notImplemented('a window opened by a page')
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler
  }

  send(channel: string, ...args: unknown[]): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed')
    this.#page?.deliver({ kind: 'event', channel, args })
  }

  async capturePage(): Promise<NativeImage> {
    const page = await this.#opening
    return nativeImage.createFromBuffer(await page.capture())
  }

  async printToPDF(options: Electron.PrintToPDFOptions): Promise<Buffer> {
    const { pageSize, landscape, printBackground, preferCSSPageSize, ...others } = options
    const [unknown] = Object.keys(others)
    if (unknown !== undefined) notImplemented(`webContents.printToPDF({ ${unknown} })`)
    if (pageSize !== undefined && pageSize !== 'A4') notImplemented('a page size other than A4')
    const page = await this.#opening
    return page.print({
      ...(landscape !== undefined && { landscape }),
      ...(printBackground !== undefined && { printBackground }),
      ...(preferCSSPageSize !== undefined && { preferCSSPageSize }),
      // Inches; Chromium's own page is Letter.
      ...(pageSize === 'A4' && { paperWidth: 8.27, paperHeight: 11.69 }),
    })
  }

  /** For the session: forgets what pages of this one's origin keep. */
  async clearStorage(): Promise<void> {
    const page = await this.#opening
    await page.clearStorage(originOf(this.#url), 'all')
  }

  /** For the window: it has moved, or its contents are zoomed. */
  place(): void {
    const placement = this.#owner.placement()
    this.#opening.then((page) => page.place(placement, this.#zoom)).catch(() => {})
  }

  setZoomFactor(factor: number): void {
    this.#zoom = factor
    this.place()
  }
  getZoomFactor(): number {
    return this.#zoom
  }
  getURL(): string {
    return this.#url
  }
  isDestroyed(): boolean {
    return this.#destroyed
  }
  isFocused(): boolean {
    return this.#owner.isFocused()
  }
  focus(): void {
    this.#page?.bringToFront()
  }
  close(): void {
    this.#owner.close()
  }
}
