/**
 * Draws all icons again from resources/icons/icon.svg and the drawings below, with Chromium as the painter:
 *
 *     node tools/make-icons.ts
 *
 * Tray icons carry Electron's scale suffixes (16 px, then @1.25x = 20, @1.5x = 24, @2x = 32, @3x = 48), which Electron
 * picks by itself; `-32` is for Linux, where trays take the plain picture and scale it.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { findChromium } from './setup/find-chromium.mjs'

const folder = resolve(import.meta.dirname, '../resources/icons')

const APP_SIZES = [16, 20, 24, 32, 40, 48, 64, 128, 256, 512]
const ICO_SIZES = [16, 20, 24, 32, 40, 48, 64, 256]
const TRAY_SCALES = [
  { suffix: '', size: 16 },
  { suffix: '@1.25x', size: 20 },
  { suffix: '@1.5x', size: 24 },
  { suffix: '@2x', size: 32 },
  { suffix: '@3x', size: 48 },
  { suffix: '-32', size: 32 },
]
/** Template images of macOS: black and alpha, 18 points. */
const TEMPLATE_SCALES = [
  { suffix: '', size: 18 },
  { suffix: '@2x', size: 36 },
]

/** A speech bubble; on a grid of 16, so that its edges are sharp at 16 px. */
const BUBBLE =
  'M8 .8c3.9 0 7 2.8 7 6.3s-3.1 6.3-7 6.3c-.7 0-1.4-.1-2-.2L2.5 15.2l.7-3.3C1.8 10.7 1 9 1 7.1 1 3.6 4.1.8 8 .8Z'
const SMILE =
  '<circle cx="5.5" cy="5.7" r="1.1"/><circle cx="10.5" cy="5.7" r="1.1"/><path d="M4.8 8.4c.7 1.6 1.8 2.3 3.2 2.3s2.5-.7 3.2-2.3" class="line"/>'

interface TrayDrawing {
  readonly colour: string
  /** Cut out of the bubble. */
  readonly hole: string
  readonly badge?: string
}

/** Told apart by shape, not by colour alone. */
const TRAY: Readonly<Record<'normal' | 'waiting' | 'paused' | 'day-done', TrayDrawing>> = {
  normal: { colour: '#2a8f84', hole: SMILE },
  waiting: {
    colour: '#2a8f84',
    hole: `<g transform="translate(-1.3 .9)">${SMILE}</g><circle cx="12.8" cy="3.2" r="4.2"/>`,
    badge: '#e8912d',
  },
  paused: { colour: '#857d73', hole: '<path d="M6 4.5v5.2M10 4.5v5.2" class="bold"/>' },
  'day-done': { colour: '#2a8f84', hole: '<path d="M4.6 7.4 7 9.7l4.4-4.8" class="bold"/>' },
}

/** The bubble with its face cut out; on a taskbar the face is filled, so that it reads on light and dark. */
function drawTray({ colour, hole, badge }: TrayDrawing, template: boolean): string {
  const ink = template ? '#000' : colour
  const face = template
    ? ''
    : `<g fill="#fff" stroke="#fff" stroke-linecap="round" stroke-linejoin="round" stroke-width="0">${hole.replace(/<circle cx="12[^>]*>/, '')}</g>`
  const dot =
    badge === undefined ? '' : `<circle cx="12.8" cy="3.2" r="3.2" fill="${template ? '#000' : badge}"/>`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">
    <style>.line{fill:none;stroke-width:1.5}.bold{fill:none;stroke-width:1.9}</style>
    <mask id="m"><rect width="16" height="16" fill="#fff"/><g fill="#000" stroke="#000" stroke-linecap="round" stroke-linejoin="round" stroke-width="0">${hole}</g></mask>
    <path d="${BUBBLE}" fill="${ink}" mask="url(#m)"/>${face}${dot}
  </svg>`
}

interface Picture {
  readonly png: Buffer
  /** RGBA, top row first. */
  readonly pixels: Buffer
}

async function paint(page: Page, svg: string, size: number): Promise<Picture> {
  const { png, pixels } = await page.evaluate(
    async ({ source, side }) => {
      const image = new Image()
      image.src = `data:image/svg+xml,${encodeURIComponent(source.replace('<svg ', `<svg width="${side}" height="${side}" `))}`
      await image.decode()
      const canvas = document.createElement('canvas')
      canvas.width = side
      canvas.height = side
      const context = canvas.getContext('2d')
      if (context === null) throw new Error('no canvas')
      context.drawImage(image, 0, 0, side, side)
      return {
        png: canvas.toDataURL('image/png'),
        pixels: [...context.getImageData(0, 0, side, side).data],
      }
    },
    { source: svg, side: size },
  )
  return { png: Buffer.from(png.slice(png.indexOf(',') + 1), 'base64'), pixels: Buffer.from(pixels) }
}

/** A Windows icon: small sizes as bitmaps, which every program reads, the large one as PNG. */
function toIco(pictures: readonly { readonly size: number; readonly picture: Picture }[]): Buffer {
  const header = Buffer.alloc(6)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(pictures.length, 4)
  let offset = 6 + 16 * pictures.length
  const entries: Buffer[] = []
  const bodies: Buffer[] = []
  for (const { size, picture } of pictures) {
    const body = size >= 256 ? picture.png : toBitmap(picture.pixels, size)
    const entry = Buffer.alloc(16)
    entry.writeUInt8(size % 256, 0)
    entry.writeUInt8(size % 256, 1)
    entry.writeUInt16LE(1, 4)
    entry.writeUInt16LE(32, 6)
    entry.writeUInt32LE(body.length, 8)
    entry.writeUInt32LE(offset, 12)
    offset += body.length
    entries.push(entry)
    bodies.push(body)
  }
  return Buffer.concat([header, ...entries, ...bodies])
}

/** A 32-bit bitmap as icons hold it: twice the height, bottom row first, BGRA, then an empty mask. */
function toBitmap(pixels: Buffer, size: number): Buffer {
  const header = Buffer.alloc(40)
  header.writeUInt32LE(40, 0)
  header.writeInt32LE(size, 4)
  header.writeInt32LE(size * 2, 8)
  header.writeUInt16LE(1, 12)
  header.writeUInt16LE(32, 14)
  const body = Buffer.alloc(size * size * 4)
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const from = ((size - 1 - y) * size + x) * 4
      const to = (y * size + x) * 4
      body[to] = pixels[from + 2] ?? 0
      body[to + 1] = pixels[from + 1] ?? 0
      body[to + 2] = pixels[from] ?? 0
      body[to + 3] = pixels[from + 3] ?? 0
    }
  }
  return Buffer.concat([header, body, Buffer.alloc(Math.ceil(size / 32) * 4 * size)])
}

const save = (name: string, content: Buffer): Promise<void> => writeFile(join(folder, name), content)

const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] })
const page = await browser.newPage()
const app = await readFile(join(folder, 'icon.svg'), 'utf8')
const icons = new Map<number, Picture>()
for (const size of [...APP_SIZES, 1024]) icons.set(size, await paint(page, app, size))
for (const [size, { png }] of icons) await save(size === 1024 ? 'icon.png' : `icon-${size}.png`, png)
await save(
  'icon.ico',
  toIco(
    ICO_SIZES.flatMap((size) => {
      const picture = icons.get(size)
      return picture === undefined ? [] : [{ size, picture }]
    }),
  ),
)
for (const [state, drawing] of Object.entries(TRAY)) {
  for (const { suffix, size } of TRAY_SCALES) {
    await save(`tray-${state}${suffix}.png`, (await paint(page, drawTray(drawing, false), size)).png)
  }
  for (const { suffix, size } of TEMPLATE_SCALES) {
    await save(`tray-${state}-Template${suffix}.png`, (await paint(page, drawTray(drawing, true), size)).png)
  }
}
await browser.close()
