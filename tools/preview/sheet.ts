/**
 * Puts many pictures on one sheet, to look at them side by side.
 *
 *     node tools/preview/sheet.ts <part of the name> [<width of a picture in px>]
 */
import { readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { chromium } from '@playwright/test'
import { findChromium } from '../setup/find-chromium.mjs'

const folder = resolve(import.meta.dirname, '../../out/preview-shots')
const [pattern = '', width = '380'] = process.argv.slice(2)
const wanted = new RegExp(pattern)
const files = readdirSync(folder).filter(
  (file) => file.endsWith('.png') && wanted.test(file) && !file.startsWith('sheet'),
)
const figures = files.map((file) => {
  const data = readFileSync(join(folder, file)).toString('base64')
  return `<figure><img width="${width}" src="data:image/png;base64,${data}"><figcaption>${file}</figcaption></figure>`
})
const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] })
const page = await browser.newPage({ viewport: { width: 1640, height: 900 } })
await page.setContent(
  `<style>body{background:#777;font:11px sans-serif;margin:8px;display:flex;flex-wrap:wrap;gap:8px;align-items:start}figure{margin:0}img{display:block}</style>${figures.join('')}`,
)
await page.screenshot({ path: join(folder, 'sheet.png'), fullPage: true })
await browser.close()
