/** What members of a team ask the collector about it, and what its leads change there. */
import {
  followUpSchema,
  storiesAnswerSchema,
  type FollowUp,
  type FollowUpRequest,
  type StoriesAnswer,
} from '../../shared/wire/team.ts'
import { Asking, NOT_ENROLLED } from './asking.ts'
import type { Access, Outcome, Refused } from './collector.ts'
import type { Link } from './link.ts'
import type { SyncParts } from './parts.ts'
import { type Failure, type Membership, type Problem } from './results.ts'
import type { TeamAnswers, TeamChangeResult, TeamResult } from './results.ts'
import { leadQuestions, memberQuestions, teamPath, type Question } from './team-questions.ts'
import type { Turns } from './turns.ts'

export interface TeamRequestNews {
  /** A request is over, whatever came of it. */
  left(): void
  /** The collector hasn't asked to be left alone for a while. */
  mayAsk(): boolean
}

type Answered<T> = { readonly ok: true; readonly value: T } | Problem

/** Never rejects. What was asked for one team is never given out for another. */
export class TeamRequests {
  readonly #clock: SyncParts['clock']
  readonly #link: Link
  readonly #news: TeamRequestNews
  readonly #asking: Asking

  constructor({ clock, log }: SyncParts, link: Link, turns: Turns, news: TeamRequestNews) {
    this.#clock = clock
    this.#link = link
    this.#news = news
    this.#asking = new Asking(log, link, turns, () => news.left())
  }

  /** As `Sync.askTeam`. */
  async ask(): Promise<TeamResult> {
    const { collector } = this.#link
    // First who asks: a lead who has become an agent sees a lead's figures no more.
    const place = await this.#ask(
      (access, signal) => collector.policy(access, signal),
      (outcome) => this.#link.learn(outcome),
    )
    if (!place.ok) return place
    const { membership } = this.#link
    if (membership === undefined) return NOT_ENROLLED
    const of = memberQuestions()
    const [weekly, stories, own] = [
      await this.#question(membership, of.weekly),
      await this.#question(membership, of.stories),
      await this.#question(membership, of.ownFollowUps),
    ]
    if (!weekly.ok) return weekly
    if (!stories.ok) return stories
    if (!own.ok) return own
    const lead = membership.role === 'lead' ? await this.#askAsLead(membership) : NO_LEAD
    if (!lead.ok) return lead
    const board = { role: membership.role, weekly: weekly.value, stories: stories.value, lead: lead.value }
    return { ok: true, value: { membership, board, ownFollowUps: own.value.followUps } }
  }

  /** As `Sync.changeFollowUp`. */
  changeFollowUp(id: string, change: FollowUpRequest): Promise<TeamChangeResult<FollowUp>> {
    return this.#change((access, teamId, signal) =>
      this.#link.collector.changeTeam(
        access,
        teamPath('followUp', { teamId, recordId: id }),
        change,
        followUpSchema,
        signal,
      ),
    )
  }

  /** As `Sync.changeSpotlight`. */
  changeSpotlight(story: string | null): Promise<TeamChangeResult<StoriesAnswer>> {
    return this.#change((access, teamId, signal) =>
      this.#link.collector.changeTeam(
        access,
        teamPath('spotlight', { teamId }),
        { story },
        storiesAnswerSchema,
        signal,
      ),
    )
  }

  async #askAsLead(membership: Membership): Promise<Answered<TeamAnswers['board']['lead']>> {
    const of = leadQuestions(this.#clock.now())
    const day = await this.#question(membership, of.day)
    if (!day.ok) return day
    const week = await this.#question(membership, of.week)
    if (!week.ok) return week
    const month = await this.#question(membership, of.month)
    if (!month.ok) return month
    const quarter = await this.#question(membership, of.quarter)
    if (!quarter.ok) return quarter
    const followUps = await this.#question(membership, of.followUps)
    if (!followUps.ok) return followUps
    const promoters = await this.#question(membership, of.promoters)
    if (!promoters.ok) return promoters
    const customers = await this.#question(membership, of.customers)
    if (!customers.ok) return customers
    return {
      ok: true,
      value: {
        day: day.value,
        week: week.value,
        month: month.value,
        quarter: quarter.value,
        followUps: followUps.value,
        promoters: promoters.value,
        customers: customers.value,
      },
    }
  }

  #question<T>(membership: Membership, { path, schema }: Question<T>): Promise<Answered<T>> {
    const { teamId } = membership
    return this.#ask(async (access, signal) => {
      // Somebody may have joined another team, or left this one, since the question before.
      if (!isSame(this.#link.membership, membership)) return ANOTHER_TEAM
      return this.#link.collector.team(access, path(teamId), schema, signal)
    })
  }

  async #change<T>(
    job: (access: Access, teamId: string, signal: AbortSignal) => Promise<Outcome<T>>,
  ): Promise<TeamChangeResult<T>> {
    let isGone = false
    const result = await this.#ask<T>(async (access, signal) => {
      const { membership } = this.#link
      if (membership === undefined) return ANOTHER_TEAM
      const outcome = await job(access, membership.teamId, signal)
      isGone = !outcome.ok && outcome.why === 'problem' && outcome.said === 'not-found'
      return outcome
    })
    return isGone ? { ok: false, code: 'gone' } : result
  }

  /** @param accepted what is done with the answer in the same turn */
  async #ask<T>(
    job: (access: Access, signal: AbortSignal) => Promise<Outcome<T>>,
    accepted?: (outcome: Extract<Outcome<T>, { ok: true }>) => void,
  ): Promise<Answered<T>> {
    if (!this.#news.mayAsk()) return BUSY
    return this.#asking.ask<Answered<T>>(async (access, signal) => {
      const outcome = await job(access, signal)
      if (!outcome.ok) return this.#problemOf(outcome)
      accepted?.(outcome)
      return { ok: true, value: outcome.value }
    })
  }

  #problemOf(refused: Refused): Problem {
    // The role or the team is another one: the next round asks which.
    if (refused.why === 'problem' && refused.said === 'forbidden') this.#link.due.policy = true
    return this.#asking.problemOf(refused)
  }
}

const NO_LEAD = { ok: true, value: null } as const
const BUSY = { ok: false, code: 'busy' } as const satisfies Failure
const ANOTHER_TEAM = { ok: false, why: 'aborted' } as const satisfies Refused

function isSame(one: Membership | undefined, other: Membership): boolean {
  return (
    one !== undefined &&
    one.endpoint === other.endpoint &&
    one.storeId === other.storeId &&
    one.teamId === other.teamId &&
    one.role === other.role
  )
}
