/** When something of a measured page is on the screen. */
import type { BrowserContext, Page } from '@playwright/test'

declare global {
  /** In a measured page: when what is waited for was painted, ms since the page began. */
  var painted: number | undefined
}

/**
 * In every page from now on: notes when what a selector finds has been painted. By the second frame after it came into the
 * page the one before it is on the screen; Chromium's own paint timing waits until what slides in has stopped.
 */
export async function notePainted(context: BrowserContext, selector: string): Promise<void> {
  await context.addInitScript((wanted) => {
    const observer = new MutationObserver(() => {
      if (document.querySelector(wanted) === null) return
      observer.disconnect()
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          globalThis.painted = performance.now()
        }),
      )
    })
    observer.observe(document, { childList: true, subtree: true })
  }, selector)
}

export interface Painted {
  /** Epoch ms at which the page began. */
  readonly origin: number
  /** ms since then. */
  readonly after: number
}

/** Waits for it. */
export async function paintedOn(page: Page): Promise<Painted> {
  await page.waitForURL(/^(?!about:)/)
  await page.waitForFunction(() => globalThis.painted !== undefined)
  return page.evaluate(() => ({ origin: performance.timeOrigin, after: globalThis.painted ?? 0 }))
}
