/** On what the widget runs: Electron's binary, or the stand-in. */

/**
 * @typedef {object} Machine
 * @property {NodeJS.Platform} platform
 * @property {NodeJS.ProcessEnv} env
 */

/**
 * Can windows be seen here?
 * @param {Machine} machine
 */
export function hasDisplay({ platform, env }) {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
}

/**
 * `download` means: real Electron, if its binary can be fetched. Without a display Electron does not even
 * start, so there the stand-in runs, whose Chromium can do without.
 * @param {Machine & { binary: string | undefined }} machine
 * @returns {'electron' | 'download' | 'standin'}
 */
export function chooseRuntime({ platform, env, binary }) {
  if (!hasDisplay({ platform, env })) return 'standin'
  return binary ? 'electron' : 'download'
}

/**
 * What the person is told before the widget starts; nothing when all is as it should be.
 * @param {Machine & { runtime: 'electron' | 'standin' }} choice
 * @returns {string[]}
 */
export function startNotes({ platform, env, runtime }) {
  if (!hasDisplay({ platform, env })) {
    return [
      'There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set), so Aftercall runs without visible windows, ' +
        'on the stand-in for Electron. Start it from a desktop session, or with `xvfb-run npm start`, for windows.',
    ]
  }
  if (runtime === 'electron') return []
  return [
    "Aftercall runs on the stand-in for Electron (Node and Chromium): the windows are the app's own, but there is " +
      'no tray icon, no global shortcut and no notification. `npm start` again opens the panel.',
  ]
}

/**
 * Splits what belongs to `npm start` itself from what the widget gets. `--user-data-dir` is taken from where
 * the user called, with or without an equals sign.
 * @param {string[]} args
 * @param {(path: string) => string} resolvePath
 */
export function parseStartArguments(args, resolvePath) {
  const widget = []
  let retryElectron = false
  for (let index = 0; index < args.length; index++) {
    const word = args[index]
    if (word === '--retry-electron') retryElectron = true
    else if (word === '--user-data-dir' && index + 1 < args.length) {
      widget.push(`--user-data-dir=${resolvePath(args[++index])}`)
    } else if (word.startsWith('--user-data-dir=')) {
      widget.push(`--user-data-dir=${resolvePath(word.slice('--user-data-dir='.length))}`)
    } else widget.push(word)
  }
  return { widget, retryElectron }
}
