/**
 * What an event must fulfil and a JSON Schema can't say well. Part of the schemas in events.ts; the collector, which
 * checks events by compiled JSON Schema, applies the same functions. Only for values that already have the right shape.
 */
import { WIRE_LIMITS } from './limits.ts'

export interface BrokenRule {
  /** The field of the object that is wrong; empty for the value itself. */
  readonly field: string
  readonly detail: string
}

/** Where the record's id ends and its revision begins, behind the slash. */
const REVISION_AT = 37

/** The revision in an event's id is one that every database can count to. */
export function eventIdRule(id: string): BrokenRule | undefined {
  return Number(id.slice(REVISION_AT)) > WIRE_LIMITS.revision
    ? { field: '', detail: `The revision is above ${WIRE_LIMITS.revision}.` }
    : undefined
}

interface InteractionAnswers {
  readonly deleted: boolean
  readonly channel: string
  readonly queue: string | null
  readonly outcome: string | null
  readonly rating: number | null
  readonly solved: boolean | null
  readonly reasons: readonly string[]
  readonly followUp: string | null
  readonly story: string | null
  readonly externalIds?: readonly string[] | undefined
}

/**
 * A tombstone is empty; a rating makes the outcome `rated` and the other way round; what belongs to a rating needs one
 * (a follow-up doesn't: a customer who must be called back can't wait for it); external ids need a reason to leave.
 */
export function interactionRule(data: InteractionAnswers): BrokenRule | undefined {
  if (data.deleted) return tombstoneRule(data)
  const isRated = data.outcome === 'rated'
  if (isRated !== (data.rating !== null))
    return { field: 'rating', detail: 'A rating and the outcome "rated" belong together.' }
  if (!isRated) {
    if (data.solved !== null) return needsRating('solved')
    if (data.reasons.length > 0) return needsRating('reasons')
    if (data.story !== null) return needsRating('story')
    if (data.externalIds !== undefined && data.followUp === null)
      return { field: 'externalIds', detail: 'Ids of the interaction leave with an answer only.' }
  }
  return undefined
}

function needsRating(field: string): BrokenRule {
  return { field, detail: 'Only a rated interaction has this.' }
}

function tombstoneRule(data: InteractionAnswers): BrokenRule | undefined {
  if (data.channel !== 'unknown')
    return { field: 'channel', detail: 'The channel of a deleted record is "unknown".' }
  if (data.reasons.length > 0) return mustBeEmpty('reasons')
  if (data.externalIds !== undefined) return mustBeEmpty('externalIds')
  for (const field of ['queue', 'outcome', 'rating', 'solved', 'followUp', 'story'] as const)
    if (data[field] !== null) return mustBeEmpty(field)
  return undefined
}

function mustBeEmpty(field: string): BrokenRule {
  return { field, detail: 'A deleted record has nothing here.' }
}

/** A deleted day has no smiley. */
export function dayRule(data: {
  readonly deleted: boolean
  readonly smiley: string | null
}): BrokenRule | undefined {
  return data.deleted && data.smiley !== null ? mustBeEmpty('smiley') : undefined
}

/** A deleted pulse has no score. */
export function pulseRule(data: {
  readonly deleted: boolean
  readonly score: number | null
}): BrokenRule | undefined {
  return data.deleted && data.score !== null ? mustBeEmpty('score') : undefined
}
