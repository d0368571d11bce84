/** `policy`: show, set, validate. What the organisation decides, and for a team where it differs. */
import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import type { Policy } from '../../../shared/policy.ts'
import {
  addJson,
  addLocation,
  describeCommand,
  locationFrom,
  type Bench,
  type CommonOptions,
} from '../command.ts'
import { parsePolicy } from '../policy-file.ts'
import { count } from '../output.ts'
import { usage } from '../problem.ts'
import type { Surroundings } from '../surroundings.ts'
import { findTeam } from '../teams.ts'

/** More than any policy; a file that is larger is another file. */
const MOST_CHARACTERS = 65_536

interface TeamOption extends CommonOptions {
  readonly team?: string
}

export function addPolicyCommands(program: Command, bench: Bench): void {
  const { surroundings } = bench
  const { env } = surroundings
  const parent = describeCommand(
    program.command('policy'),
    'The policy: how many people a summary needs, how long records are kept, whether customers are compared.',
    ['policy show', 'policy set policy.json'],
    env,
  )
  const leaf = (use: string, summary: string, examples: readonly string[]): Command =>
    addJson(describeCommand(parent.command(use), summary, examples, env))

  addLocation(leaf('show', 'Shows the policy that counts.', ['policy show --team "Support North"']))
    .option('--team <team>', "of this team; the organisation's where it has none of its own")
    .action(async (options: TeamOption) => {
      const policy = await bench.withStore(locationFrom(options, bench), async ({ administration }) => {
        const team = options.team === undefined ? undefined : await findTeam(administration, options.team)
        return administration.policy(team?.id)
      })
      bench.report({ json: policy, text: words(policy) })
    })

  addLocation(
    leaf('set', 'Sets the policy from a JSON file. What the file leaves out has its default.', [
      'policy set policy.json',
      'policy set policy.json --team "Support North"',
      'policy set --team "Support North" --none',
    ]),
  )
    .argument('[file]', 'the file; - is standard input')
    .option('--team <team>', 'for this team only')
    .option(
      '--none',
      "with --team: the team has no policy of its own any more and follows the organisation's",
    )
    .action(async (file: string | undefined, options: TeamOption & { readonly none?: true }) => {
      if (options.none && options.team === undefined) throw usage('--none is for a team: add --team.')
      if ((file !== undefined) === (options.none === true))
        throw usage(
          options.none
            ? 'Either a file or --none, not both.'
            : 'Name the file with the policy, or - for standard input.',
        )
      const policy = file === undefined ? null : await readPolicy(file, surroundings)
      const result = await bench.withStore(locationFrom(options, bench), async ({ administration }) => {
        const team = options.team === undefined ? undefined : await findTeam(administration, options.team)
        await administration.setPolicy(policy, team?.id)
        return { team, policy: await administration.policy(team?.id) }
      })
      const whose =
        result.team === undefined ? 'The organisation' : `The team ${JSON.stringify(result.team.name)}`
      bench.report({ json: result.policy, text: `${whose} has this policy now:\n${words(result.policy)}` })
    })

  leaf('validate', 'Says what is wrong with a policy file, without setting it.', [
    'policy validate policy.json',
  ])
    .argument('<file>', 'the file; - is standard input')
    .action(async (file: string) => {
      const policy = await readPolicy(file, surroundings)
      bench.report({ json: policy, text: `It is a policy:\n${words(policy)}` })
    })
}

async function readPolicy(file: string, { stdin, now }: Surroundings): Promise<Policy> {
  const [text, from] =
    file === '-' ? [await readAll(stdin), 'Standard input'] : [await readFile(file, 'utf8'), file]
  if (text.length > MOST_CHARACTERS) throw usage(`${from} is too large to be a policy.`)
  return parsePolicy(text, from, new Date(now()).toISOString().slice(0, 10))
}

async function readAll(stream: Surroundings['stdin']): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    chunks.push(bytes)
    // Enough to see that it is too large.
    if (size > MOST_CHARACTERS * 4) break
  }
  return Buffer.concat(chunks).toString('utf8')
}

function words(policy: Policy): string {
  const agreed = policy.customerComparison?.worksCouncilAgreedOn
  return [
    `  threshold           ${policy.threshold}: fewer people are never summarised`,
    `  retentionMonths     ${policy.retentionMonths}: records are dropped after ${count(policy.retentionMonths, 'month')}; team figures stay`,
    `  customerComparison  ${agreed === undefined ? 'off' : `on; the works council agreed on ${agreed}`}`,
  ].join('\n')
}
