/** Electron's `webContents.debugger`: the questions about a page's size and picture, passed on to Chromium. */
import { notImplemented, type PartOf, strictEmitter } from '../strict.ts'
import type { Page } from './page.ts'

export class Debugger extends strictEmitter('debugger') implements PartOf<Electron.Debugger> {
  readonly #opening: () => Promise<Page>
  #attached = false

  constructor(opening: () => Promise<Page>) {
    super()
    this.#opening = opening
  }
  attach(): void {
    if (this.#attached) throw new Error('Debugger is already attached to the target')
    this.#attached = true
  }
  detach(): void {
    this.#attached = false
  }
  isAttached(): boolean {
    return this.#attached
  }
  async sendCommand(method: string, parameters: object = {}): Promise<unknown> {
    if (!this.#attached) throw new Error('No target available')
    if (method !== 'Page.getLayoutMetrics' && method !== 'Page.captureScreenshot')
      return notImplemented(`debugger.sendCommand('${method}')`)
    const page = await this.#opening()
    return page.ask(method, parameters)
  }
}
