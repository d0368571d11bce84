/**
 * The least that a tray app with a card can be: an icon, a loopback server, and a window with five letters that
 * appears when a request comes. What the widget takes beyond this is its own.
 */
const { app, BrowserWindow, nativeImage, Tray } = require('electron')
const fs = require('node:fs')
const http = require('node:http')
const path = require('node:path')

const folder = process.argv.find((argument) => argument.startsWith('--user-data-dir=')).split('=')[1]
app.setPath('userData', folder)
app.on('window-all-closed', () => {})
void app.whenReady().then(() => {
  const tray = new Tray(nativeImage.createEmpty())
  tray.setToolTip('bare')
  globalThis.tray = tray
  const server = http.createServer((_request, response) => {
    const window = new BrowserWindow({
      width: 380,
      height: 190,
      show: false,
      frame: false,
      alwaysOnTop: true,
    })
    window.once('ready-to-show', () => window.showInactive())
    void window.loadURL('data:text/html,<title>card</title><h1 class=bare>Card</h1>')
    response.writeHead(202).end()
  })
  server.listen(0, '127.0.0.1', () => {
    fs.writeFileSync(
      path.join(folder, 'trigger.json'),
      JSON.stringify({ port: server.address().port, token: '' }),
    )
  })
})
