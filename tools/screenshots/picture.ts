/** Where the pictures go, how they are called and how they are taken. */
import type { Locator, Page } from '@playwright/test'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Language, Settings } from '../../src/shared/settings.ts'

const IMAGES = resolve(import.meta.dirname, '../../docs/images')

/** Every picture is taken in each of these. */
export interface Look {
  readonly language: Language
  readonly theme: Exclude<Settings['theme'], 'system'>
}

export const LOOKS: readonly Look[] = [
  { language: 'en', theme: 'light' },
  { language: 'en', theme: 'dark' },
  { language: 'nl', theme: 'light' },
  { language: 'nl', theme: 'dark' },
]

/** Takes a picture of a window with all that one scrolls to, or of a part of it. */
export async function takePicture(
  of: Page | Locator,
  name: string,
  { language, theme }: Look,
): Promise<void> {
  mkdirSync(IMAGES, { recursive: true })
  const options = {
    path: join(IMAGES, `${name}-${language}-${theme}.png`),
    animations: 'disabled',
  } as const
  if ('goto' in of) {
    // Past the sliding in.
    await of.waitForTimeout(400)
    await of.screenshot({ ...options, fullPage: true })
  } else await of.screenshot(options)
}
