/** The routes of a team as a scripted collector answers them: from answers made beforehand, with what a lead changes kept. */
import { ROUTES } from '../../src/shared/wire/limits.ts'
import type { FollowUp, StoriesAnswer } from '../../src/shared/wire/team.ts'
import { followUpRequestSchema, spotlightRequestSchema } from '../../src/shared/wire/team.ts'
import type { TeamAnswers } from './team-answers.ts'

export interface TeamRequest {
  readonly method: string
  readonly url: URL
  readonly body: string
}

type Answered = { readonly found: true; readonly value: object } | { readonly found: false }

const MISSING: Answered = { found: false }

export class TeamRoutes {
  readonly changes: { readonly path: string; readonly body: unknown }[] = []
  /** Agents who have taken their follow-up back. */
  readonly gone = new Set<string>()
  readonly #answers: TeamAnswers
  #followUps: FollowUp[]
  #stories: StoriesAnswer

  constructor(answers: TeamAnswers) {
    this.#answers = answers
    this.#followUps = answers.followUps.followUps
    this.#stories = answers.stories
  }

  /** What the team's routes answer; without the identity of the store. */
  answer({ method, url, body }: TeamRequest): Answered {
    const { weekly, promoters, customers } = this.#answers
    const [route, recordId] = routeOf(url.pathname)
    if (method === 'POST') return this.#change(url.pathname, route, recordId, body)
    switch (route) {
      case 'summary':
        return this.#summary(url.searchParams)
      case 'weekly':
        return { found: true, value: { ...weekly, spotlight: this.#stories.spotlight } }
      case 'stories':
        return { found: true, value: this.#stories }
      case 'followUps':
        return { found: true, value: { ...this.#answers.followUps, followUps: this.#followUps } }
      case 'ownFollowUps':
        return { found: true, value: { followUps: [] } }
      case 'promoters':
        return { found: true, value: promoters }
      case 'customers':
        return { found: true, value: customers }
      default:
        return MISSING
    }
  }

  #summary(query: URLSearchParams): Answered {
    const by = (['day', 'week', 'month', 'quarter'] as const).find((kind) => kind === query.get('by'))
    if (by === undefined) return MISSING
    const [from, to] = [query.get('from') ?? '', query.get('to') ?? '']
    const windows = this.#answers[by].windows.filter((window) => window.to >= from && window.to <= to)
    return { found: true, value: { ...this.#answers[by], windows } }
  }

  #change(path: string, route: string, recordId: string, body: string): Answered {
    const asked: unknown = JSON.parse(body)
    this.changes.push({ path, body: asked })
    if (route === 'followUp') {
      const { state, doneBy } = followUpRequestSchema.parse(asked)
      const known = this.#followUps.find(({ id }) => id === recordId && !this.gone.has(id))
      if (known === undefined) return MISSING
      const on = new Date().toISOString().slice(0, 10)
      const changed = { ...known, state, doneBy, on }
      this.#followUps = this.#followUps.map((one) => (one.id === recordId ? changed : one))
      return { found: true, value: changed }
    }
    if (route !== 'spotlight') return MISSING
    const { story: id } = spotlightRequestSchema.parse(asked)
    const story = this.#stories.stories.find((one) => one.id === id)
    const until = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10)
    this.#stories = { ...this.#stories, spotlight: story === undefined ? null : { story, until } }
    return { found: true, value: this.#stories }
  }
}

/** The name of a path's route, and the record in it. */
function routeOf(path: string): readonly [string, string] {
  for (const [name, pattern] of Object.entries(ROUTES)) {
    const found = new RegExp(`^${pattern.replaceAll(/:\w+/g, '([^/]+)')}$`).exec(path)
    if (found !== null) return [name, found[2] ?? '']
  }
  return ['', '']
}
