#!/usr/bin/env node
/** The collector's program: `aftercall-collector`. */
import { runCommandLine } from './cli/run.ts'
import { processSurroundings } from './cli/surroundings.ts'
import { versionAbove } from './cli/version.ts'
import { storeOpener } from './cli/with-store.ts'

const surroundings = processSurroundings()
// Whoever reads what we print may stop reading: `aftercall-collector team list | head -1`.
process.stdout.on('error', () => process.exit(0))

// By the exit code alone, so that what was printed reaches a pipe.
process.exitCode = await runCommandLine(process.argv.slice(2), surroundings, {
  version: versionAbove(import.meta.dirname),
  withStore: storeOpener(surroundings.now),
})
