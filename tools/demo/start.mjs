/** `npm run demo`: sets up what is missing, and runs a made-up contact centre with a lead's widget on it. */
import '../setup/check-node.mjs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureBuilt } from '../setup/build.mjs'
import { ensurePackages, pinnedNode, toolEnvironment } from '../setup/packages.mjs'
import { stayWith } from '../setup/stay.mjs'
import { runCommand } from '../setup/terminal.mjs'

const root = resolve(fileURLToPath(new URL('.', import.meta.url)), '../..')
const words = process.argv.slice(2)

await runCommand(async () => {
  await ensurePackages(root)
  if (!words.includes('--no-widget') && !words.includes('--help')) await ensureBuilt(root)
  const program = join(root, 'tools/demo/run.ts')
  stayWith('The demo', pinnedNode(root), [program, ...words], { env: toolEnvironment(root) })
})
