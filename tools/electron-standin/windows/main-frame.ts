/** Electron's `WebFrameMain` for the one frame that has a preload: by it a handler knows who calls. */
import { originOf } from '../network/wire-url.ts'
import { strict } from '../strict.ts'

interface FrameOwner {
  readonly id: number
  getURL(): string
  isDestroyed(): boolean
  send(channel: string, ...args: unknown[]): void
}

/** The main frame of these contents; its address is always the present one. */
export function makeMainFrame(contents: FrameOwner): Electron.WebFrameMain {
  const frame = strict('webFrameMain', {
    get url() {
      return contents.getURL()
    },
    get origin() {
      return originOf(contents.getURL())
    },
    parent: null,
    get top(): unknown {
      return frame
    },
    detached: false,
    frameTreeNodeId: contents.id,
    processId: 1,
    routingId: 1,
    isDestroyed: () => contents.isDestroyed(),
    send: (channel: string, ...args: unknown[]) => contents.send(channel, ...args),
  })
  return frame as unknown as Electron.WebFrameMain
}
