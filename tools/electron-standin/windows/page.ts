/**
 * One page of Chromium behind a window: opening it, speaking with its preload, moving, drawing and closing
 * it.
 */
import { EventEmitter } from 'node:events'
import { browser } from '../chromium/browser.ts'
import type { Chromium, Placement, Popup } from '../chromium/chromium.ts'
import type { DevToolsSession } from '../chromium/devtools.ts'
import type { Protocol } from '../chromium/protocol.ts'
import { fromWire, toWire } from '../network/wire-url.ts'
import { makeCodec } from '../page/codec.ts'
import type { HostMessage, PageMessage } from '../page/preload-world.ts'
import { BINDING, pageScripts, WORLD } from '../page/scripts.ts'
import { headless } from '../runtime.ts'
import { PageRequests, type RequestOwner } from './requests.ts'

export type ConsoleCall = Protocol.Runtime.consoleAPICalledPayload

interface PageEvents {
  message: [PageMessage]
  navigated: [url: string, inPage: boolean]
  loaded: []
  console: [ConsoleCall]
  crashed: []
  /** The page opened a window past its `window.open`; it is closed already. */
  popup: [url: string]
  /** Somebody closed the window: the user, or Chromium itself. */
  gone: []
}

export interface PageOptions {
  title: string
  placement: Placement
  preload: string | undefined
  additionalArguments: string[]
  mayNavigate: RequestOwner['mayNavigate']
}

export const codec = makeCodec()

/** At least as high as the tab strip of a headless window, in pixels. */
const TAB_STRIP = 120

export class Page extends EventEmitter<PageEvents> implements RequestOwner {
  readonly targetId: string
  readonly mayNavigate: RequestOwner['mayNavigate']
  frameId: string | undefined
  readonly #chromium: Chromium
  readonly #session: DevToolsSession
  readonly #requests: PageRequests
  /** The preload's world of the document that is there now. */
  #world: { id: number; uniqueId: string; queue: string[] } | undefined

  static async open(options: PageOptions): Promise<Page> {
    const chromium = await browser()
    const targetId = await chromium.openPage(options.title, options.placement, headless)
    const session = await chromium.connection.attach(targetId)
    const page = new Page(chromium, session, targetId, options)
    await page.#setUp(options)
    return page
  }

  private constructor(
    chromium: Chromium,
    session: DevToolsSession,
    targetId: string,
    { mayNavigate }: PageOptions,
  ) {
    super()
    this.#chromium = chromium
    this.#session = session
    this.targetId = targetId
    this.mayNavigate = mayNavigate
    this.#requests = new PageRequests(session, this)
    chromium.connection.root.on('Target.targetDestroyed', this.#onDestroyed)
    chromium.on('popup', this.#onPopup)
  }

  readonly #onDestroyed = ({ targetId }: { targetId: string }): void => {
    if (targetId !== this.targetId) return
    this.#forget()
    this.emit('gone')
  }

  readonly #onPopup = (popup: Popup): void => {
    if (popup.taken || (popup.openerId !== undefined && popup.openerId !== this.targetId)) return
    popup.taken = true
    this.emit('popup', fromWire(popup.url))
  }

  #forget(): void {
    this.#chromium.connection.root.off('Target.targetDestroyed', this.#onDestroyed)
    this.#chromium.off('popup', this.#onPopup)
  }

  async #setUp({ preload, additionalArguments, placement }: PageOptions): Promise<void> {
    const session = this.#session
    this.#listen()
    const { main, isolated } = pageScripts(preload, additionalArguments)
    const ready = Promise.all([
      session.send('Page.enable'),
      this.#learnFrame(),
      session.send('Runtime.enable'),
      session.send('Inspector.enable'),
      // In the isolated world only: the page itself never sees the way to the main process.
      session.send('Runtime.addBinding', { name: BINDING, executionContextName: WORLD }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: main }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: isolated, worldName: WORLD }),
      this.#requests.intercept(),
      this.#emulateSize(placement.width, placement.height, 1),
    ])
    // Playwright lets every new page wait until both it and we have prepared it.
    session.post('Runtime.runIfWaitingForDebugger')
    await ready
  }

  async #learnFrame(): Promise<void> {
    const { frameTree } = await this.#session.send('Page.getFrameTree')
    this.frameId = frameTree.frame.id
  }

  #listen(): void {
    const session = this.#session
    session.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId } = context.auxData as { frameId?: string }
      if (context.name !== WORLD || frameId !== this.frameId) return
      this.#world = { id: context.id, uniqueId: context.uniqueId, queue: [] }
    })
    session.on('Runtime.executionContextsCleared', () => {
      this.#world = undefined
    })
    session.on('Runtime.bindingCalled', ({ name, executionContextId, payload }) => {
      if (name !== BINDING || executionContextId !== this.#world?.id) return
      this.emit('message', codec.decode(payload) as PageMessage)
    })
    session.on('Page.frameNavigated', ({ frame }) => {
      if (!frame.parentId) this.emit('navigated', fromWire(frame.url) + (frame.urlFragment ?? ''), false)
    })
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId === this.frameId) this.emit('navigated', fromWire(url), true)
    })
    session.on('Page.loadEventFired', () => this.emit('loaded'))
    session.on('Page.javascriptDialogOpening', ({ type }) => {
      session.post('Page.handleJavaScriptDialog', { accept: type === 'beforeunload' })
    })
    session.on('Runtime.consoleAPICalled', (call) => this.emit('console', call))
    session.on('Inspector.targetCrashed', () => this.emit('crashed'))
  }

  /** A text that says why it failed, or nothing. */
  async navigate(url: string): Promise<string | undefined> {
    const { errorText } = await this.#session.send('Page.navigate', { url: toWire(url) })
    return errorText
  }

  intercept(): Promise<void> {
    return this.#requests.intercept()
  }

  /**
   * Whatever is sent in one turn travels together, in order, to the document that was there when it was sent.
   */
  deliver(message: HostMessage): void {
    const world = this.#world
    if (!world) return
    const text = codec.encode(message)
    if (world.queue.push(text) > 1) return
    setImmediate(() => {
      const expression = `for (const text of ${JSON.stringify(world.queue)}) standinReceive(text)`
      world.queue = []
      this.#session.post('Runtime.evaluate', { expression, uniqueContextId: world.uniqueId })
    })
  }

  /** The value of an expression in the page's own world. */
  async evaluate(expression: string): Promise<unknown> {
    const { result } = await this.#session.send('Runtime.evaluate', { expression, returnByValue: true })
    return result.value
  }

  async capture(): Promise<Buffer> {
    const { data } = await this.#session.send('Page.captureScreenshot', {})
    return Buffer.from(data, 'base64')
  }

  /** For the debugger. */
  ask(method: 'Page.getLayoutMetrics' | 'Page.captureScreenshot', parameters: object): Promise<unknown> {
    return this.#session.send(method, parameters)
  }

  async print(options: Protocol.Page.printToPDFParameters): Promise<Buffer> {
    const { data } = await this.#session.send('Page.printToPDF', options)
    return Buffer.from(data, 'base64')
  }

  /** What pages of an origin keep by themselves. */
  async clearStorage(origin: string, storageTypes: string): Promise<void> {
    await this.#session.send('Storage.clearDataForOrigin', { origin: toWire(origin), storageTypes })
  }

  setColorScheme(scheme: 'light' | 'dark' | 'system'): void {
    const features = scheme === 'system' ? [] : [{ name: 'prefers-color-scheme', value: scheme }]
    this.#session.post('Emulation.setEmulatedMedia', { features })
  }

  async place({ x: left, y: top, width, height }: Placement, zoom: number): Promise<void> {
    await this.#emulateSize(width, height, zoom)
    // Room for the tab strip, which would cover the lower end of the page.
    await this.#setBounds({ left, top, width, height: headless ? height + TAB_STRIP : height })
  }

  /** A headed window can't be hidden, only minimised. */
  async setShown(shown: boolean): Promise<void> {
    if (!headless) await this.#setBounds({ windowState: shown ? 'normal' : 'minimized' })
  }

  bringToFront(): void {
    this.#session.post('Page.bringToFront')
  }

  close(): void {
    this.#forget()
    this.#requests.stop()
    this.#chromium.closePage(this.targetId)
  }

  /**
   * A headless window has a tab strip that takes room, and zooming means fewer CSS pixels on the same
   * surface.
   */
  async #emulateSize(width: number, height: number, zoom: number): Promise<void> {
    if (!headless && zoom === 1) return
    await this.#session.send('Emulation.setDeviceMetricsOverride', {
      width: Math.round(width / zoom),
      height: Math.round(height / zoom),
      deviceScaleFactor: zoom === 1 ? 0 : zoom,
      mobile: false,
    })
  }

  async #setBounds(bounds: Protocol.Browser.Bounds): Promise<void> {
    const { root } = this.#chromium.connection
    const { windowId } = await root.send('Browser.getWindowForTarget', { targetId: this.targetId })
    await root.send('Browser.setWindowBounds', { windowId, bounds })
  }
}
