/** The query of a team's route: exactly the parameters that it knows, each once. A filter would be one more way to subtract. */
import type { Answer } from '../../answer.ts'
import { refuse } from '../../problems.ts'

export type Query = Readonly<Record<string, unknown>>

/** @returns the refusal of a query with anything else; unknown names are never repeated */
export function refuseOthers(query: Query, known: readonly string[]): Answer | undefined {
  const takes = known.length === 0 ? 'none' : `${known.map((name) => `"${name}"`).join(', ')} only`
  if (Object.keys(query).some((name) => !known.includes(name)))
    return refuseQuery('', `This route takes other parameters than these: ${takes}.`)
  const repeated = known.find((name) => Array.isArray(query[name]))
  return repeated === undefined ? undefined : refuseQuery(repeated, 'It is there more than once.')
}

/** @param at the parameter, empty for the query as a whole */
export function refuseQuery(at: string, detail: string): Answer {
  return refuse({
    code: 'invalid-request',
    detail: 'The query is not one that this route takes.',
    errors: [{ at, detail }],
  })
}
