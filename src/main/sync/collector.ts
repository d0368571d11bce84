/** The collector's routes as typed calls. Every answer is checked against its schema, every refusal is a value. */
import { CODE_PROBLEMS, type CodeProblemCode, type SyncProblemCode } from '../../shared/sync.ts'
import {
  digestAnswerSchema,
  enrolmentAnswerSchema,
  eventsAnswerSchema,
  policyAnswerSchema,
  problemCode,
  problemSchema,
  transferCodeAnswerSchema,
  type DigestAnswer,
  type EnrolmentAnswer,
  type EnrolmentRequest,
  type EventsAnswer,
  type PolicyAnswer,
  type ProblemCode,
  type TransferCodeAnswer,
} from '../../shared/wire/answers.ts'
import { BATCH_MEDIA_TYPE, ROUTES } from '../../shared/wire/limits.ts'
import type { z } from '../../shared/zod.ts'
import { exchange, type Reply, type Wiring } from './exchange.ts'
import { ENCODINGS, nextEncoding, packed, type Encoding, type Parcel } from './packing.ts'
import type { HttpRequest } from './parts.ts'

const MEGABYTE = 1024 * 1024
/** The longest answer to a batch refuses every event with a long reason; the longest digest has years of days. */
const ANSWER_BYTES = 4 * MEGABYTE
/** Everything of an agent, of all computers, in five years and more. */
const EXPORT_BYTES = 256 * MEGABYTE
const EXPORT_MS = 10 * 60_000
/** Five hundred follow-ups with all their words and ids. */
const TEAM_BYTES = 8 * MEGABYTE
const LEAVE_MS = 5_000

/** Refusals of a code. */
export type CodeProblem = CodeProblemCode | 'too-many-tries'

/** The collector no longer takes anything from this computer. */
export type Lost = 'unknown' | 'revoked' | 'erased'

export type Refused =
  | {
      readonly ok: false
      readonly why: 'problem'
      readonly problem: SyncProblemCode
      readonly retryAfterMs?: number
      /** The collector's own word for it, where it has said one. */
      readonly said?: ProblemCode
    }
  | { readonly ok: false; readonly why: 'lost'; readonly connection: Lost }
  | { readonly ok: false; readonly why: 'code'; readonly code: CodeProblem; readonly retryAfterMs?: number }
  | { readonly ok: false; readonly why: 'too-large' }
  | { readonly ok: false; readonly why: 'aborted' }

export interface Accepted<T> {
  readonly ok: true
  readonly value: T
  readonly clockAheadMs: number | undefined
}
export type Outcome<T> = Accepted<T> | Refused

export interface Access {
  readonly endpoint: string
  readonly token: string
}

export class Collector {
  readonly #wiring: Wiring
  readonly #agentName: string
  #encoding: Encoding = ENCODINGS[0]

  constructor(wiring: Wiring, version: string) {
    this.#wiring = wiring
    this.#agentName = `Aftercall/${version}`
  }

  async enrol(
    endpoint: string,
    request: EnrolmentRequest,
    signal: AbortSignal,
  ): Promise<Outcome<EnrolmentAnswer>> {
    const body = new TextEncoder().encode(JSON.stringify(request))
    const headers = { 'content-type': 'application/json' }
    const question = { url: endpoint + ROUTES.enrolments, method: 'POST', headers, body } as const
    const reply = await this.#request(question, signal)
    if (!('status' in reply)) return reply
    if (reply.status !== 429) return read(reply, enrolmentAnswerSchema)
    return { ok: false, why: 'code', code: 'too-many-tries', ...waitOf(reply) }
  }

  /** Packs a batch as the collector takes it. @param text the JSON array of events */
  pack(text: string): Promise<Parcel> {
    return packed(text, this.#encoding)
  }

  async events(access: Access, parcel: Parcel, signal: AbortSignal): Promise<Outcome<EventsAnswer>> {
    if (parcel.wanted !== this.#encoding) return this.events(access, await this.pack(parcel.text), signal)
    const { encoding, body } = parcel
    const headers = {
      ...authorization(access),
      'content-type': BATCH_MEDIA_TYPE,
      ...(encoding !== 'identity' && { 'content-encoding': encoding }),
    }
    const reply = await this.#request(
      { url: access.endpoint + ROUTES.events, method: 'POST', headers, body },
      signal,
    )
    const next = nextEncoding(encoding)
    if ('status' in reply && reply.status === 415 && next !== undefined) {
      this.#encoding = next
      return this.events(access, parcel, signal)
    }
    return 'status' in reply ? read(reply, eventsAnswerSchema) : reply
  }

  digest(access: Access, signal: AbortSignal): Promise<Outcome<DigestAnswer>> {
    return this.#ask(get(access, ROUTES.digest), digestAnswerSchema, signal)
  }

  policy(access: Access, signal: AbortSignal): Promise<Outcome<PolicyAnswer>> {
    return this.#ask(get(access, ROUTES.policy), policyAnswerSchema, signal)
  }

  transferCode(access: Access, signal: AbortSignal): Promise<Outcome<TransferCodeAnswer>> {
    return this.#ask(post(access, ROUTES.transferCodes), transferCodeAnswerSchema, signal)
  }

  erase(access: Access, signal: AbortSignal): Promise<Outcome<EnrolmentAnswer>> {
    return this.#ask(post(access, ROUTES.erase), enrolmentAnswerSchema, signal)
  }

  /** Something of a team. @param path as `teamPath` makes it */
  team<T>(access: Access, path: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<Outcome<T>> {
    return this.#ask(get(access, path), schema, signal, TEAM_BYTES)
  }

  /** Changes something of a team. */
  changeTeam<T>(
    access: Access,
    path: string,
    change: unknown,
    schema: z.ZodType<T>,
    signal: AbortSignal,
  ): Promise<Outcome<T>> {
    const question = post(access, path)
    const headers = { ...question.headers, 'content-type': 'application/json' }
    const body = new TextEncoder().encode(JSON.stringify(change))
    return this.#ask({ ...question, headers, body }, schema, signal, TEAM_BYTES)
  }

  /** The collector's document as it is. */
  async export(access: Access, signal: AbortSignal): Promise<Outcome<Reply>> {
    const reply = await this.#request(get(access, ROUTES.export), signal, EXPORT_BYTES, EXPORT_MS)
    if (!('status' in reply)) return reply
    return isGood(reply) ? { ok: true, value: reply, clockAheadMs: reply.clockAheadMs } : refusalOf(reply)
  }

  /** Takes leave; whether it worked makes no difference here. */
  async leave(access: Access, signal: AbortSignal): Promise<void> {
    await this.#request(post(access, ROUTES.leave), signal, ANSWER_BYTES, LEAVE_MS)
  }

  async #ask<T>(
    request: Question,
    schema: z.ZodType<T>,
    signal: AbortSignal,
    maxBytes = ANSWER_BYTES,
  ): Promise<Outcome<T>> {
    const reply = await this.#request(request, signal, maxBytes)
    return 'status' in reply ? read(reply, schema) : reply
  }

  async #request(
    request: Question,
    signal: AbortSignal,
    maxBytes = ANSWER_BYTES,
    timeoutMs?: number,
  ): Promise<Reply | Refused> {
    const headers = { ...request.headers, accept: 'application/json', 'user-agent': this.#agentName }
    const result = await exchange(this.#wiring, { ...request, headers, maxBytes }, signal, timeoutMs)
    switch (result.kind) {
      case 'reply':
        return result.reply
      case 'no-reply':
        return { ok: false, why: 'problem', problem: result.problem }
      case 'aborted':
        return { ok: false, why: 'aborted' }
    }
  }
}

type Question = Pick<HttpRequest, 'url' | 'method' | 'headers' | 'body'>

function authorization({ token }: Access) {
  return { authorization: `Bearer ${token}` }
}

function get(access: Access, route: string): Question {
  return { url: access.endpoint + route, method: 'GET', headers: authorization(access) }
}

function post(access: Access, route: string): Question {
  return { ...get(access, route), method: 'POST' }
}

export function isGood({ status }: Reply): boolean {
  return status >= 200 && status < 300
}

function read<T>(reply: Reply, schema: z.ZodType<T>): Outcome<T> {
  if (!isGood(reply)) return refusalOf(reply)
  const json = jsonOf(reply)
  // A log-in page of the network answers 200 to everything.
  if (json === undefined) return { ok: false, why: 'problem', problem: 'not-a-collector' }
  const answer = schema.safeParse(json)
  if (!answer.success) return { ok: false, why: 'problem', problem: 'bad-answer' }
  return { ok: true, value: answer.data, clockAheadMs: reply.clockAheadMs }
}

/** What an answer says that is not a success. Only a collector's own words count about codes and connections. */
export function refusalOf(reply: Reply): Refused {
  const problem = problemSchema.safeParse(jsonOf(reply)).data
  const code = problem === undefined ? undefined : problemCode(problem.type)
  const lost = code === undefined ? undefined : LOST[code]
  if (lost !== undefined && reply.status === 401) return { ok: false, why: 'lost', connection: lost }
  const codeProblem = CODE_PROBLEMS.find((known) => known === code)
  if (codeProblem !== undefined) return { ok: false, why: 'code', code: codeProblem }
  if (reply.status === 413) return { ok: false, why: 'too-large' }
  if (reply.status === 429 || reply.status === 408 || reply.status >= 500)
    return { ok: false, why: 'problem', problem: 'busy', ...waitOf(reply) }
  return code === undefined
    ? { ok: false, why: 'problem', problem: 'not-a-collector' }
    : { ok: false, why: 'problem', problem: 'bad-answer', said: code }
}

function waitOf({ retryAfterMs }: Reply): { readonly retryAfterMs?: number } {
  return retryAfterMs === undefined ? {} : { retryAfterMs }
}

const LOST: { readonly [C in ProblemCode]?: Lost } = {
  unauthorized: 'unknown',
  revoked: 'revoked',
  erased: 'erased',
}

function jsonOf({ body }: Reply): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
}
