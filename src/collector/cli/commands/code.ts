/** `code`: create, list, revoke, rotate. A code lets devices join a team. */
import { Option, type Command } from 'commander'
import type { Administration, Code, Role } from '../../store/store.ts'
import { describeCommand, locationFrom, storeCommands, type Bench, type CommonOptions } from '../command.ts'
import { count, instant, instantOrNull, table } from '../output.ts'
import { conflict, notFound } from '../problem.ts'
import { findTeam, listWithTeams, type TeamOptions } from '../teams.ts'
import { endpoint, expiry, role, seats } from '../values.ts'

const DEFAULT_EXPIRY = '14d'

interface CreateOptions extends CommonOptions {
  readonly role: Role
  readonly seats: number
  readonly expires: number
  readonly endpoint?: string
}

interface RotateOptions extends CommonOptions {
  readonly seats?: number
  readonly expires: number
  readonly endpoint?: string
}

type NewCode = Code & { readonly code: string }

/** A code as programs read it, without the code itself. */
const codeJson = (code: Code) => ({
  id: code.id,
  teamId: code.teamId,
  role: code.role,
  seats: code.seats,
  used: code.used,
  expiresAt: instant(code.expiresAt),
  revokedAt: instantOrNull(code.revokedAt),
  transfer: code.transfer,
})

export function addCodeCommands(program: Command, bench: Bench): void {
  const { env, now } = bench.surroundings
  const parent = describeCommand(
    program.command('code'),
    'Codes with which devices join a team.',
    ['code create "Support North" --seats 20 --endpoint https://aftercall.example.com', 'code list'],
    env,
  )
  const leaf = storeCommands(parent, env)
  const expires = (): Option =>
    new Option('--expires <when>', 'until when it can be used: 12h, 14d, 4w or a date (its end, UTC)')
      .argParser((text: string) => expiry(text, now()))
      .default(expiry(DEFAULT_EXPIRY, now()), DEFAULT_EXPIRY)
  const address = (): Option =>
    new Option(
      '--endpoint <address>',
      'prints a link that joins with one click, for this address of the collector',
    )
      .env('AFTERCALL_ENDPOINT')
      .argParser(endpoint)

  leaf(
    'create',
    'Makes a code. It is shown this once: the store keeps its hash only.',
    'code create "Support North" --role agent --seats 20 --expires 14d --endpoint https://aftercall.example.com',
  )
    .argument('<team>', 'its id or its name')
    .addOption(new Option('--role <role>', 'agent or lead').argParser(role).default('agent'))
    .addOption(new Option('--seats <number>', 'how many devices it is for').argParser(seats).default(1))
    .addOption(expires())
    .addOption(address())
    .action(async (which: string, options: CreateOptions) => {
      const code = await bench.withStore(locationFrom(options, bench), async ({ administration }) => {
        const team = await findTeam(administration, which)
        return administration.createCode({
          teamId: team.id,
          role: options.role,
          seats: options.seats,
          expiresAt: options.expires,
        })
      })
      bench.report(newCodeReport(code, options.endpoint))
    })

  leaf(
    'list',
    'Lists codes: how much of each is used, never the code itself.',
    'code list --team "Support North"',
  )
    .option('--team <team>', 'of this team only: its id or its name')
    .action(async (options: TeamOptions) => {
      const { listed: codes, nameOf } = await listWithTeams(bench, options, (administration, teamId) =>
        administration.codes(teamId),
      )
      bench.report({
        json: { codes: codes.map(codeJson) },
        text: table(
          ['ID', 'TEAM', 'ROLE', 'USED', 'EXPIRES', 'STATE'],
          codes.map((code) => [
            code.id,
            nameOf(code.teamId),
            code.transfer ? `${code.role}, transfer` : code.role,
            `${code.used} of ${code.seats}`,
            instant(code.expiresAt),
            stateOf(code, now()),
          ]),
          'There is no code. `code create TEAM` makes one.',
        ),
      })
    })

  leaf('revoke', 'Ends a code. Devices that have joined with it go on.', 'code revoke 3f2a9c1d')
    .argument('<id>', 'as `code list` shows it')
    .action(async (id: string, options: CommonOptions) => {
      const code = await bench.withStore(locationFrom(options, bench), ({ administration }) =>
        administration.revokeCode(id),
      )
      bench.report({ json: codeJson(code), text: `Revoked the code ${code.id}. Nobody can join with it.` })
    })

  leaf(
    'rotate',
    'Ends a code and makes another one for the same team, role and number of devices.',
    'code rotate 3f2a9c1d --expires 14d',
  )
    .argument('<id>', 'as `code list` shows it')
    .addOption(new Option('--seats <number>', 'how many devices the new one is for').argParser(seats))
    .addOption(expires())
    .addOption(address())
    .action(async (id: string, options: RotateOptions) => {
      const code = await bench.withStore(locationFrom(options, bench), ({ administration }) =>
        rotate(administration, id, options),
      )
      bench.report(newCodeReport(code, options.endpoint, `Revoked the code ${id}.\n`))
    })
}

/** The old one ends first: whoever rotates a code does so because too many know it. */
async function rotate(administration: Administration, id: string, options: RotateOptions): Promise<NewCode> {
  const old = (await administration.codes()).find((code) => code.id === id)
  if (old === undefined) throw notFound(`There is no code ${JSON.stringify(id)}. \`code list\` shows all.`)
  if (old.transfer)
    throw conflict(
      'It is a transfer code, which an agent made; the agent makes the next one in the settings.',
    )
  const team = (await administration.teams()).find(({ id: teamId }) => teamId === old.teamId)
  if (team !== undefined && team.retiredAt !== null)
    throw conflict(
      `The team ${JSON.stringify(team.name)} is retired: use \`code revoke\`, there is no new code for it.`,
    )
  if (old.revokedAt === null) await administration.revokeCode(id)
  return administration.createCode({
    teamId: old.teamId,
    role: old.role,
    seats: options.seats ?? old.seats,
    expiresAt: options.expires,
  })
}

function newCodeReport(code: NewCode, address: string | undefined, before = '') {
  const link =
    address === undefined
      ? undefined
      : `aftercall://enroll?${new URLSearchParams({ endpoint: address, code: code.code }).toString()}`
  const lines = [
    `${before}${code.code}`,
    ...(link === undefined ? [] : [link]),
    `For ${count(code.seats, 'device')} with the role ${code.role}, until ${instant(code.expiresAt)}. It is shown this once.`,
  ]
  return {
    json: { ...codeJson(code), code: code.code, ...(link !== undefined && { link }) },
    text: lines.join('\n'),
  }
}

function stateOf(code: Code, now: number): string {
  if (code.revokedAt !== null) return 'revoked'
  if (code.expiresAt <= now) return 'expired'
  return code.used >= code.seats ? 'used up' : 'open'
}
