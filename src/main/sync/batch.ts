/** Cuts what waits into a batch. */
import type { WireEvent } from '../../shared/wire/events.ts'
import { WIRE_LIMITS } from '../../shared/wire/limits.ts'
import { toEvent, type SharingPolicy, type SyncRecord } from '../../shared/wire/to-event.ts'
import type { RecordRevision } from './parts.ts'

/** Well below what the collector takes: a proxy before it may take less. */
export const BATCH_BYTES = WIRE_LIMITS.bodyBytes / 2

/** An event of a batch, and what must be known of its record when the answer comes. */
export interface Sent extends RecordRevision {
  readonly eventId: string
  /** The record has changed since its last confirmation; otherwise it is only repeated. */
  readonly isChanged: boolean
}

export interface Batch {
  /** The JSON array. */
  readonly text: string
  readonly sent: readonly Sent[]
}

/** The first records whose events fit into a batch; at least one. */
export function cutBatch(records: readonly SyncRecord[], deviceId: string, policy: SharingPolicy): Batch {
  const texts: string[] = []
  const sent: Sent[] = []
  let bytes = 2
  for (const item of records) {
    const event = toEvent(item, deviceId, policy)
    const text = JSON.stringify(event)
    bytes += Buffer.byteLength(text) + 1
    if (bytes > BATCH_BYTES && sent.length > 0) break
    texts.push(text)
    sent.push(sentOf(item, event))
  }
  return { text: `[${texts.join(',')}]`, sent }
}

function sentOf({ kind, record }: SyncRecord, event: WireEvent): Sent {
  const { id, revision, syncedRevision } = record
  return { kind, id, revision, eventId: event.id, isChanged: syncedRevision < revision }
}
