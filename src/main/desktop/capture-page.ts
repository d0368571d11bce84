/** A picture of a whole page. Electron's own `capturePage` has only what is in view: a long page would be cut. */
import { screen, type BrowserWindow } from 'electron'
import { z } from '../../shared/zod.ts'

/** Pixels: graphics hardware draws no picture that is higher. */
const HIGHEST = 16_384

const metricsSchema = z.object({ cssContentSize: z.object({ width: z.number(), height: z.number() }) })
const pictureSchema = z.object({ data: z.base64() })

/**
 * All of a window's page as PNG, as large as on its screen; only a page that is higher than a picture can be is made
 * smaller.
 * @throws where the developer tools of the window are open
 */
export async function capturePage(window: BrowserWindow): Promise<Uint8Array> {
  const { debugger: protocol } = window.webContents
  // A second picture at the same moment would end the first one's.
  if (protocol.isAttached()) throw new Error('a picture of this window is being made already')
  protocol.attach('1.3')
  try {
    const { cssContentSize } = metricsSchema.parse(await protocol.sendCommand('Page.getLayoutMetrics'))
    const { width, height } = cssContentSize
    const pixels = height * screen.getDisplayMatching(window.getBounds()).scaleFactor
    const picture = await protocol.sendCommand('Page.captureScreenshot', {
      format: 'png',
      captureBeyondViewport: true,
      clip: { x: 0, y: 0, width, height, scale: Math.min(1, HIGHEST / pixels) },
    })
    return Buffer.from(pictureSchema.parse(picture).data, 'base64')
  } finally {
    if (!window.isDestroyed()) protocol.detach()
  }
}
