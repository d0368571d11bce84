/** What set-up says, and how it gives up: one plain sentence, never a stack trace. */

/** Set-up can't go on; the message says what is wrong and what to do. */
export class Refusal extends Error {}

/** @param {string} text */
export function say(text) {
  console.error(text)
}

/**
 * Runs a command's main function; a refusal is printed as it is and ends with exit code 1.
 * @param {() => Promise<void>} main
 */
export async function runCommand(main) {
  try {
    await main()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    say(error.message)
    process.exit(1)
  }
}
