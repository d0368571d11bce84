/** Records as rows: one place that knows both shapes. */
import type {
  DayRecord,
  Interaction,
  Outcome,
  PulseRecord,
  Rating,
  Reason,
  Smiley,
} from '../../shared/records.ts'
import type { Cause, Channel, Direction } from '../../shared/trigger.ts'
import { uuidOfHex } from './uuid.ts'

/** What every kind of record has. */
interface RecordRow {
  /** 32 hexadecimal digits: as a buffer of its own it would be the most expensive column of all. */
  readonly uuid: string
  readonly revision: number
  readonly synced_revision: number
  readonly deleted: number
}

export interface InteractionRow extends RecordRow {
  readonly work_day: string
  readonly time_zone: string
  readonly external_ids: string
  readonly channel: Channel
  readonly direction: Direction
  readonly cause: Cause
  readonly queue: string | null
  readonly started_at: number | null
  readonly ended_at: number
  readonly duration_ms: number | null
  readonly trigger_id: string
  readonly prompted_at: number | null
  readonly outcome: Outcome | null
  readonly rating: Rating | null
  readonly solved: number | null
  readonly reasons: string
  readonly follow_up: string | null
  readonly story: string | null
  readonly note: string | null
}

export interface DayRow extends RecordRow {
  readonly work_day: string
  readonly time_zone: string
  readonly smiley: Smiley | null
  readonly asked_at: number | null
}

export interface PulseRow extends RecordRow {
  readonly quarter: string
  readonly score: number | null
}

export const INTERACTION_COLUMNS = `lower(hex(id)) AS uuid, revision, synced_revision, deleted, work_day, time_zone, external_ids, channel,
  direction, cause, queue, started_at, ended_at, duration_ms, trigger_id, prompted_at, outcome, rating, solved,
  reasons, follow_up, story, note`
export const DAY_COLUMNS =
  'lower(hex(id)) AS uuid, revision, synced_revision, deleted, work_day, time_zone, smiley, asked_at'
export const PULSE_COLUMNS = 'lower(hex(id)) AS uuid, revision, synced_revision, deleted, quarter, score'

export function toInteraction(row: InteractionRow): Interaction {
  return {
    ...recordOf(row),
    workDay: row.work_day,
    timeZone: row.time_zone,
    externalIds: listOf<string>(row.external_ids),
    channel: row.channel,
    direction: row.direction,
    cause: row.cause,
    queue: row.queue,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    durationMs: row.duration_ms,
    trigger: row.trigger_id,
    promptedAt: row.prompted_at,
    outcome: row.outcome,
    rating: row.rating,
    solved: row.solved === null ? null : row.solved === 1,
    reasons: listOf<Reason>(row.reasons),
    followUp: row.follow_up,
    story: row.story,
    note: row.note,
  }
}

export function toDay(row: DayRow): DayRecord {
  return {
    ...recordOf(row),
    workDay: row.work_day,
    timeZone: row.time_zone,
    smiley: row.smiley,
    askedAt: row.asked_at,
  }
}

export function toPulse(row: PulseRow): PulseRecord {
  return { ...recordOf(row), quarter: row.quarter, score: row.score }
}

/** A boolean as SQLite keeps it. */
export function flag(value: boolean | null): number | null {
  return value === null ? null : Number(value)
}

function recordOf(row: RecordRow) {
  return {
    id: uuidOfHex(row.uuid),
    revision: row.revision,
    syncedRevision: row.synced_revision,
    deleted: row.deleted === 1,
  }
}

function listOf<T>(json: string): T[] {
  if (json === '[]') return []
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by us, an array by the table's CHECK
  return JSON.parse(json) as T[]
}
