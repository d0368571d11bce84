/** Running other programs. */
import { spawn } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'

/**
 * @typedef {object} Outcome
 * @property {number | null} code null when it was killed or could not be started
 * @property {string} output what it printed, on both channels
 * @property {boolean} timedOut
 */

/**
 * Runs a program to its end. Its output is collected, and shown as it comes when `show` is set.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean, timeoutMs?: number, shell?: boolean }} [options]
 * @returns {Promise<Outcome>}
 */
export function run(program, args, options = {}) {
  const { cwd, env = process.env, show = false, timeoutMs, shell = false } = options
  return new Promise((resolve) => {
    let output = ''
    let timedOut = false
    const child = spawn(program, args, { cwd, env, shell, stdio: ['ignore', 'pipe', 'pipe'] })
    const timer = timeoutMs
      ? setTimeout(() => {
          timedOut = true
          child.kill('SIGKILL')
        }, timeoutMs)
      : undefined
    for (const [stream, shown] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
        if (show) shown.write(text)
      })
    }
    const finish = (code) => {
      clearTimeout(timer)
      resolve({ code, output, timedOut })
    }
    child.on('error', (error) => {
      output += error.message
      finish(null)
    })
    child.on('close', finish)
  })
}

/**
 * The last lines of what a program printed, without colours and stack traces: enough to see why it failed.
 * @param {string} output
 */
export function lastLines(output, count = 5) {
  const lines = stripVTControlCharacters(output).trimEnd().split('\n')
  return lines
    .filter((line) => !/^\s+at /.test(line))
    .slice(-count)
    .join('\n')
}
