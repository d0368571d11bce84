/** `npm run demo`: sets up what is missing, and runs a made-up contact centre with a lead's widget on it. */
import '../setup/check-node.mjs'
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureBuilt } from '../setup/build.mjs'
import { ensurePackages, pinnedNode, toolEnvironment } from '../setup/packages.mjs'
import { runCommand, say } from '../setup/terminal.mjs'

const root = resolve(fileURLToPath(new URL('.', import.meta.url)), '../..')
const words = process.argv.slice(2)

await runCommand(async () => {
  await ensurePackages(root)
  if (!words.includes('--no-widget') && !words.includes('--help')) await ensureBuilt(root)
  const child = spawn(pinnedNode(root), [join(root, 'tools/demo/run.ts'), ...words], {
    stdio: 'inherit',
    env: toolEnvironment(root),
  })
  child.on('error', (error) => {
    say(`The demo could not be started: ${error.message}`)
    process.exit(1)
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal sends Ctrl+C to the demo as well, which takes a second one as "at once".
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + constants.signals[signal])
  })
})
