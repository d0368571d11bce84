/** The module `electron` as the app's main process imports or requires it. */
import { app } from './app/app.ts'
import { globalShortcut } from './desktop/global-shortcut.ts'
import { Menu, MenuItem } from './desktop/menu.ts'
import { nativeImage } from './desktop/native-image.ts'
import { nativeTheme } from './desktop/native-theme.ts'
import { screen } from './desktop/screen.ts'
import { safeStorage } from './desktop/safe-storage.ts'
import { clipboard, dialog, powerMonitor, shell } from './desktop/services.ts'
import { Notification, Tray } from './desktop/tray.ts'
import { ipcMain } from './ipc-main.ts'
import { net, protocol } from './network/protocol.ts'
import { session } from './network/session.ts'
import { absent, strict } from './strict.ts'
import { BrowserWindow } from './windows/browser-window.ts'
import { WebContents as webContents } from './windows/web-contents.ts'

// Importing one of these is harmless, using it says that it is missing.
const autoUpdater = absent('autoUpdater')
const contentTracing = absent('contentTracing')
const crashReporter = absent('crashReporter')
const desktopCapturer = absent('desktopCapturer')
const MessageChannelMain = absent('MessageChannelMain')
const netLog = absent('netLog')
const powerSaveBlocker = absent('powerSaveBlocker')
const systemPreferences = absent('systemPreferences')
const utilityProcess = absent('utilityProcess')
const webFrameMain = absent('webFrameMain')

const electron = strict('electron', {
  app,
  autoUpdater,
  BrowserWindow,
  clipboard,
  contentTracing,
  crashReporter,
  desktopCapturer,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  MenuItem,
  MessageChannelMain,
  nativeImage,
  nativeTheme,
  net,
  netLog,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  systemPreferences,
  Tray,
  utilityProcess,
  webContents,
  webFrameMain,
})

export {
  app,
  autoUpdater,
  BrowserWindow,
  clipboard,
  contentTracing,
  crashReporter,
  desktopCapturer,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  MenuItem,
  MessageChannelMain,
  nativeImage,
  nativeTheme,
  net,
  netLog,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  systemPreferences,
  Tray,
  utilityProcess,
  webContents,
  webFrameMain,
}
export { electron as default, electron as 'module.exports' }

/** For boot: the app's main module has run. */
export const launch = (): Promise<void> => app.start()
