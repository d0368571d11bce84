/**
 * Runs an Electron app's own main module on Node, with the stand-in in the place of the module `electron`.
 * README.md beside this file says what that can show and what it can't.
 */
import inspector from 'node:inspector'
import { registerHooks } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { appPath, appRequire, commandLine, electronVersion, mainFile } from './runtime.ts'

// Playwright waits for the line "Debugger listening on ws://…" that this prints.
const inspect = commandLine.switches.get('inspect')
if (inspect !== undefined) inspector.open(Number(inspect || 9229))

process.argv = [process.execPath, ...commandLine.raw]
Object.assign(process, { type: 'browser', defaultApp: true, resourcesPath: join(appPath, 'resources') })
Object.defineProperty(process, 'versions', {
  value: { ...process.versions, electron: electronVersion(), chrome: '0.0.0.0' },
  enumerable: true,
})

const standin = new URL('./electron.ts', import.meta.url).href
const served = new Set(['electron', 'electron/main', 'electron/common'])
registerHooks({
  resolve: (specifier, context, next) =>
    served.has(specifier) ? { url: standin, format: 'module', shortCircuit: true } : next(specifier, context),
})

// Node ends when there is nothing left to wait for; an app ends when it quits.
setInterval(() => {}, 2 ** 30)

const { app, launch } = await import('./electron.ts')
process.on('uncaughtException', (error) => {
  // An app with a handler of its own decides for itself, as with Electron.
  if (process.listenerCount('uncaughtException') > 1) return
  process.stderr.write(`Uncaught exception in the main process: ${error.stack ?? error}\n`)
  app.exit(1)
})
for (const file of commandLine.preloads) appRequire(resolve(file))
await import(pathToFileURL(mainFile).href)
setImmediate(() => {
  launch().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    app.exit(1)
  })
})
