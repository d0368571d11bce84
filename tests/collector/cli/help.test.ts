import type { Command } from 'commander'
import { expect, test } from 'vitest'
import { buildProgram } from '../../../src/collector/cli/run.ts'
import { processSurroundings } from '../../../src/collector/cli/surroundings.ts'
import { run, runFailing, runHere } from './support.ts'

/** Every command that does something, with the words that call it. */
function leaves(
  command: Command,
  words: readonly string[] = [],
): { words: readonly string[]; command: Command }[] {
  if (command.commands.length === 0) return [{ words, command }]
  return command.commands.flatMap((child) => leaves(child, [...words, child.name()]))
}

const bench = {
  surroundings: { ...processSurroundings(), env: {} },
  withStore: () => Promise.reject(new Error('No command is run here.')),
  report: () => undefined,
  print: () => undefined,
}
const commands = leaves(buildProgram(bench, '1.2.3'))

test('there are the commands that the documentation names', () => {
  expect(commands.map(({ words }) => words.join(' '))).toEqual([
    'serve',
    'team add',
    'team rename',
    'team retire',
    'team list',
    'code create',
    'code list',
    'code revoke',
    'code rotate',
    'device list',
    'device revoke',
    'policy show',
    'policy set',
    'policy validate',
    'feedback import',
    'feedback token create',
    'feedback token list',
    'feedback token revoke',
    'backup',
    'restore',
    'restored',
    'publish',
    'summary',
    'stats',
    'verify',
    'erasures export',
  ])
})

test.each(commands.map(({ words, command }) => ({ name: words.join(' '), command })))(
  '$name explains itself, with an example that fits its own options, and knows --json',
  ({ name, command }) => {
    let help = ''
    command.configureOutput({ writeOut: (text) => (help += text) })
    command.outputHelp()
    expect(help).toContain(command.description().slice(0, 30))
    expect(help).toContain('--json')
    const examples =
      help
        .split(/Examples?:\n/)[1]
        ?.trimEnd()
        .split('\n') ?? []
    expect(examples.length).toBeGreaterThan(0)
    for (const example of examples) {
      expect(example).toContain(`  aftercall-collector ${name}`)
      for (const [option] of example.matchAll(/--[a-z-]+/g))
        expect(command.options.map(({ long }) => long)).toContain(option)
    }
  },
)

test('--help and --version succeed and print to standard output', async () => {
  const help = await run(['--help'])
  expect(help).toMatchObject({ code: 0, stderr: '' })
  expect(help.stdout).toContain('Exit codes:')
  expect(await run(['code', 'create', '--help'])).toMatchObject({ code: 0, stderr: '' })
  const version = await run(['--version'])
  expect(version.code).toBe(0)
  expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})

test.each([
  { args: ['teem', 'list'], says: /teem/ },
  { args: ['team'], says: /--help/ },
  { args: ['team', 'add'], says: /name/ },
  { args: ['team', 'add', 'One', 'Two'], says: /too many arguments/i },
  { args: ['team', 'list', '--jsonn'], says: /--jsonn/ },
  { args: ['team', 'list', '--database', 'mysql://root@localhost/x'], says: /postgres:\/\// },
  { args: ['serve', '--port', '65536'], says: /from 0 to 65535/ },
  { args: ['serve', '--port', '80x'], says: /from 0 to 65535/ },
  { args: ['serve', '--log-level', 'loud'], says: /debug, info/ },
  { args: ['code', 'create', 'x', '--seats', '0'], says: /from 1 to 10000/ },
  { args: ['code', 'create', 'x', '--role', 'boss'], says: /agent.*lead/ },
  { args: ['code', 'create', 'x', '--expires', 'soon'], says: /14d/ },
  { args: ['code', 'create', 'x', '--expires', '2020-01-01'], says: /past/ },
  { args: ['code', 'create', 'x', '--expires', '2027-02-30'], says: /14d/ },
  { args: ['code', 'create', 'x', '--expires', '99w'], says: /at most a year/ },
  { args: ['code', 'create', 'x', '--endpoint', 'http://aftercall.example.com'], says: /https/ },
  { args: ['code', 'create', 'x', '--endpoint', 'https://u:p@aftercall.example.com'], says: /no user/ },
])('$args is refused with exit code 2 and a sentence, in words and as JSON', async ({ args, says }) => {
  const words = await runHere(args)
  expect(words).toMatchObject({ code: 2, stdout: '' })
  expect(words.stderr).toMatch(says)
  expect(words.stderr.trimEnd().split('\n')).toHaveLength(1)
  const json = await runHere([...args, '--json'])
  expect(JSON.parse(json.stderr)).toEqual({
    error: { code: 'usage', exitCode: 2, message: expect.stringMatching(says) },
  })
})

test('the process itself ends with the exit code', async () => {
  expect(await run(['teem', 'list'])).toMatchObject({ code: 2, stdout: '' })
})

test('a problem as JSON names its code and its exit code', async () => {
  expect(await runFailing(['policy', 'validate', 'no-such-file.json'])).toEqual({
    code: 'usage',
    exitCode: 2,
    message: 'There is no file or folder no-such-file.json.',
  })
})
