/** Runs one command line: finds the command, prints its result or its problem, answers with the exit code. */
import { Command, CommanderError } from 'commander'
import { addBackupCommands } from './commands/backup.ts'
import { addCodeCommands } from './commands/code.ts'
import { addDeviceCommands } from './commands/device.ts'
import { addFeedbackCommands } from './commands/feedback.ts'
import { addPolicyCommands } from './commands/policy.ts'
import { addPublish } from './commands/publish.ts'
import { addServe } from './commands/serve.ts'
import { addStoreCommands } from './commands/store.ts'
import { addSummary } from './commands/summary.ts'
import { addTeamCommands } from './commands/team.ts'
import { programName, type Bench, type WithStore } from './command.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { redact } from './location.ts'
import { renderProblem, renderReport, type Report } from './output.ts'
import { toProblem, usage } from './problem.ts'
import type { Surroundings } from './surroundings.ts'

const EXIT_CODES = `
Exit codes:
  0 done   1 failed   2 wrong command line, file or value   3 not found   4 conflict
  5 not now: in use, busy or not reachable   6 the database can't be used as it is`

/**
 * Runs the program.
 * @param args without the program's own name
 */
export async function runCommandLine(
  args: readonly string[],
  surroundings: Surroundings,
  parts: { readonly version: string; readonly withStore: WithStore },
): Promise<ExitCode> {
  const { stdout, stderr, env } = surroundings
  const json = args.includes('--json')
  let last: Report | undefined
  const report = (result: Report): void => {
    last = result
  }
  const print = (result: Report): void => void stdout.write(renderReport(result, json))
  const program = buildProgram({ surroundings, withStore: parts.withStore, report, print }, parts.version)
  try {
    await program.parseAsync(withCommand(args), { from: 'user' })
    if (last === undefined) return EXIT.done
    stdout.write(renderReport(last, json))
    return last.exitCode ?? EXIT.done
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.done
    const problem =
      error instanceof CommanderError ? usage(plain(error, args, programName(env))) : toProblem(error)
    stderr.write(redact(renderProblem(problem, json)))
    if (env.AFTERCALL_DEBUG !== undefined && error instanceof Error) stderr.write(redact(`${error.stack}\n`))
    return problem.exitCode
  }
}

/** The commands, with their help. */
export function buildProgram(bench: Bench, version: string): Command {
  const { stdout, env } = bench.surroundings
  const program = new Command('aftercall-collector')
    .description(
      'The central endpoint of Aftercall: takes what the agents of a contact centre leave for their team.',
    )
    .version(version, '--version', 'prints the version')
    .helpOption('--help', 'explains the command')
    .helpCommand(false)
    .usage('<command> [options]')
    .addHelpText('after', EXIT_CODES)
    .exitOverride()
    // What commander would say on standard error is said once, below, in words or as JSON.
    .configureOutput({ writeOut: (text) => void stdout.write(text), writeErr: () => undefined })
  addServe(program, bench, version)
  addTeamCommands(program, bench)
  addCodeCommands(program, bench)
  addDeviceCommands(program, bench)
  addPolicyCommands(program, bench)
  addFeedbackCommands(program, bench)
  addBackupCommands(program, bench)
  addPublish(program, bench)
  addSummary(program, bench)
  addStoreCommands(program, bench)
  program.name(programName(env))
  return program
}

/** Without a command it serves. */
function withCommand(args: readonly string[]): readonly string[] {
  const [first] = args
  const isOption = first === undefined || (first.startsWith('-') && !['--help', '--version'].includes(first))
  return isOption ? ['serve', ...args] : args
}

/** Commander's message without its prefix, on one line, and where to look. */
function plain(error: CommanderError, args: readonly string[], name: string): string {
  if (error.code === 'commander.help')
    return `Name a command: \`${[name, ...args.filter((arg) => !arg.startsWith('-'))].join(' ')} --help\` lists them.`
  const message = error.message
    .replace(/^error: /, '')
    .replace(/^./, (first) => first.toUpperCase())
    .replaceAll(/\s+/g, ' ')
  const sentence = /[.!?)]$/.test(message) ? message : `${message}.`
  return `${sentence} Add --help for how it is used.`
}
