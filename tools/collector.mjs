/** `npm run collector`: sets up what is missing and runs the collector's command line from the sources. */
import './setup/check-node.mjs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensurePackages, pinnedNode, toolEnvironment } from './setup/packages.mjs'
import { stayWith } from './setup/stay.mjs'
import { runCommand } from './setup/terminal.mjs'

const root = resolve(fileURLToPath(new URL('.', import.meta.url)), '..')
/** Paths on the command line are meant from where the person is, not from where npm goes. */
const calledFrom = process.env.INIT_CWD ?? process.cwd()

await runCommand(async () => {
  await ensurePackages(root)
  const program = join(root, 'src/collector/main.ts')
  stayWith('The collector', pinnedNode(root), [program, ...process.argv.slice(2)], {
    cwd: calledFrom,
    env: { ...toolEnvironment(root), AFTERCALL_COMMAND: 'npm run collector --' },
  })
})
