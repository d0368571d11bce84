/** What all commands have in common: their options, their examples, how they get the store and say their result. */
import { Option, type Command } from 'commander'
import type { CollectorStore } from '../store/store.ts'
import { locationOf, type Location, type LocationOptions } from './location.ts'
import type { Report } from './output.ts'
import { usage } from './problem.ts'
import type { Surroundings } from './surroundings.ts'

/** How a person types the program's name: it may be started by npm. */
export function programName(env: Surroundings['env']): string {
  return env.AFTERCALL_COMMAND ?? 'aftercall-collector'
}

/** Work of one command on an open store, which is closed afterwards. */
export type WithStore = <T>(
  location: Location,
  work: (store: AdministeredStore) => Promise<T>,
  /** `create`: begins a store where there is none. */
  options?: { readonly create?: boolean },
) => Promise<T>

/** What commands need of a store. */
export type AdministeredStore = Pick<CollectorStore, 'administration' | 'allTeams'>

/** What every command is given. */
export interface Bench {
  readonly surroundings: Surroundings
  readonly withStore: WithStore
  /** Takes a command's result, which is printed when the store is closed. */
  readonly report: (report: Report) => void
  /** Prints at once, for a command that goes on. */
  readonly print: (report: Report) => void
}

export interface CommonOptions extends LocationOptions {
  readonly json?: true
}

/** A command with its help: what it does in a sentence, and examples that work as they stand. */
export function describeCommand(
  command: Command,
  summary: string,
  examples: readonly string[],
  env: Surroundings['env'],
): Command {
  const name = programName(env)
  const lines = examples.map((example) => `  ${name} ${example}`)
  return command
    .description(summary)
    .addHelpText('after', `\n${lines.length === 1 ? 'Example' : 'Examples'}:\n${lines.join('\n')}`)
}

/** Options that say where the records are. */
export function addLocation(command: Command): Command {
  return command
    .addOption(new Option('--data <folder>', 'the data folder, with an SQLite file').env('AFTERCALL_DATA'))
    .addOption(
      new Option(
        '--database <address>',
        'a PostgreSQL database instead: postgres://user:password@host:5432/name. In the environment variable ' +
          'nobody reads the password in the list of processes.',
      ).env('AFTERCALL_DATABASE'),
    )
    .hook('preAction', (_, action) => chooseLocation(action))
}

/** What is typed counts more than what is set around it. @throws CommandProblem where both were typed */
function chooseLocation(command: Command): void {
  const sourceOf = (name: string) => command.getOptionValueSource(name)
  if (sourceOf('data') !== 'cli') return
  if (sourceOf('database') === 'cli') throw usage('Name a data folder or a database, not both.')
  command.setOptionValue('database', undefined)
}

export function addJson(command: Command): Command {
  return command.option('--json', 'one JSON document on standard output; problems as JSON on standard error')
}

/** The location that a command's options name. */
export function locationFrom(options: CommonOptions, { surroundings }: Bench): Location {
  return locationOf(options, surroundings)
}

/** Makes commands below another one that work on a store: with their help, where the records are, and `--json`. */
export function storeCommands(
  parent: Command,
  env: Surroundings['env'],
): (use: string, summary: string, ...examples: readonly string[]) => Command {
  return (use, summary, ...examples) =>
    addJson(addLocation(describeCommand(parent.command(use), summary, examples, env)))
}
