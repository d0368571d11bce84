/**
 * The team as its members see it: asked for when somebody looks, when it is old, and once a day; part of the composition
 * root. Nothing here waits for a moment: a tick once a minute, and whoever opens the window, say that time has passed.
 */
import { dayOf, dayText } from '../shared/calendar.ts'
import type { OwnFollowUp } from '../shared/own-view.ts'
import type { Interaction } from '../shared/records.ts'
import type { TeamBoard, TeamBoardView, TeamChange } from '../shared/team-view.ts'
import type { FollowUp, FollowUpRequest, Spotlight, StoriesAnswer } from '../shared/wire/team.ts'
import type { StateStore } from './store/index.ts'
import type { Membership, Sync, TeamResult } from './sync/index.ts'
import { KeptBoard } from './team-board-kept.ts'

export interface TeamBoardsParts {
  readonly state: StateStore
  readonly clock: { now(): number }
  /** Version of the program. */
  readonly program: string
  /** Uniform in [0, 1). */
  readonly random: () => number
  readonly sync: Pick<Sync, 'membership' | 'view' | 'askTeam' | 'changeFollowUp' | 'changeSpotlight'>
  readonly interaction: (id: string) => Interaction | undefined
  /** The team window is open. */
  readonly isOpen: () => boolean
  /** What windows show of the team has changed. */
  readonly changed: () => void
  readonly onError: (error: unknown) => void
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Somebody opens the window, perhaps again. */
const OPENED_MS = MINUTE
/** Somebody looks at what became of own follow-ups. */
const GLANCED_MS = HOUR
/** While it is open. */
const OPEN_MS = HOUR
/** Otherwise. */
const CLOSED_MS = 24 * HOUR
/** After a failure, while it is open and otherwise. */
const RETRY_OPEN_MS = 5 * MINUTE
const RETRY_MS = HOUR
/** A whole site starts at nine. */
const SPREAD_MS = 10 * MINUTE

export class TeamBoards {
  readonly #parts: TeamBoardsParts
  readonly #kept: KeptBoard
  readonly #notBefore: number
  #fetching: Promise<void> | undefined
  #problem: TeamBoardView['problem'] = null
  #triedAt = Number.NEGATIVE_INFINITY
  /** Where this computer stood, and whether it could ask there, when it was last looked at. */
  #stand = ''

  constructor(parts: TeamBoardsParts) {
    this.#parts = parts
    this.#kept = new KeptBoard(parts.state, parts.program, parts.onError)
    this.#notBefore = parts.clock.now() + parts.random() * SPREAD_MS
  }

  /** What is known, at once. */
  view(): TeamBoardView {
    const { membership } = this.#parts.sync
    const hasTeam = membership !== null && membership !== undefined
    return {
      board: hasTeam ? (this.#kept.read(membership) ?? null) : null,
      hasTeam: hasTeam || membership === undefined,
      isFetching: this.#fetching !== undefined,
      problem: this.#problem,
    }
  }

  /** Somebody looks: asks unless it was asked a moment ago. Resolves when what is known is in memory. */
  async opened(): Promise<TeamBoardView> {
    if (this.#age() >= OPENED_MS && this.#sinceTry() >= OPENED_MS) void this.#fetch()
    const { membership } = this.#parts.sync
    if (membership !== null && membership !== undefined) await this.#kept.prepare(membership)
    return this.view()
  }

  /** Nothing is written any more; resolves when that is so. */
  stop(): Promise<void> {
    return this.#kept.stop()
  }

  /** The window is gone. */
  closed(): void {
    this.#kept.release()
  }

  /** Asks now; resolves when that is over, whatever came of it. */
  async refresh(): Promise<TeamBoardView> {
    await this.#fetch()
    return this.view()
  }

  /** Once a minute. */
  tick(): void {
    if (this.#isDue()) void this.#fetch()
  }

  /** How this computer stands with its team may be another. Called often; cheap. */
  syncChanged(): void {
    const { membership, view } = this.#parts.sync
    if (membership === undefined) return
    if (membership === null) this.#kept.forget()
    else this.#gist()
    // A computer that has lost its token is still in its team, but what it asked without one counts as not asked.
    const stand = `${view.connection} ${placeOf(membership)}`
    if (stand === this.#stand) return
    this.#stand = stand
    this.#startOver()
    // Whoever has joined with the window open is looking already.
    if (membership !== null && this.#parts.isOpen()) void this.opened()
  }

  /** Everything on this computer was erased. */
  erased(): void {
    this.#kept.forget()
    this.#startOver()
  }

  async changeFollowUp(id: string, change: FollowUpRequest): Promise<TeamChange> {
    const result = await this.#parts.sync.changeFollowUp(id, change)
    if (!result.ok) return this.#notDone(result.code)
    await this.#amend((board) => withFollowUp(board, result.value))
    return { done: true, view: this.view() }
  }

  async changeSpotlight(story: string | null): Promise<TeamChange> {
    const result = await this.#parts.sync.changeSpotlight(story)
    if (!result.ok) return this.#notDone(result.code)
    await this.#amend((board) => withStories(board, result.value))
    return { done: true, view: this.view() }
  }

  /** The story that every widget of the team shows now. */
  spotlight(): Spotlight | null {
    const spotlight = this.#gist()?.spotlight ?? null
    return spotlight !== null && spotlight.until >= dayText(dayOf(this.#parts.clock.now())) ? spotlight : null
  }

  /** Another window shows a little of the team: what is older than an hour is asked for anew. */
  glanced(): void {
    if (this.#age() >= GLANCED_MS && this.#sinceTry() >= RETRY_OPEN_MS) void this.#fetch()
  }

  /** By interaction id: how far the team is with follow-ups of this computer that somebody has looked at. */
  ownFollowUps(): Readonly<Record<string, OwnFollowUp>> {
    const known = (this.#gist()?.ownFollowUps ?? []).flatMap(({ id, state, doneBy, on }) => {
      const interaction = this.#parts.interaction(id)
      // Asked for on another computer, or taken back meanwhile.
      if (interaction === undefined || interaction.deleted || interaction.followUp === null) return []
      const { workDay, channel, queue, followUp: words } = interaction
      return [[id, { workDay, channel, queue, words, state, doneBy, on }] as const]
    })
    return Object.fromEntries(known)
  }

  #gist() {
    const { membership } = this.#parts.sync
    if (membership === null || membership === undefined) return undefined
    const gist = this.#kept.gist(membership)
    if (!this.#parts.isOpen()) this.#kept.release()
    return gist
  }

  #isDue(): boolean {
    if (this.#parts.isOpen())
      return this.#age() >= OPEN_MS && this.#sinceTry() >= (this.#problem === null ? OPEN_MS : RETRY_OPEN_MS)
    const { clock } = this.#parts
    return this.#age() >= CLOSED_MS && this.#sinceTry() >= RETRY_MS && clock.now() >= this.#notBefore
  }

  /** Clocks jump: what is from the future is old too. */
  #age(): number {
    const { clock, sync } = this.#parts
    const gist = this.#gist()
    // Restored from a backup: what the collector said before may no longer be so.
    if (gist === undefined || gist.epoch !== sync.membership?.epoch) return Number.POSITIVE_INFINITY
    return Math.abs(clock.now() - gist.fetchedAt)
  }

  #sinceTry(): number {
    return Math.abs(this.#parts.clock.now() - this.#triedAt)
  }

  #fetch(): Promise<void> {
    if (this.#parts.sync.membership === null) return Promise.resolve()
    this.#fetching ??= this.#ask().finally(() => {
      this.#fetching = undefined
      if (!this.#parts.isOpen()) this.#kept.release()
      this.#parts.changed()
    })
    return this.#fetching
  }

  async #ask(): Promise<void> {
    const { clock, sync, changed } = this.#parts
    this.#triedAt = clock.now()
    // When it is known that it is being asked.
    queueMicrotask(changed)
    const before = placeOf(sync.membership)
    await this.#take(await sync.askTeam(), before)
  }

  async #take(result: TeamResult, before: string): Promise<void> {
    if (!result.ok) {
      // Of another team, it says nothing about this one.
      if (placeOf(this.#parts.sync.membership) === before) this.#problem = result.code
      return
    }
    const { membership, board, ownFollowUps } = result.value
    const { membership: now } = this.#parts.sync
    // Somebody has left, or joined another team, while it was asked.
    if (placeOf(now) !== placeOf(membership)) return
    this.#problem = null
    await this.#kept.write(membership, { ...board, fetchedAt: this.#parts.clock.now() }, ownFollowUps)
  }

  async #amend(change: (board: TeamBoard) => TeamBoard): Promise<void> {
    const { membership } = this.#parts.sync
    if (membership === null || membership === undefined) return
    const board = this.#kept.read(membership)
    if (board === undefined) return
    const written = this.#kept.write(
      membership,
      change(board),
      this.#kept.gist(membership)?.ownFollowUps ?? [],
    )
    this.#parts.changed()
    await written
  }

  #notDone(problem: Extract<TeamChange, { done: false }>['problem']): TeamChange {
    // What is shown is no longer so.
    if (problem === 'gone') void this.#fetch()
    return { done: false, problem }
  }

  #startOver(): void {
    this.#problem = null
    this.#triedAt = Number.NEGATIVE_INFINITY
    this.#parts.changed()
  }
}

function placeOf(membership: Membership | null | undefined): string {
  if (membership === null || membership === undefined) return ''
  const { endpoint, storeId, teamId, role } = membership
  return JSON.stringify([endpoint, storeId, teamId, role])
}

function withFollowUp(board: TeamBoard, followUp: FollowUp): TeamBoard {
  if (board.lead === null) return board
  const { followUps } = board.lead
  const changed = followUps.followUps.map((one) => (one.id === followUp.id ? followUp : one))
  return { ...board, lead: { ...board.lead, followUps: { ...followUps, followUps: changed } } }
}

function withStories(board: TeamBoard, stories: StoriesAnswer): TeamBoard {
  return { ...board, stories, weekly: { ...board.weekly, spotlight: stories.spotlight } }
}
