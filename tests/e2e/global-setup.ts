import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

/** The specs run what was built; without it each of them would fail with a time-out that explains nothing. */
export default function checkBuild(): void {
  if (existsSync(resolve(import.meta.dirname, '../../out/main/index.js'))) return
  throw new Error('The app is not built: run `npm run build` first, or `npm test`, which does it.')
}
