/** What the routes share. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { CollectorStore } from '../store/store.ts'
import type { Answer } from './answer.ts'
import type { BodyBudget } from './body.ts'
import type { Guard } from './guard.ts'
import type { Metrics } from './metrics.ts'

export interface ApiContext {
  readonly store: CollectorStore
  readonly guard: Guard
  readonly budget: BodyBudget
  readonly metrics: Metrics
  /** Epoch ms. */
  readonly now: () => number
  /** From 0 to 1, for what must not be the same for all. */
  readonly random: () => number
}

/** One request, without the framework around it. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** Of the client, or what a trusted proxy says that it is. */
  readonly address: string
  /** What stands in the path for `:teamId` and the like, as it was sent. */
  readonly parameters: Readonly<Record<string, unknown>>
  /** The query, taken apart; a name that is there twice has an array. */
  readonly query: Readonly<Record<string, unknown>>
}

/** Answers a request. What it throws becomes `busy`, `storage` or `internal`, and a line in the log. */
export type Handler = (exchange: Exchange) => Promise<Answer>
