import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  clamp,
  placeInCorner,
  placeInMiddle,
  placeNear,
  type Rect,
} from '../../../src/main/desktop/place-near.ts'

const LAPTOP = {
  bounds: { x: 0, y: 0, width: 1920, height: 1080 },
  workArea: { x: 0, y: 0, width: 1920, height: 1040 },
}
const LEFT = {
  bounds: { x: -2560, y: -200, width: 2560, height: 1440 },
  workArea: { x: -2560, y: -200, width: 2560, height: 1400 },
}
const SIZE = { width: 420, height: 640 }

test.each<[string, Rect, Rect]>([
  [
    'tray at the bottom right',
    { x: 1700, y: 1045, width: 24, height: 24 },
    { x: 1500, y: 393, width: 420, height: 640 },
  ],
  [
    'tray in a menu bar at the top',
    { x: 1200, y: 0, width: 24, height: 24 },
    { x: 1002, y: 36, width: 420, height: 640 },
  ],
  [
    'tray on a screen to the left with a negative origin',
    { x: -300, y: 1205, width: 24, height: 24 },
    { x: -498, y: 553, width: 420, height: 640 },
  ],
  [
    'no rectangle, as on Linux',
    { x: 0, y: 0, width: 0, height: 0 },
    { x: 1488, y: 388, width: 420, height: 640 },
  ],
  [
    'tray outside all screens',
    { x: 9000, y: 9000, width: 24, height: 24 },
    { x: 1500, y: 400, width: 420, height: 640 },
  ],
])('places a window beside the tray: %s', (_name, tray, expected) => {
  expect(placeNear(tray, SIZE, [LAPTOP, LEFT])).toEqual(expected)
})

test('says so when there is no screen', () => {
  expect(() => placeNear({ x: 0, y: 0, width: 0, height: 0 }, SIZE, [])).toThrow(RangeError)
})

const rect = (min: number) =>
  fc.record({
    x: fc.integer({ min: -5000, max: 5000 }),
    y: fc.integer({ min: -5000, max: 5000 }),
    width: fc.integer({ min, max: 4000 }),
    height: fc.integer({ min, max: 3000 }),
  })

const isInside = (inner: Rect, outer: Rect) =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height

test('a window always lies inside a work area, whatever tray, screens and size', () => {
  const display = rect(200).map((workArea) => ({ bounds: workArea, workArea }))
  fc.assert(
    fc.property(
      rect(0),
      rect(1),
      fc.array(display, { minLength: 1, maxLength: 4 }),
      (tray, size, displays) => {
        const inside = (placed: Rect) => displays.some(({ workArea }) => isInside(placed, workArea))
        expect(inside(placeNear(tray, size, displays))).toBe(true)
        for (const { workArea } of displays) {
          expect(inside(placeInCorner(size, workArea))).toBe(true)
          expect(inside(placeInMiddle(size, workArea))).toBe(true)
          expect(inside(clamp(tray, workArea))).toBe(true)
        }
      },
    ),
  )
})
