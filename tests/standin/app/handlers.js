import { ipcMain } from 'electron'

ipcMain.handle('echo', (_event, value) => value)
ipcMain.handle('describe', (_event, value) => Object.prototype.toString.call(value))
ipcMain.handle('sender', (event) => ({
  url: event.senderFrame.url,
  origin: event.senderFrame.origin,
  top: event.senderFrame.parent === null,
}))
ipcMain.handle('fail', () => {
  throw new RangeError('too far')
})
ipcMain.handle('function', () => () => {})
