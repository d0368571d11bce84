/** Where a window goes: pure geometry in device-independent pixels, always inside a work area. */

export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}
export interface Size {
  readonly width: number
  readonly height: number
}
export interface DisplayArea {
  readonly bounds: Rect
  readonly workArea: Rect
}

/** Distance to the edges of the work area. */
export const MARGIN = 12

/**
 * Bounds for a window beside the tray icon: centred on it, on the side of it that faces the work area. An empty
 * `tray` rectangle (Linux, hidden icons) gives the bottom right corner of the first display.
 * @throws RangeError when there is no display
 */
export function placeNear(tray: Rect, size: Size, displays: readonly DisplayArea[]): Rect {
  const [first] = displays
  if (first === undefined) throw new RangeError('no display')
  if (tray.width <= 0 || tray.height <= 0) return placeInCorner(size, first.workArea)
  const centre = { x: tray.x + tray.width / 2, y: tray.y + tray.height / 2 }
  const { workArea } = displays.find(({ bounds }) => contains(bounds, centre)) ?? first
  const below = centre.y < workArea.y + workArea.height / 2
  return clamp(
    {
      x: Math.round(centre.x - size.width / 2),
      y: Math.round(below ? tray.y + tray.height + MARGIN : tray.y - size.height - MARGIN),
      ...size,
    },
    workArea,
  )
}

/** Bounds in the bottom right corner of a work area. */
export function placeInCorner(size: Size, workArea: Rect): Rect {
  return clamp(
    {
      x: workArea.x + workArea.width - size.width - MARGIN,
      y: workArea.y + workArea.height - size.height - MARGIN,
      ...size,
    },
    workArea,
  )
}

/** Bounds in the middle of a work area. */
export function placeInMiddle(size: Size, workArea: Rect): Rect {
  return clamp(
    {
      x: Math.round(workArea.x + (workArea.width - size.width) / 2),
      y: Math.round(workArea.y + (workArea.height - size.height) / 2),
      ...size,
    },
    workArea,
  )
}

/** The rectangle moved, and if need be shrunk, so that it lies inside the work area; whole pixels. */
export function clamp(rect: Rect, workArea: Rect): Rect {
  const width = Math.floor(Math.min(rect.width, workArea.width))
  const height = Math.floor(Math.min(rect.height, workArea.height))
  const within = (value: number, from: number, room: number) =>
    Math.round(Math.max(from, Math.min(value, from + room)))
  return {
    x: within(rect.x, workArea.x, workArea.width - width),
    y: within(rect.y, workArea.y, workArea.height - height),
    width,
    height,
  }
}

function contains(rect: Rect, point: { readonly x: number; readonly y: number }): boolean {
  return (
    point.x >= rect.x && point.x < rect.x + rect.width && point.y >= rect.y && point.y < rect.y + rect.height
  )
}
