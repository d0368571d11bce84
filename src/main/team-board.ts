/** The team as its members see it: what the collector said last, kept with its age; part of the composition root. */
import type { OwnFollowUp } from '../shared/own-view.ts'
import type { TeamBoardView, TeamChange } from '../shared/team-view.ts'
import type { FollowUpRequest, Spotlight } from '../shared/wire/team.ts'
import type { Team } from './team-wiring.ts'

export interface TeamBoardsParts {
  readonly team: Team
}

export class TeamBoards {
  readonly #parts: TeamBoardsParts

  constructor(parts: TeamBoardsParts) {
    this.#parts = parts
  }

  view(): TeamBoardView {
    return { board: null, hasTeam: this.#parts.team.hasTeam(), isFetching: false, problem: null }
  }

  refresh(): Promise<TeamBoardView> {
    return Promise.resolve(this.view())
  }

  changeFollowUp(_id: string, _change: FollowUpRequest): Promise<TeamChange> {
    return Promise.resolve({ done: false, problem: 'not-enrolled' })
  }

  changeSpotlight(_story: string | null): Promise<TeamChange> {
    return Promise.resolve({ done: false, problem: 'not-enrolled' })
  }

  spotlight(): Spotlight | null {
    return null
  }

  ownFollowUps(): Readonly<Record<string, OwnFollowUp>> {
    return {}
  }
}
