/** What the test runners report, as numbers. */
import { readFileSync } from 'node:fs'

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/**
 * A runner that ends badly without a failed test (a file that can't be loaded, an error after the last test)
 * counts as one failure: nothing may hide behind a good number.
 * @param {number | null} code
 * @param {Tally | undefined} tally
 * @returns {Tally}
 */
export function withExitCode(code, tally = { passed: 0, failed: 0, skipped: 0 }) {
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally
}

/** @param {string} file written by vitest's JSON reporter */
export function readVitest(file) {
  const report = readReport(file)
  return report
    ? {
        passed: report.numPassedTests,
        failed: report.numFailedTests,
        skipped: report.numPendingTests + report.numTodoTests,
      }
    : undefined
}

/** @param {string} file written by Playwright's JSON reporter */
export function readPlaywright(file) {
  const stats = readReport(file)?.stats
  return stats
    ? { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped }
    : undefined
}

/**
 * @param {Tally[]} tallies
 * @returns {Tally}
 */
export function sum(tallies) {
  return tallies.reduce(
    (total, { passed, failed, skipped }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  )
}
