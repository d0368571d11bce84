/** `team`: add, rename, retire, list. */
import type { Command } from 'commander'
import type { Team } from '../../store/store.ts'
import {
  describeCommand,
  locationFrom,
  storeCommands,
  type AdministeredStore,
  type Bench,
  type CommonOptions,
} from '../command.ts'
import { instant, instantOrNull, table } from '../output.ts'
import { conflict } from '../problem.ts'
import { assertNameIsFree, findTeam } from '../teams.ts'
import { teamName } from '../values.ts'

/** A team as programs read it. */
export const teamJson = (team: Team) => ({
  id: team.id,
  name: team.name,
  createdAt: instant(team.createdAt),
  retiredAt: instantOrNull(team.retiredAt),
})

export function addTeamCommands(program: Command, bench: Bench): void {
  const { env } = bench.surroundings
  const parent = describeCommand(
    program.command('team'),
    'Teams: their records are summarised together.',
    ['team add "Support North"', 'team list'],
    env,
  )
  const leaf = storeCommands(parent, env)

  leaf('add', 'Makes a team.', 'team add "Support North"')
    .argument('<name>', 'what people call it', teamName)
    .action(async (name: string, options: CommonOptions) => {
      const make = async ({ administration }: AdministeredStore): Promise<Team> => {
        await assertNameIsFree(administration, name)
        return administration.createTeam(name)
      }
      const team = await bench.withStore(locationFrom(options, bench), make, { create: true })
      bench.report({ json: teamJson(team), text: `Made the team ${quoted(team.name)}, ${team.id}.` })
    })

  leaf('rename', 'Gives a team another name.', 'team rename "Support North" "Support Hamburg"')
    .argument('<team>', 'its id or its name')
    .argument('<name>', 'the new name', teamName)
    .action(async (which: string, name: string, options: CommonOptions) => {
      const team = await bench.withStore(locationFrom(options, bench), async ({ administration }) => {
        const { id } = await findTeam(administration, which)
        await assertNameIsFree(administration, name, id)
        return administration.renameTeam(id, name)
      })
      bench.report({ json: teamJson(team), text: `The team ${team.id} is called ${quoted(team.name)} now.` })
    })

  leaf(
    'retire',
    'Closes a team: no new device can join; devices that are in it go on, and its figures stay.',
    'team retire "Support North"',
  )
    .argument('<team>', 'its id or its name')
    .action(async (which: string, options: CommonOptions) => {
      const team = await bench.withStore(locationFrom(options, bench), async ({ administration }) => {
        const found = await findTeam(administration, which)
        if (found.retiredAt !== null)
          throw conflict(`The team ${quoted(found.name)} was retired on ${instant(found.retiredAt)} already.`)
        return administration.retireTeam(found.id)
      })
      bench.report({
        json: teamJson(team),
        text: `Retired the team ${quoted(team.name)}. No new device can join it.`,
      })
    })

  leaf('list', 'Lists all teams.', 'team list --json').action(async (options: CommonOptions) => {
    const teams = await bench.withStore(locationFrom(options, bench), ({ administration }) =>
      administration.teams(),
    )
    bench.report({
      json: { teams: teams.map(teamJson) },
      text: table(
        ['ID', 'NAME', 'CREATED', 'RETIRED'],
        teams.map(({ id, name, createdAt, retiredAt }) => [
          id,
          name,
          instant(createdAt),
          instantOrNull(retiredAt),
        ]),
        'There is no team yet. `team add NAME` makes one.',
      ),
    })
  })
}

const quoted = (name: string): string => JSON.stringify(name)
