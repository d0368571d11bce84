/** `npm start`: sets up what is missing, builds what has changed, and runs the widget. */
import './setup/check-node.mjs'
import { join, resolve } from 'node:path'
import { ensureBuilt } from './setup/build.mjs'
import { ensureChromium } from './setup/chromium.mjs'
import { downloadElectron, electronBinary } from './setup/electron.mjs'
import { ensurePackages, pinnedNode, toolEnvironment } from './setup/packages.mjs'
import { chooseRuntime, parseStartArguments, startNotes } from './setup/runtime.mjs'
import { stayWith } from './setup/stay.mjs'
import { runCommand, say } from './setup/terminal.mjs'

const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..')
const calledFrom = process.env.INIT_CWD ?? process.cwd()
const { widget, retryElectron } = parseStartArguments(process.argv.slice(2), (path) =>
  resolve(calledFrom, path),
)

/** The program and its arguments, with whatever had to be fetched for it. */
async function prepareRuntime() {
  const { platform, env } = process
  let binary = electronBinary(root)
  const choice = chooseRuntime({ platform, env, binary })
  if (choice === 'download') binary = await downloadElectron(root, retryElectron)
  const runtime = choice === 'standin' || !binary ? 'standin' : 'electron'
  for (const note of startNotes({ platform, env, runtime })) say(note)
  if (runtime === 'electron') {
    // Chromium's sandbox does not start under uid 0.
    const root0 = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    return { program: binary, args: [...root0, root, ...widget], env }
  }
  const chromium = await ensureChromium(root)
  return {
    program: pinnedNode(root),
    args: [join(root, 'tools/electron-standin/boot.ts'), root, ...widget],
    env: { ...env, STANDIN_CHROMIUM: chromium },
  }
}

/** Stays until the widget ends, and ends as it did. */
function runWidget({ program, args, env }) {
  const child = stayWith('The widget', program, args, { env: toolEnvironment(root, env) })
  // When npm is told to end, the shell between it and us ends and says nothing: then nobody waits for the
  // widget.
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    child.kill('SIGTERM')
  }, 500)
}

await runCommand(async () => {
  await ensurePackages(root)
  await ensureBuilt(root)
  runWidget(await prepareRuntime())
})
