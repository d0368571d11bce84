/**
 * A computer that goes on as another agent's takes along what of its answers is in blocks: else they would be new answers
 * of the other agent, and be told twice.
 */
import { added, plus, totalOf, type Contribution, type PartCounts } from '../../../publishing/contribution.ts'
import type { Trx } from '../engine.ts'
import { readContributions } from './contributions.ts'
import { SPENT, toCounted, writeCounted, type CountedPart } from './counted.ts'

export interface Move {
  readonly deviceNo: number
  /** Agents. */
  readonly from: number
  readonly to: number
}

/** Called when the device and its records in the team have their new agent, with ingest locked out. */
export async function moveCounted(trx: Trx, teamNo: number, { deviceNo, from, to }: Move): Promise<void> {
  const rows = await trx
    .selectFrom('counted')
    .selectAll()
    .where('team_no', '=', teamNo)
    .where('agent_no', 'in', [from, to])
    .execute()
  const counted = rows.map(toCounted)
  const own = counted.filter(({ agentNo }) => agentNo === from)
  if (own.length === 0) return
  const others = counted.filter(({ agentNo }) => agentNo === to)
  const moved = (await hasComputers(trx, from))
    ? await divide(trx, teamNo, own, others, { deviceNo, from, to })
    : [...own.map((one) => ({ ...one, agentNo: to })), ...others]
  await trx.deleteFrom('counted').where('team_no', '=', teamNo).where('agent_no', 'in', [from, to]).execute()
  await writeCounted(trx, teamNo, unite(moved))
}

async function hasComputers(trx: Trx, agentNo: number): Promise<boolean> {
  const row = await trx
    .selectFrom('device')
    .select('device_no')
    .where('agent_no', '=', agentNo)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Where the former agent keeps other computers, nobody knows from which of them a counted answer was. As many as the
 * moved one left at the same places go along, so that each block still adds up, and whatever of those days isn't counted
 * of either agent is told nowhere any more: some of it may have been.
 */
async function divide(
  trx: Trx,
  teamNo: number,
  own: readonly CountedPart[],
  others: readonly CountedPart[],
  { deviceNo, from, to }: Move,
): Promise<readonly CountedPart[]> {
  const workDays = own.map(({ workDay }) => workDay)
  const span = { first: Math.min(...workDays), last: Math.max(...workDays) }
  const goes = new Map(
    (await readContributions(trx, teamNo, span, deviceNo)).map((one) => [dayKey(one), one.parts]),
  )
  const divided = own.flatMap((row): readonly CountedPart[] => {
    const key = dayKey(row)
    const { taken, rest, left } = take(row.parts, goes.get(key) ?? [])
    goes.set(key, left)
    return [
      { ...row, parts: rest },
      { ...row, agentNo: to, parts: taken },
    ].filter(({ parts }) => parts.length > 0)
  })
  const counted = Map.groupBy([...divided, ...others], agentKey)
  const days = new Set(own.map(dayKey))
  const present = (await readContributions(trx, teamNo, span)).filter(
    (one) => (one.agentNo === from || one.agentNo === to) && days.has(dayKey(one)),
  )
  const spent = present.flatMap((one): readonly CountedPart[] => {
    const more = added(one, counted.get(agentKey(one)) ?? [])
    return more === undefined ? [] : [{ ...more, level: SPENT, first: more.workDay }]
  })
  return [...divided, ...others, ...spent]
}

/** What two lists have in common, what only the first has, and what only the second has. */
function take(parts: readonly PartCounts[], wanted: readonly PartCounts[]) {
  const common = (part: PartCounts) => {
    const same = wanted.find(({ channel, queue }) => channel === part.channel && queue === part.queue)
    return part.counts.map((count, value) => Math.min(count, same?.counts[value] ?? 0))
  }
  const taken = parts.map((part) => ({ ...part, counts: common(part) }))
  const less = (all: readonly PartCounts[]) =>
    all.map((part) => {
      const same = taken.find(({ channel, queue }) => channel === part.channel && queue === part.queue)
      return { ...part, counts: part.counts.map((count, value) => count - (same?.counts[value] ?? 0)) }
    })
  const some = (all: readonly PartCounts[]) => all.filter(({ counts }) => totalOf(counts) > 0)
  return { taken: some(taken), rest: some(less(parts)), left: some(less(wanted)) }
}

/** What has one key is one row. */
function unite(counted: readonly CountedPart[]): readonly CountedPart[] {
  const rows = Map.groupBy(counted, (one) => `${one.first}/${one.level}/${agentKey(one)}`)
  return Array.from(rows.values()).flatMap(([one, ...more]) =>
    one === undefined
      ? []
      : [{ ...one, parts: more.reduce((sum, { parts }) => addUp(sum, parts), one.parts) }],
  )
}

function addUp(some: readonly PartCounts[], more: readonly PartCounts[]): readonly PartCounts[] {
  const places = Map.groupBy([...some, ...more], ({ channel, queue }) => JSON.stringify([channel, queue]))
  return Array.from(places.values()).flatMap(([one, ...same]) =>
    one === undefined
      ? []
      : [{ ...one, counts: same.reduce((sum, { counts }) => plus(sum, counts), one.counts) }],
  )
}

function dayKey({ workDay, kind }: Pick<Contribution, 'workDay' | 'kind'>): string {
  return `${workDay}/${kind}`
}

function agentKey(one: Contribution): string {
  return `${one.agentNo}/${dayKey(one)}`
}
