/** The composition root: the only place that knows all layers. Order matters; each step says why it comes when it does. */
import { app, dialog, Menu, session } from 'electron'
import { join, resolve } from 'node:path'
import { chooseLanguage, createTranslator, type MessageKey } from '../shared/messages/index.ts'
import { createHandlers } from './commands.ts'
import { registerAppScheme, serveApp } from './desktop/app-protocol.ts'
import { chooseDataFolder, prepareDataFolder } from './desktop/data-folder.ts'
import { serveIpc } from './desktop/ipc-server.ts'
import { openLog, type Log } from './desktop/log.ts'
import { isHiddenStart } from './desktop/login-item.ts'
import { registerLinkScheme } from './desktop/link-scheme.ts'
import { lockContents, lockSession } from './desktop/security.ts'
import { finishErasingPages, PROFILE } from './desktop/page-storage.ts'
import { readMachinePolicy } from './machine-policy.ts'
import { openStore, StoreError, type Store, type StoreErrorCode } from './store/index.ts'
import { systemClock } from './system-clock.ts'
import { Widget } from './widget.ts'

const OUT = resolve(import.meta.dirname, '..')

// The data folder comes first: the lock, Chromium's files and the database all live in it.
const dataFolder = chooseDataFolder({
  platform: process.platform,
  argv: process.argv,
  env: process.env,
  appData: app.getPath('appData'),
  cwd: process.cwd(),
})
const folderProblem = prepareDataFolder(dataFolder, process.platform)
app.setPath('userData', dataFolder)
app.setPath('sessionData', join(dataFolder, PROFILE))
// Toasts and the task bar know a Windows program by this id, which must never change.
app.setAppUserModelId('org.aftercall.widget')
registerAppScheme()
app.enableSandbox()

if (folderProblem !== undefined) {
  void app.whenReady().then(() => giveUp(`startup.${folderProblem.code}`, folderProblem.path))
} else if (app.requestSingleInstanceLock()) {
  void run()
} else {
  // The running instance has our command line now.
  app.exit(0)
}

async function run(): Promise<void> {
  const log = openLog(dataFolder)
  process.on('uncaughtException', (error) => log.error('uncaught', error))
  process.on('unhandledRejection', (error) => log.error('unhandled rejection', error))
  lockContents((message) => log.warn(message))
  finishErasing(log)
  // Links and second starts may come before there is a widget to take them.
  const early: ((widget: Widget) => void)[] = []
  let deliver = (action: (widget: Widget) => void): void => void early.push(action)
  app.on('second-instance', (_event, argv) => deliver((widget) => widget.commandLine(argv, false)))
  app.on('activate', () => deliver((widget) => widget.openWindow('panel')))
  app.on('open-url', (event, address) => {
    event.preventDefault()
    deliver((widget) => widget.link(address))
  })
  // A tray app lives on without windows.
  app.on('window-all-closed', () => {})

  await app.whenReady()
  lockSession(session.defaultSession)
  serveApp(join(OUT, 'renderer'))
  Menu.setApplicationMenu(null)
  if (process.platform === 'darwin') app.dock?.hide()
  registerLink(log)

  const store = open(log)
  if (store === undefined) return
  const clock = systemClock
  const widget = new Widget({
    store,
    desktop: { out: OUT, icons: join(app.getAppPath(), 'resources', 'icons'), log },
    clock,
    newId: store.newId,
    dataFolder,
    policy: readMachinePolicy({ platform: process.platform, env: process.env, cwd: process.cwd() }),
    log,
  })
  serveIpc({ handlers: createHandlers(widget), windowOf: (id) => widget.windows.nameOf(id), log })
  stopOrderly(widget, log)
  await widget.start()
  widget.commandLine(process.argv, isHiddenStart(process.argv))
  deliver = (action) => action(widget)
  for (const action of early) action(widget)
}

/** What can't be removed yet goes at another start. */
function finishErasing(log: Log): void {
  try {
    finishErasingPages(dataFolder)
  } catch (error) {
    log.error('erased pages are still on the disk', error)
  }
}

/** A home that can't be written must not keep the widget from starting. */
function registerLink(log: Log): void {
  try {
    registerLinkScheme()
  } catch (error) {
    log.error('links are not registered', error)
  }
}

function open(log: Log): Store | undefined {
  try {
    return openStore({ directory: dataFolder, now: () => systemClock.now() })
  } catch (error) {
    log.error('store could not be opened', error)
    giveUp(error instanceof StoreError ? STARTUP[error.code] : 'startup.io', dataFolder)
    return undefined
  }
}

/** Codes of a record can't come from opening. */
const STARTUP = {
  'newer-schema': 'startup.newer-schema',
  'disk-full': 'startup.disk-full',
  'read-only': 'startup.read-only',
  locked: 'startup.locked',
  corrupt: 'startup.corrupt',
  io: 'startup.io',
  'wrong-runtime': 'startup.wrong-runtime',
  'not-found': 'startup.io',
  conflict: 'startup.io',
  invalid: 'startup.io',
} as const satisfies Record<StoreErrorCode, MessageKey>

/** Says in one sentence why the widget can't start, and ends. */
function giveUp(key: MessageKey, path: string): void {
  const { language, locale } = chooseLanguage('auto', app.getPreferredSystemLanguages())
  const { t } = createTranslator(language, locale, systemClock.timeZone())
  dialog.showErrorBox(t('app.name'), t(key, { path }))
  app.exit(1)
}

function stopOrderly(widget: Widget, log: Log): void {
  let stopped = false
  app.on('will-quit', (event) => {
    if (stopped) return
    stopped = true
    event.preventDefault()
    widget
      .stop()
      .catch((error: unknown) => log.error('not stopped orderly', error))
      .finally(() => app.quit())
  })
}
