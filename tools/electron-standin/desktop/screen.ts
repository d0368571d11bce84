/** Electron's `screen`: one display. Headless it is made up, otherwise the first window tells its size. */
import { headless } from '../runtime.ts'
import { makeEvent, type PartOf, strictEmitter } from '../strict.ts'

function makeDisplay(
  size: Electron.Size,
  workArea: Electron.Rectangle,
  scaleFactor: number,
): Electron.Display {
  const display: Partial<Electron.Display> = {
    id: 1,
    label: 'stand-in',
    bounds: { x: 0, y: 0, ...size },
    workArea,
    size,
    workAreaSize: { width: workArea.width, height: workArea.height },
    scaleFactor,
    rotation: 0,
    internal: false,
  }
  return display as Electron.Display
}

class Screen extends strictEmitter('screen') implements PartOf<Electron.Screen> {
  #display = makeDisplay({ width: 1920, height: 1080 }, { x: 0, y: 0, width: 1920, height: 1040 }, 1)

  getPrimaryDisplay(): Electron.Display {
    return this.#display
  }
  getAllDisplays(): Electron.Display[] {
    return [this.#display]
  }
  getDisplayNearestPoint(): Electron.Display {
    return this.#display
  }
  getDisplayMatching(): Electron.Display {
    return this.#display
  }
  getCursorScreenPoint(): Electron.Point {
    return { x: 0, y: 0 }
  }

  replace(display: Electron.Display): void {
    this.#display = display
    this.emit('display-metrics-changed', makeEvent(), display, ['bounds', 'workArea', 'scaleFactor'])
  }
}

export const screen = new Screen()
let measured = headless

/** Asks a page of a real display how large that is. */
export async function measureScreen(page: { evaluate(expression: string): Promise<unknown> }): Promise<void> {
  if (measured) return
  measured = true
  const numbers = await page.evaluate(
    '[screen.width, screen.height, screen.availLeft, screen.availTop, screen.availWidth, screen.availHeight,' +
      ' devicePixelRatio]',
  )
  const [width, height, x, y, availWidth, availHeight, scaleFactor] = numbers as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const workArea = { x, y, width: availWidth, height: availHeight }
  screen.replace(makeDisplay({ width, height }, workArea, scaleFactor))
}
