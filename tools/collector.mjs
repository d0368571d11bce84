/** `npm run collector`: sets up what is missing and runs the collector's command line from the sources. */
import './setup/check-node.mjs'
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensurePackages, pinnedNode, toolEnvironment } from './setup/packages.mjs'
import { runCommand, say } from './setup/terminal.mjs'

const root = resolve(fileURLToPath(new URL('.', import.meta.url)), '..')
/** Paths on the command line are meant from where the person is, not from where npm goes. */
const calledFrom = process.env.INIT_CWD ?? process.cwd()

await runCommand(async () => {
  await ensurePackages(root)
  const program = join(root, 'src/collector/main.ts')
  const child = spawn(pinnedNode(root), [program, ...process.argv.slice(2)], {
    cwd: calledFrom,
    stdio: 'inherit',
    env: { ...toolEnvironment(root), AFTERCALL_COMMAND: 'npm run collector --' },
  })
  child.on('error', (error) => {
    say(`The collector could not be started: ${error.message}`)
    process.exit(1)
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal sends Ctrl+C to the collector as well, which takes a second one as "at once".
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + constants.signals[signal])
  })
})
