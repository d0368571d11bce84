import type { Bridge } from '../../src/shared/ipc.ts'

declare global {
  interface Window {
    /** What the preload gives a page: for code that tests run in one. */
    readonly aftercall: Bridge
  }
}
