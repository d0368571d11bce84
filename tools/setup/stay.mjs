/** Programs that stay: they run in this terminal until they end by themselves or are told to. */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { say } from './terminal.mjs'

/**
 * Runs a program in the place of this process: it gets this one's signals, and this one ends as it does.
 * @param {string} name as a sentence begins with it, e.g. `The demo`
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} options
 * @returns {import('node:child_process').ChildProcess}
 */
export function stayWith(name, program, args, options) {
  const child = spawn(program, args, { ...options, stdio: 'inherit' })
  child.on('error', (error) => {
    say(`${name} could not be started: ${error.message}`)
    process.exit(1)
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal sends Ctrl+C to the program as well, which takes a second one as "at once".
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + constants.signals[signal])
  })
  return child
}
