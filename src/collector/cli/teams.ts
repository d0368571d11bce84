/** Teams as people name them: by their id, or by their name where only one has it. */
import type { Administration, Team } from '../store/store.ts'
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
