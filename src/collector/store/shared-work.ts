/**
 * What a team does with what its members shared by the press of a button: follow-ups to work through, stories to read
 * out. Nothing here says whose it is, and nothing of an interaction comes along that the button didn't name.
 */
import type { WorkDayId } from '../../shared/records.ts'
import type {
  FollowUp,
  FollowUpRequest,
  OwnFollowUpsAnswer,
  Spotlight,
  Story,
  WeeklyAnswer,
} from '../../shared/wire/team.ts'

export type OwnFollowUpState = OwnFollowUpsAnswer['followUps'][number]

export interface StoryBoard {
  /** Newest work day first. */
  readonly stories: readonly Story[]
  /** How many older ones there are. */
  readonly more: number
}

export interface SharedWork {
  /** Open ones first, then newest work day first, at most TEAM_LIMITS.followUps. */
  followUps(teamNo: number): Promise<{ readonly followUps: readonly FollowUp[]; readonly more: number }>
  /**
   * Says how far the team is with a follow-up. Open again: nobody has done it.
   * @param id of the record
   * @returns the follow-up as it is now; `undefined`: there is none, or none any more
   */
  setFollowUp(teamNo: number, id: string, to: FollowUpRequest): Promise<FollowUp | undefined>
  /** Of all computers of an agent, what somebody of the team has done or found not needed. */
  ownFollowUps(agentNo: number): Promise<readonly OwnFollowUpState[]>
  /**
   * At most TEAM_LIMITS.stories of them, and of a work day all or none, so that the next are those before the last one's
   * day; only where a single day has more than that it isn't whole.
   * @param before only those of earlier work days
   */
  stories(teamNo: number, before: WorkDayId | undefined): Promise<StoryBoard>
  /** `null`: there is none, or it is over. */
  spotlight(teamNo: number): Promise<Spotlight | null>
  /**
   * Puts a story onto every widget of the team, for TEAM_LIMITS.spotlightDays days (UTC) of which today is the first;
   * `null` ends it.
   * @returns false: there is no such story, or none any more; the spotlight is as it was
   */
  setSpotlight(teamNo: number, id: string | null): Promise<boolean>
  /** What was shared of some work days, both of which count in. */
  sharedBetween(
    teamNo: number,
    from: WorkDayId,
    to: WorkDayId,
  ): Promise<Pick<WeeklyAnswer, 'stories' | 'followUps'>>
}
