// A tiny app that only the stand-in's own tests run: one window, one preload, one custom scheme.
import { join } from 'node:path'
import { app, BrowserWindow, ipcMain, net, protocol } from 'electron'

const page = 'app://fixture/main/index.html'
const policy = "default-src 'self'; script-src 'self'"

globalThis.seen = []
const note = (...what) => globalThis.seen.push(what)

if (app.requestSingleInstanceLock()) {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }])
  app.on('second-instance', (_event, argv) => note('second-instance', argv.at(-1)))
  app.on('window-all-closed', () => note('window-all-closed'))
  app.on('will-quit', () => note('will-quit'))
  await import('./handlers.js')
  void app.whenReady().then(start)
} else {
  app.quit()
}

function start() {
  protocol.handle('app', async (request) => {
    const { pathname } = new URL(request.url)
    const answer = await net.fetch(`file://${join(app.getAppPath(), pathname)}`)
    const headers = new Headers(answer.headers)
    headers.set('content-security-policy', policy)
    return new Response(answer.body, { headers })
  })
  if (!process.argv.includes('--no-window')) globalThis.openWindow()
}

globalThis.openWindow = (options = {}) => {
  const window = new BrowserWindow({
    show: false,
    width: 400,
    height: 300,
    webPreferences: { preload: join(app.getAppPath(), 'preload.cjs') },
    ...options,
  })
  for (const name of ['show', 'hide', 'focus', 'blur', 'closed', 'ready-to-show']) {
    window.on(name, () => note(name))
  }
  window.webContents.on('will-navigate', (event, url) => {
    note('will-navigate', url)
    event.preventDefault()
  })
  window.webContents.setWindowOpenHandler(({ url }) => {
    note('window-open', url)
    return { action: 'deny' }
  })
  globalThis.mainWindow = window
  ipcMain.removeHandler('window:id')
  ipcMain.handle('window:id', () => window.id)
  void window.loadURL(page)
  return window
}
