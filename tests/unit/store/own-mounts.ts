/** Real file systems of a test's own: mounted in a mount namespace that ends with the process, so nothing is left behind. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Why it can't be done here; `undefined`: it can. */
export const NO_MOUNTS: string | undefined = whyNot()

function whyNot(): string | undefined {
  if (process.platform !== 'linux')
    return 'skipped: real full and read-only file systems are made on Linux only'
  const { status } = spawnSync('unshare', ['-m', 'true'])
  return status === 0 ? undefined : 'skipped: making a real full or read-only file system needs root'
}

/**
 * Runs a script of this folder on a file system of its own, mounted at `folder`, step by step. `$NODE <words>` in a
 * step runs the script with the folder and these words.
 * @returns what the script has printed, a JSON value a line
 */
export function runOnOwnDisk(
  script: string,
  folder: string,
  size: string,
  steps: readonly string[],
): unknown[] {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const commands = [`mount -t tmpfs -o size=${size} tmpfs "$FOLDER"`, ...steps]
  const { status, stdout, stderr } = spawnSync('unshare', ['-m', 'sh', '-e', '-c', commands.join('\n')], {
    encoding: 'utf8',
    env: { ...process.env, FOLDER: folder, NODE: `${process.execPath} ${path} ${folder}` },
  })
  if (status !== 0) throw new Error(`The script ended with ${status}: ${stderr}`)
  return stdout
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
}
