/**
 * Takes a picture of every window in every state, language and theme, and checks what pictures don't show: axe,
 * horizontal scrolling, violations of the content security policy.
 *
 *     node tools/preview/shoot.ts [--only=<window>/<name>] [--quick]
 */
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Browser } from '@playwright/test'
import type { Language } from '../../src/shared/settings.ts'
import { findChromium } from '../setup/find-chromium.mjs'
import { installFakeBridge } from './fake-bridge.ts'
import { state } from './fixtures.ts'
import { SCENES, SIZES, type Scene } from './scenes.ts'
import { buildPreview, servePreview } from './serve.ts'

const folder = resolve(import.meta.dirname, '../../out/preview-shots')

interface Look {
  readonly name: string
  readonly language: Language
  readonly theme: 'light' | 'dark'
  readonly forced?: boolean
  /** Root font size in percent. */
  readonly text?: number
}

const LOOKS: readonly Look[] = [
  { name: 'en-light', language: 'en', theme: 'light' },
  { name: 'nl-dark', language: 'nl', theme: 'dark' },
  { name: 'nl-light', language: 'nl', theme: 'light' },
  { name: 'en-dark', language: 'en', theme: 'dark' },
  { name: 'nl-200', language: 'nl', theme: 'light', text: 200 },
  { name: 'en-200', language: 'en', theme: 'dark', text: 200 },
  { name: 'en-forced', language: 'en', theme: 'dark', forced: true },
  { name: 'nl-forced-light', language: 'nl', theme: 'light', forced: true },
]

const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice('--only='.length)
const looks = process.argv.includes('--quick') ? LOOKS.slice(0, 2) : LOOKS

async function shoot(browser: Browser, origin: string, scene: Scene, look: Look): Promise<string[]> {
  const problems: string[] = []
  const context = await browser.newContext({
    viewport: SIZES[scene.window],
    locale: look.language === 'nl' ? 'nl-NL' : 'en-GB',
    deviceScaleFactor: 1.5,
    colorScheme: look.theme,
    forcedColors: look.forced === true ? 'active' : 'none',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`))
  const base = state(look.language, look.theme)
  await page.addInitScript(installFakeBridge, { ...base, ...scene.state?.(base) })
  await page.goto(`${origin}/${scene.window}/index.html`)
  await page.locator('main').waitFor({ state: 'attached' })
  if (look.text !== undefined) {
    await page.evaluate((percent) => {
      document.documentElement.style.fontSize = `${percent}%`
    }, look.text)
  }
  await scene.act?.(page)
  await page.waitForTimeout(80)

  const wide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    const cut = [...document.querySelectorAll<HTMLElement>('main *')].filter((element) => {
      if (element.closest('[data-scrolls], .only-for-ears') || !element.checkVisibility()) return false
      const { left, right } = element.getBoundingClientRect()
      const { overflowX } = getComputedStyle(element)
      const clipped = overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1
      return clipped || right > clientWidth + 1 || left < -1
    })
    return {
      page: scrollWidth > clientWidth,
      cut: cut.map((element) => `${element.tagName.toLowerCase()}.${element.className}`),
    }
  })
  if (wide.page) problems.push('scrolls sideways')
  for (const element of new Set(wide.cut)) problems.push(`cut off: ${element}`)

  const small = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, input, select, textarea, summary, [role=slider]')]
      .filter((element) => element.checkVisibility())
      .flatMap((element) => {
        const target = element.matches('[type=checkbox], [type=radio], [type=range]')
          ? (element.closest('label, .chart-picture') ?? element)
          : element
        const { width, height } = target.getBoundingClientRect()
        const inText = element.matches('.link')
        return !inText && (width < 24 || height < 24) ? [`${target.className} ${width}×${height}`] : []
      }),
  )
  for (const target of small) problems.push(`target too small: ${target}`)

  // axe can't judge contrast in forced colours, which are the system's.
  const axe = new AxeBuilder({ page })
  if (look.forced === true) axe.disableRules(['color-contrast'])
  const { violations } = await axe.analyze()
  for (const { id, nodes } of violations) {
    problems.push(`axe ${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`)
  }
  await page.screenshot({
    path: join(folder, `${scene.window}-${scene.name}-${look.name}.png`),
    fullPage: true,
  })
  await context.close()
  return problems.map((problem) => `${scene.window}/${scene.name} ${look.name}: ${problem}`)
}

await buildPreview()
mkdirSync(folder, { recursive: true })
const { server, origin } = await servePreview()
const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] })
let count = 0
const problems: string[] = []
for (const scene of SCENES) {
  if (only !== undefined && !`${scene.window}/${scene.name}`.startsWith(only)) continue
  for (const look of looks) {
    problems.push(...(await shoot(browser, origin, scene, look)))
    count += 1
  }
}
await browser.close()
server.close()
console.log(`${count} pictures in ${folder}`)
for (const problem of problems) console.log(problem)
process.exitCode = problems.length === 0 ? 0 : 1
