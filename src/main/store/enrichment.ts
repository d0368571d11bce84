/** What a later report about an interaction adds: a rule without a database. */
import type { Interaction } from '../../shared/records.ts'

/** A key left out, or `undefined`, stays as it is. */
export type Enrichment = {
  readonly [K in 'channel' | 'direction' | 'cause' | 'queue' | 'startedAt' | 'endedAt' | 'durationMs']?:
    | Interaction[K]
    | undefined
} & {
  /** Added to those already known. */
  readonly externalIds?: readonly string[] | undefined
}

/** The record with the additions, and whether others may see a difference. */
export function enrich(
  before: Interaction,
  enrichment: Enrichment,
): { readonly after: Interaction; readonly visible: boolean } {
  const after: Interaction = {
    ...before,
    externalIds: [...new Set([...before.externalIds, ...(enrichment.externalIds ?? [])])],
    channel: enrichment.channel ?? before.channel,
    direction: enrichment.direction ?? before.direction,
    cause: enrichment.cause ?? before.cause,
    queue: given(enrichment.queue, before.queue),
    startedAt: given(enrichment.startedAt, before.startedAt),
    endedAt: enrichment.endedAt ?? before.endedAt,
    durationMs: given(enrichment.durationMs, before.durationMs),
  }
  const visible =
    after.externalIds.length !== before.externalIds.length ||
    after.channel !== before.channel ||
    after.queue !== before.queue
  return { after, visible }
}

function given<T>(value: T | undefined, before: T): T {
  return value === undefined ? before : value
}
