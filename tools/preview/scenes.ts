/** Every window in every state that is worth looking at. */
import type { Page } from '@playwright/test'
import type { WindowName } from '../../src/shared/ipc.ts'
import type { FakeState } from './fake-bridge.ts'
import { PROMPT_SCENES } from './prompt-scenes.ts'
import { TEAM_SCENES } from './team-scenes.ts'
import { WINDOW_SCENES } from './window-scenes.ts'

export interface Scene {
  readonly name: string
  readonly window: WindowName
  readonly state?: (base: FakeState) => Partial<FakeState>
  readonly act?: (page: Page) => Promise<void>
}

export const SIZES: Readonly<Record<WindowName, { readonly width: number; readonly height: number }>> = {
  prompt: { width: 380, height: 240 },
  day: { width: 380, height: 320 },
  panel: { width: 420, height: 640 },
  summary: { width: 900, height: 720 },
  team: { width: 1000, height: 760 },
  settings: { width: 720, height: 720 },
}

export const SCENES: readonly Scene[] = [...PROMPT_SCENES, ...WINDOW_SCENES, ...TEAM_SCENES]
