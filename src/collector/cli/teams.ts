/** Teams as people name them: by their id, or by their name where only one has it. */
import type { Administration, Team } from '../store/store.ts'
import { locationFrom, type Bench, type CommonOptions } from './command.ts'
import { conflict, notFound } from './problem.ts'

const same = (a: string, b: string): boolean =>
  a.normalize('NFC').toLowerCase() === b.normalize('NFC').toLowerCase()

/**
 * The team that is meant. A team in use is meant before a retired one of the same name.
 * @throws CommandProblem `not-found`, or `conflict` when several have that name
 */
export async function findTeam(administration: Administration, text: string): Promise<Team> {
  const teams = await administration.teams()
  const wanted = text.trim()
  const byId = teams.find(({ id }) => id === wanted.toLowerCase())
  if (byId !== undefined) return byId
  const byName = teams.filter(({ name }) => same(name, wanted))
  const inUse = byName.filter(({ retiredAt }) => retiredAt === null)
  const [team, ...others] = inUse.length > 0 ? inUse : byName
  if (team === undefined) throw notFound(`There is no team ${JSON.stringify(text)}. \`team list\` shows all.`)
  if (others.length > 0)
    throw conflict(`Several teams are called ${JSON.stringify(text)}: use the id that \`team list\` shows.`)
  return team
}

/**
 * A name that two teams in use have could not be used in any command.
 * @param except the id of the team that is about to be renamed
 * @throws CommandProblem `conflict`
 */
export async function assertNameIsFree(
  administration: Administration,
  name: string,
  except?: string,
): Promise<void> {
  const teams = await administration.teams()
  const taken = teams.some((team) => team.id !== except && team.retiredAt === null && same(team.name, name))
  if (taken) throw conflict(`There is a team ${JSON.stringify(name)} already.`)
}

/** Options of a list that may be of one team only. */
export interface TeamOptions extends CommonOptions {
  readonly team?: string
}

/** What a list shows: of the team that the options name, or of all; and how teams are called. */
export async function listWithTeams<T>(
  bench: Bench,
  options: TeamOptions,
  read: (administration: Administration, teamId: string | undefined) => Promise<T>,
): Promise<{ readonly listed: T; readonly nameOf: (teamId: string) => string }> {
  return bench.withStore(locationFrom(options, bench), async ({ administration }) => {
    const team = options.team === undefined ? undefined : await findTeam(administration, options.team)
    const listed = await read(administration, team?.id)
    const teams = await administration.teams()
    return { listed, nameOf: (id) => teams.find((one) => one.id === id)?.name ?? id }
  })
}
