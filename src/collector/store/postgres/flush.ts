/** Stores a group of requests with their roll-ups in one transaction, and says what became of each. */
import type { Memberships } from '../memberships.ts'
import { AgentDayDeltas } from '../rollup-deltas.ts'
import type { CredentialRefusal } from '../store.ts'
import type { Group, GroupAnswer } from '../thread/answer-codec.ts'
import type { IngestEvent, IngestRequest } from '../thread/request-codec.ts'
import { answerOf, type Verdict } from '../verdict.ts'
import type { Query } from './query.ts'
import {
  AGENT,
  DAY_SMILEY,
  DELETED,
  INTERACTION,
  OUTCOME,
  PERIOD,
  PULSE,
  RATING,
  rowOf,
  SMILEY,
  SOLVED,
  tableOf,
  TEAM,
  type RawTable,
  type Row,
} from './raw-tables.ts'
import { findSenders, type Senders } from './senders.ts'
import { teamOf } from '../sender.ts'
import { storeRecords, type Candidate, type Change } from './store-records.ts'
import { writeRollups } from './write-rollups.ts'

/** They remember what they have read, from group to group. */
export interface Readers {
  readonly parse: (memberships: string) => Memberships
  readonly dayOf: (event: IngestEvent) => number
}

/**
 * Works in a transaction that the caller has begun, with ingest shared, and commits.
 * @param today number of the UTC day
 */
export async function storeGroup(
  query: Query,
  requests: readonly IngestRequest[],
  today: number,
  { parse, dayOf }: Readers,
): Promise<Group> {
  const senders = await findSenders(query, requests, today, parse)
  const candidates = new Map<RawTable, Candidate[]>(
    [INTERACTION, DAY_SMILEY, PULSE].map((table) => [table, []]),
  )
  const accounts = requests.map((request) => admit(request, senders, candidates, dayOf))
  const deltas = new AgentDayDeltas()
  for (const [table, wanted] of candidates) {
    const changes = await storeRecords(query, table, wanted)
    if (table === INTERACTION) countInteractions(changes, deltas)
    if (table === DAY_SMILEY) countSmileys(changes, deltas)
  }
  await writeRollups(query, deltas)
  return { identity: senders.identity, answers: accounts.map((account) => account()) }
}

/** Puts a request's events among the candidates. Returns what makes its answer once they have their verdicts. */
function admit(
  request: IngestRequest,
  senders: Senders,
  candidates: ReadonlyMap<RawTable, Candidate[]>,
  dayOf: Readers['dayOf'],
): () => GroupAnswer {
  const { events } = request
  const sender = senders.of(request)
  if (typeof sender === 'string') return () => refused(sender)
  const verdicts: Verdict[] = []
  for (const [place, event] of events.entries()) {
    const day = dayOf(event)
    const teamNo = teamOf(sender, day)
    if (day < senders.keptFrom(teamNo)) {
      verdicts[place] = 'stale'
      continue
    }
    const { deviceNo, agentNo } = sender
    candidates.get(tableOf(event.kind))?.push({
      row: rowOf(event, { teamNo, deviceNo, agentNo, period: event.kind === 'pulse' ? event.quarter : day }),
      tell: (verdict) => (verdicts[place] = verdict),
    })
  }
  return () => answerOf(events, verdicts)
}

function refused(code: CredentialRefusal): GroupAnswer {
  return { s: 'refused', code }
}

function countInteractions(changes: readonly Change[], deltas: AgentDayDeltas): void {
  for (const { before, after } of changes) {
    if (before !== undefined) countInteraction(before, deltas, -1)
    countInteraction(after, deltas, 1)
  }
}

function countInteraction(row: Row, deltas: AgentDayDeltas, sign: 1 | -1): void {
  const interaction = {
    deleted: number(row, DELETED),
    outcome: row[OUTCOME]?.toString() ?? null,
    rating: row[RATING] === null ? null : number(row, RATING),
    solved: row[SOLVED] === null ? null : number(row, SOLVED),
  }
  deltas.interaction(number(row, TEAM), number(row, PERIOD), number(row, AGENT), interaction, sign)
}

/** Which smiley counts is asked of the raw records: other writers may have stored others at the same moment. */
function countSmileys(changes: readonly Change[], deltas: AgentDayDeltas): void {
  for (const { before, after } of changes) {
    if (before === undefined && after[SMILEY] === null) continue
    for (const row of before === undefined ? [after] : [before, after])
      deltas.smiley(number(row, TEAM), number(row, PERIOD), number(row, AGENT), null)
  }
}

function number(row: Row, place: number): number {
  return Number(row[place])
}
