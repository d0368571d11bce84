/** All windows that exist, for the parts that must reach them without knowing how they work. */
import type { BrowserWindow } from './browser-window.ts'

export const windows = new Set<BrowserWindow>()
