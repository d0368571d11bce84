/** The two scripts that every page of a window gets before its own. */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { makeCodec } from './codec.ts'
import { bridgeSide } from './context-bridge.ts'
import { preloadWorld, type PreloadConfig } from './preload-world.ts'

/** The name of the isolated world; the binding below exists in that world only. */
export const WORLD = 'electron-preload'
/** The function through which the isolated world reaches the main process. */
export const BINDING = 'standinSend'

/** For the page's own world and for the isolated one. Sub-frames get neither, as in Electron. */
export function pageScripts(
  preload: string | undefined,
  additionalArguments: string[],
): { main: string; isolated: string } {
  const tag = `e${randomUUID().replaceAll('-', '')}`
  const toPreload = JSON.stringify(`${tag}p`)
  const toPage = JSON.stringify(`${tag}m`)
  const config: PreloadConfig = {
    path: preload,
    process: {
      platform: process.platform,
      arch: process.arch,
      versions: process.versions,
      argv: [process.execPath, ...additionalArguments],
      env: {},
    },
  }
  const run =
    preload === undefined
      ? 'undefined'
      : `(function (require, module, exports, process, global, setImmediate) {
${readFileSync(preload, 'utf8')}
})`
  return {
    main: `if (window.top === window) {
  const side = (${bridgeSide})(${toPreload}, ${toPage})
  window.open = function open(url = 'about:blank', frameName = '') {
    side.tell({ kind: 'open', url: new URL(url, document.baseURI).href, frameName: String(frameName) })
    return null
  }
  window.close = function close() { side.tell({ kind: 'close' }) }
}`,
    isolated: `if (window.top === window) {
  (${preloadWorld})(${JSON.stringify(config)}, (${makeCodec})(),
    (onRequest) => (${bridgeSide})(${toPage}, ${toPreload}, onRequest), ${run})
}
//# sourceURL=${preload ?? 'preload'}`,
  }
}
