/** What prompting needs of the store, so that it depends on records and not on a database. */
import type { AnswerPatch, DayRecord, Interaction, Rating, Smiley, WorkDayId } from '../../shared/records.ts'

/** An interaction as it is first written down: waiting for the agent. */
export type NewInteraction = Pick<
  Interaction,
  | 'id'
  | 'workDay'
  | 'timeZone'
  | 'externalIds'
  | 'channel'
  | 'direction'
  | 'cause'
  | 'queue'
  | 'startedAt'
  | 'endedAt'
  | 'durationMs'
  | 'trigger'
>

/** What a later report may add. */
export type Enrichment = Pick<Interaction, 'externalIds' | 'queue' | 'startedAt' | 'durationMs'>

/** The agent's interactions. Every write is durable when it returns, else it throws. */
export interface InteractionBook {
  add(interaction: NewInteraction): Interaction
  enrich(id: string, enrichment: Enrichment): Interaction
  markPrompted(ids: readonly string[], at: number): void
  rate(id: string, rating: Rating): Interaction
  answer(id: string, patch: AnswerPatch): Interaction
  withdraw(id: string): Interaction
  skip(id: string): Interaction
  expire(ids: readonly string[]): void
  remove(id: string): void
  get(id: string): Interaction | undefined
  ofWorkDay(day: WorkDayId): Interaction[]
  waiting(): Interaction[]
}

/** The agent's days. */
export interface DayBook {
  /** Writes the day down, once; later calls change nothing. */
  open(workDay: WorkDayId, timeZone: string): DayRecord
  /** Remembers that the agent was asked; `false` when that had happened before. */
  markAsked(workDay: WorkDayId, at: number): boolean
  smile(workDay: WorkDayId, smiley: Smiley): DayRecord
  withdraw(workDay: WorkDayId): DayRecord
  get(workDay: WorkDayId): DayRecord | undefined
  /** Days from `from` to `to`, both included, oldest first. */
  between(from: WorkDayId, to: WorkDayId): DayRecord[]
  latest(): DayRecord | undefined
}
