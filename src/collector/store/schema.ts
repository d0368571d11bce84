/**
 * The tables, the same in both databases, as Kysely sees them. Work days are whole days since 1970-01-01, ids are 16
 * bytes, times are epoch ms. Every table but `meta`, `erasure` and customers' feedback begins its key with `team_no`, so
 * that on Citus a request and a team's summary each stay on one shard. Column order in keys is what makes ingest and
 * reads local: see docs/decisions/0012-collector-postgres.md.
 */
import type { Generated } from 'kysely'

export interface MetaTable {
  /**
   * `store_id`, `epoch`, `policy`, the last numbers given: `team_no`, `device_no`, `agent_no`; and `feedback_import`, while
   * one is under way.
   */
  key: string
  value: string
}

export interface TeamTable {
  team_no: Generated<number>
  team_id: Uint8Array
  name: string
  /** JSON of the team's own policy. */
  policy: string | null
  created_at: number
  retired_at: number | null
  /**
   * The first work day of which retention has dropped nothing. Never falls: where a longer policy follows a shorter one,
   * days that were dropped aren't taken once more, because their team_day still has them.
   */
  kept_from: Generated<number>
  /** Work days up to this one are closed: see publishing/. `null`: none yet. */
  closed_to: number | null
  /** Nothing of earlier days is published any more, because of a restore; `null`: there is no such day. */
  not_before: number | null
}

export interface EnrolmentCodeTable {
  team_no: number
  /** SHA-256 of the code in its normal form. */
  code_hash: Uint8Array
  role: 'agent' | 'lead'
  seats: number
  used: number
  expires_at: number
  revoked_at: number | null
  /** For transfer codes: whose other computer it is for. */
  agent_no: number | null
}

/** A device's membership of a team. A device that changes teams has one row in each. */
export interface DeviceTable {
  team_no: number
  device_no: number
  device_id: Uint8Array
  agent_no: number
  role: 'agent' | 'lead'
  token_hash: Uint8Array | null
  claim_hash: Uint8Array | null
  /** JSON: `[[teamNo, fromDay], …]`, oldest first; a record's team is the last that began by its work day. */
  memberships: string
  enrolled_day: number
  last_seen_day: number | null
  revoked_at: number | null
  /** 1: on the erasure list. */
  erased: number
}

/** What raw records have in common. Key: (team_no, work_day, device_no, id). */
interface RawTable {
  team_no: number
  work_day: number
  device_no: number
  id: Uint8Array
  agent_no: number
  revision: number
  deleted: number
}

export interface InteractionTable extends RawTable {
  channel: string
  queue: string | null
  outcome: string | null
  rating: number | null
  solved: number | null
  /** JSON array. */
  reasons: string
  follow_up: string | null
  story: string | null
  /** JSON array; `null`: none were sent. */
  external_ids: string | null
}

export interface DaySmileyTable extends RawTable {
  smiley: string | null
  /** Rises with every smiley that is stored: of two computers' smileys for one day the one stored last counts. */
  stored_seq: number
}

/** Key: (team_no, quarter, device_no, id). */
export interface PulseTable extends Omit<RawTable, 'work_day'> {
  /** `2026-Q4`. */
  quarter: string
  score: number | null
  stored_seq: number
}

/** Counts that agent_day and team_day share. Tombstones and withdrawn answers count nowhere. */
interface DayCounts {
  rated: number
  skipped: number
  expired: number
  /** How many ratings of 1 to 5. */
  rating_1: number
  rating_2: number
  rating_3: number
  rating_4: number
  rating_5: number
  solved_yes: number
  solved_no: number
}

/** Key: (team_no, work_day, agent_no). A row whose counts are all 0 and that has no smiley isn't there. */
export interface AgentDayTable extends DayCounts {
  team_no: number
  work_day: number
  agent_no: number
  smiley: string | null
}

/** Key: (team_no, work_day): the sums over agent_day. Stays when retention drops agent_day. */
export interface TeamDayTable extends DayCounts {
  team_no: number
  work_day: number
  /** Agents with a row in agent_day. */
  agents: number
  happy: number
  neutral: number
  sad: number
}

/** Key: (team_no, first_day, level, kind). Never changes; retention leaves it. */
export interface PublishedBlockTable {
  team_no: number
  first_day: number
  level: string
  kind: string
  last_day: number
  threshold: number
  /** JSON of `Block.counts` and `Block.alike`. */
  counts: string
  alike: string
}

/** Key: (team_no, first_day, kind): a month's channels and queues. */
export interface PublishedPartTable {
  team_no: number
  first_day: number
  kind: string
  /** JSON of `MonthParts` without its key. */
  parts: string
}

/** Days on which enough people left an answer. */
export interface TeamWorkDayTable {
  team_no: number
  work_day: number
}

/** Key: (team_no, window_kind, first_day). A closed window as it is answered, which is what the blocks in it come to. */
export interface PublishedWindowTable {
  team_no: number
  /** A WindowKind, but `day`: a day has hardly anything to add up. */
  window_kind: string
  first_day: number
  /** JSON of `WindowAnswer`. */
  answer: string
}

/** What of whom is in which block, until the quarter is closed. Goes with an erasure. */
export interface CountedTable {
  team_no: number
  first_day: number
  level: string
  kind: string
  agent_no: number
  work_day: number
  /** JSON of `Contribution.parts`. */
  parts: string
}

/** Key: (team_no, quarter). A closed quarter of which there are answers. */
export interface PublishedPulseTable {
  team_no: number
  quarter: string
  threshold: number
  /** JSON: promoters, passives, detractors, as they are told; `null`: of too few people. */
  counts: string | null
  /** The value that all have, perhaps but one. */
  alike: number | null
}

/** Key: (team_no, first_day, level). */
export interface PublishedCustomersTable {
  team_no: number
  first_day: number
  level: 'month' | 'quarter'
  last_day: number
  threshold: number
  /** JSON: promoters, passives, detractors of NPS; `null`: of too few people. */
  scores: string | null
  /** JSON of `AgreementFigures`, of quarters; `null`: too few pairs or people. */
  figures: string | null
}

/**
 * How far a team is with a follow-up; no row: it is open. Key: (team_no, work_day, device_no, id), that of the interaction,
 * with which it goes: an id alone is chosen by its device, which may choose another one's.
 */
export interface FollowUpTable {
  team_no: number
  work_day: number
  device_no: number
  id: Uint8Array
  state: 'done' | 'not-needed'
  done_by: string | null
  set_on: number
}

/** Key: team_no. The interaction with the story, with which it goes, is named by its key. */
export interface SpotlightTable {
  team_no: number
  work_day: number
  device_no: number
  id: Uint8Array
  until_day: number
}

/** What customers answered. Key: (external_id, scale): the last answer counts. */
export interface FeedbackTable {
  external_id: string
  /** See CUSTOMER_SCALES. */
  scale: string
  score: number
  given_on: number
}

/** What an import has read so far. Counts nowhere until the import is sealed: see kysely/feedback-import.ts. */
export interface FeedbackStagedTable {
  external_id: string
  scale: string
  score: number
  /** `null`: the file doesn't say. */
  given_on: number | null
  /** Of the file. */
  line: number
}

/** Who may send customers' feedback: a system of the organisation, not a device. */
export interface FeedbackTokenTable {
  token_hash: Uint8Array
  name: string
  created_at: number
  revoked_at: number | null
}

/** Device ids of which nothing may be stored again. */
export interface ErasureTable {
  device_id: Uint8Array
  erased_at: number
}

export interface Schema {
  meta: MetaTable
  team: TeamTable
  enrolment_code: EnrolmentCodeTable
  device: DeviceTable
  interaction: InteractionTable
  day_smiley: DaySmileyTable
  pulse: PulseTable
  agent_day: AgentDayTable
  team_day: TeamDayTable
  erasure: ErasureTable
  published_block: PublishedBlockTable
  published_part: PublishedPartTable
  team_work_day: TeamWorkDayTable
  published_window: PublishedWindowTable
  counted: CountedTable
  published_pulse: PublishedPulseTable
  published_customers: PublishedCustomersTable
  follow_up: FollowUpTable
  spotlight: SpotlightTable
  feedback: FeedbackTable
  feedback_staged: FeedbackStagedTable
  feedback_token: FeedbackTokenTable
}
