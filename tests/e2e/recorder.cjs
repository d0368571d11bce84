/**
 * Loaded with -r before the app's main module, on real Electron and on the stand-in alike. It keeps hold of
 * what the app hands to the desktop, so that a test can see and press what Playwright cannot reach: tray,
 * menus, notifications, global shortcuts, power, dialogs, other programs. Nothing of it reaches the person at
 * the computer. `Recorder` in fixture.ts has the types and the explanations.
 */
const electron = require('electron')

/** Replaces a method; `replacement` gets the old one, bound, before the arguments. */
function wrap(object, name, replacement) {
  const old = object[name]
  object[name] = function wrapped(...args) {
    return replacement.call(this, old.bind(this), ...args)
  }
}

const makeEvent = () => ({ defaultPrevented: false, preventDefault() {} })

// Tray and menus

const trays = []
const trayState = new WeakMap()

function stateOf(tray) {
  if (!trayState.has(tray)) {
    trays.push(tray)
    trayState.set(tray, { menu: null, tip: '', images: 0 })
  }
  return trayState.get(tray)
}
/** The app makes its tray icon when its store is open, some time after a test could ask for it. */
async function currentTray() {
  const deadline = Date.now() + 10_000
  while (!trayState.get(trays.at(-1))?.menu) {
    if (Date.now() > deadline) throw new Error('the app has no tray icon with a menu')
    await new Promise((resolve) => {
      setTimeout(resolve, 10)
    })
  }
  return trays.at(-1)
}
const trayNow = async () => stateOf(await currentTray())
wrap(electron.Tray.prototype, 'setToolTip', function setToolTip(old, tip) {
  stateOf(this).tip = tip
  return old(tip)
})
wrap(electron.Tray.prototype, 'setContextMenu', function setContextMenu(old, menu) {
  stateOf(this).menu = menu
  return old(menu)
})
wrap(electron.Tray.prototype, 'setImage', function setImage(old, image) {
  stateOf(this).images += 1
  return old(image)
})
wrap(electron.Tray.prototype, 'destroy', function destroy(old) {
  trays.splice(trays.indexOf(this), 1)
  return old()
})

const describeItem = (item) => ({
  id: item.id,
  label: item.label,
  type: item.type,
  enabled: item.enabled,
  visible: item.visible,
  checked: item.checked,
  ...(item.submenu ? { submenu: item.submenu.items.map(describeItem) } : {}),
})
const allItems = (menu) =>
  menu ? menu.items.flatMap((item) => [item, ...(item.submenu ? allItems(item.submenu) : [])]) : []

function chooseItem(menu, wanted) {
  const item = allItems(menu).find(({ id, label }) => id === wanted || label === wanted)
  const labels = allItems(menu).map(({ label }) => label)
  if (!item) throw new Error(`no menu item "${wanted}" among: ${labels.join(', ')}`)
  if (!item.enabled || !item.visible) throw new Error(`menu item "${wanted}" can't be chosen now`)
  item.click(makeEvent(), undefined)
}

// Notifications

const notifications = []
wrap(electron.Notification.prototype, 'show', function show() {
  notifications.push(this)
})

// Global shortcuts: whether another program holds a key is up to the test, not to this computer

const SYNONYMS = { commandorcontrol: 'ctrl', cmdorctrl: 'ctrl', control: 'ctrl', option: 'alt' }
const normalise = (accelerator) =>
  accelerator
    .toLowerCase()
    .split('+')
    .map((key) => SYNONYMS[key] ?? key)
    .sort()
    .join('+')
const shortcuts = new Map()
const takenShortcuts = new Set()
wrap(electron.globalShortcut, 'register', (old, accelerator, callback) => {
  const keys = normalise(accelerator)
  if (takenShortcuts.has(keys) || shortcuts.has(keys)) return false
  old(accelerator, callback) // throws on what is no accelerator
  shortcuts.set(keys, { accelerator, callback })
  return true
})
wrap(electron.globalShortcut, 'isRegistered', (_old, accelerator) => shortcuts.has(normalise(accelerator)))
wrap(electron.globalShortcut, 'unregister', (old, accelerator) => {
  shortcuts.delete(normalise(accelerator))
  old(accelerator)
})
wrap(electron.globalShortcut, 'unregisterAll', (old) => {
  shortcuts.clear()
  old()
})

// Other programs, questions to the person, the clipboard

const opened = []
electron.shell.openExternal = async (url) => void opened.push(url)
electron.shell.openPath = async (path) => {
  opened.push(path)
  return ''
}
electron.shell.showItemInFolder = (path) => void opened.push(path)

const copied = []
electron.clipboard.writeText = async (text) => void copied.push(text)

const dialogs = []
const answers = []
const cautious = {
  showMessageBox: ({ cancelId, defaultId }) => ({
    response: cancelId ?? defaultId ?? 0,
    checkboxChecked: false,
  }),
  showSaveDialog: () => ({ canceled: true, filePath: '' }),
  showOpenDialog: () => ({ canceled: true, filePaths: [] }),
}
for (const [kind, answer] of Object.entries(cautious)) {
  electron.dialog[kind] = async (...args) => {
    const options = args.at(-1)
    dialogs.push({ kind, options })
    return { ...answer(options), ...answers.shift() }
  }
}
electron.dialog.showErrorBox = (title, content) => {
  dialogs.push({ kind: 'showErrorBox', options: { title, content } })
}

// The app itself

const loginItems = []
wrap(electron.app, 'setLoginItemSettings', (_old, settings) => void loginItems.push(settings))
const relaunches = []
wrap(electron.app, 'relaunch', (_old, options = {}) => void relaunches.push(options))
const badges = []
wrap(electron.app, 'setBadgeCount', (_old, count) => {
  badges.push(count)
  return true
})

// Windows: what they did, and under which name a test knows them

const windowEvents = []
const windowNames = new WeakMap()
function noteWindow(window, event) {
  windowEvents.push({ window, event })
}
electron.app.on('browser-window-created', (_event, window) => {
  for (const name of ['show', 'hide', 'focus', 'blur', 'closed'])
    window.on(name, () => noteWindow(window, name))
  window.webContents.on('did-navigate', (_navigation, url) => {
    windowNames.set(window, new URL(url).pathname.split('/')[1])
  })
})
wrap(electron.BrowserWindow.prototype, 'showInactive', function showInactive(old) {
  noteWindow(this, 'showInactive')
  return old()
})

// IPC handlers, to be called with an event that no page of ours would send

const handlers = new Map()
wrap(electron.ipcMain, 'handle', (old, channel, handler) => {
  handlers.set(channel, handler)
  return old(channel, handler)
})
wrap(electron.ipcMain, 'removeHandler', (old, channel) => {
  handlers.delete(channel)
  return old(channel)
})

function forgeEvent({ window, url, origin, subFrame = false, frameGone = false } = {}) {
  const found = electron.BrowserWindow.getAllWindows().find((each) => windowNames.get(each) === window)
  const sender = found?.webContents ?? { id: -1, isDestroyed: () => false, getURL: () => url ?? '' }
  const genuine = url === undefined && origin === undefined && !subFrame
  const parent = subFrame ? { url: 'app://forged/' } : null
  const frame = genuine ? sender.mainFrame : { url, origin, parent, isDestroyed: () => false }
  return { ...makeEvent(), type: 'frame', sender, senderFrame: frameGone ? null : (frame ?? null) }
}

// Permissions: on real Electron a session exists only once the app is ready

const permissionHandlers = {}
const watched = new WeakSet()
function watchSession(session) {
  if (watched.has(session)) return
  watched.add(session)
  for (const [kind, method] of Object.entries({
    request: 'setPermissionRequestHandler',
    check: 'setPermissionCheckHandler',
    device: 'setDevicePermissionHandler',
  })) {
    wrap(session, method, (old, handler) => {
      permissionHandlers[kind] = handler
      return old(handler)
    })
  }
}
electron.app.on('session-created', watchSession)
try {
  watchSession(electron.session.defaultSession)
} catch {
  // Too early on real Electron: 'session-created' tells.
}

// Displays

function describeDisplay({ bounds, workArea = bounds, scaleFactor = 1 }, index) {
  const { width, height } = bounds
  const workAreaSize = { width: workArea.width, height: workArea.height }
  const size = { width, height }
  return { id: index + 1, label: '', bounds, workArea, size, workAreaSize, scaleFactor, rotation: 0 }
}
const contains = ({ x, y, width, height }, point) =>
  point.x >= x && point.y >= y && point.x < x + width && point.y < y + height

globalThis.recorder = {
  trayMenu: async () => (await trayNow()).menu.items.map(describeItem),
  trayChoose: async (wanted) => chooseItem((await trayNow()).menu, wanted),
  async trayClick(event = 'click') {
    const tray = await currentTray()
    tray.emit(event, makeEvent(), { x: 0, y: 0, width: 0, height: 0 })
  },
  trayTip: async () => (await trayNow()).tip,
  trayImages: async () => (await trayNow()).images,
  appMenu: () => electron.Menu.getApplicationMenu()?.items.map(describeItem) ?? [],
  appMenuChoose: (wanted) => chooseItem(electron.Menu.getApplicationMenu(), wanted),
  notifications: () => notifications.map(({ title, body, silent }) => ({ title, body, silent })),
  notificationClick(index = -1) {
    const notification = notifications.at(index)
    if (!notification) throw new Error('the app has shown no such notification')
    notification.emit('click', makeEvent())
  },
  shortcuts: () => [...shortcuts.values()].map(({ accelerator }) => accelerator),
  shortcut(accelerator) {
    const shortcut = shortcuts.get(normalise(accelerator))
    shortcut?.callback()
    return shortcut !== undefined
  },
  shortcutTake: (accelerator) => void takenShortcuts.add(normalise(accelerator)),
  power: (event) => void electron.powerMonitor.emit(event, makeEvent()),
  idle(state) {
    electron.powerMonitor.getSystemIdleState = () => state
  },
  opened: () => opened,
  copied: () => copied,
  dialogs: () => dialogs.map(({ kind, options }) => ({ kind, options: JSON.parse(JSON.stringify(options)) })),
  dialogAnswer: (answer) => void answers.push(answer),
  loginItems: () => loginItems,
  relaunches: () => relaunches,
  badges: () => badges,
  windowEvents: () =>
    windowEvents.map(({ window, event }) => ({ window: windowNames.get(window) ?? '', event })),
  channels: () => [...handlers.keys()],
  async invoke(channel, forged, ...args) {
    const handler = handlers.get(channel)
    if (!handler) throw new Error(`No handler registered for '${String(channel)}'`)
    return handler(forgeEvent(forged), ...args)
  },
  async permission(name, url) {
    const contents = electron.BrowserWindow.getAllWindows()[0]?.webContents ?? null
    const { request, check, device } = permissionHandlers
    const details = { requestingUrl: url, isMainFrame: true, securityOrigin: url }
    return {
      request: request
        ? await new Promise((resolve) => {
            request(contents, name, resolve, details)
          })
        : true,
      check: check ? check(contents, name, url, details) : true,
      device: device ? device({ deviceType: name, origin: url, device: {} }) : true,
    }
  },
  displays(list) {
    const displays = list.map(describeDisplay)
    electron.screen.getAllDisplays = () => displays
    electron.screen.getPrimaryDisplay = () => displays[0]
    electron.screen.getDisplayNearestPoint = (point) =>
      displays.find(({ bounds }) => contains(bounds, point)) ?? displays[0]
    electron.screen.emit('display-metrics-changed', makeEvent(), displays[0], ['bounds', 'workArea'])
  },
}
