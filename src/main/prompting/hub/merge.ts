/** Makes one interaction of all reports about it. Doesn't depend on the order of the reports, but for `adapters`. */
import type { Cause } from '../../../shared/trigger.ts'
import { endOf, inOrder } from './same.ts'
import type { EndedInteraction, Heard } from './types.ts'

/** The more telling cause first. */
const CAUSE_RANK = {
  transferred: 0,
  agent: 1,
  remote: 2,
  'source-lost': 3,
  unknown: 4,
} as const satisfies Record<Cause, number>

/** `true` beats `false` beats `undefined`: who saw the agent answer knows more than who saw no answer. */
export function answeredOf(heard: readonly Heard[]): boolean | undefined {
  const said = new Set(heard.filter((one) => one.role !== 'manual').map((one) => one.report.answered))
  return said.has(true) ? true : said.has(false) ? false : undefined
}

/** The longest talk time that any report gives; benefit of the doubt goes to the interaction. */
export function durationOf(heard: readonly Heard[]): number | undefined {
  const told = heard.flatMap(({ report }) => {
    if (report.durationMs !== undefined) return [report.durationMs]
    return report.startedAt === undefined ? [] : [Math.max(0, report.endedAt - report.startedAt)]
  })
  return told.length === 0 ? undefined : Math.max(...told)
}

/** All ids, best first: the first ones of every report before the second ones. */
function idsOf(heard: readonly Heard[]): string[] {
  const places = new Map<string, number>()
  for (const { report } of heard)
    for (const [place, id] of report.ids.entries()) places.set(id, Math.min(place, places.get(id) ?? place))
  return [...places].sort(([a, p], [b, q]) => p - q || (a < b ? -1 : 1)).map(([id]) => id)
}

/** The interaction that these reports are about. */
export function merge(key: string, heard: readonly Heard[], internal: boolean): EndedInteraction {
  const reports = inOrder(heard).map((one) => one.report)
  const starts = reports.flatMap((report) => report.startedAt ?? [])
  const causes = reports.map((report) => report.cause).sort((a, b) => CAUSE_RANK[a] - CAUSE_RANK[b])
  const known = <T extends string>(values: readonly (T | undefined)[]): T | undefined =>
    values.find((value) => value !== undefined && value !== 'unknown')
  const queue = known(reports.map((report) => report.queue))
  const durationMs = durationOf(heard)
  const arrived = heard.toSorted((a, b) => a.arrivedAt - b.arrivedAt)
  return {
    key,
    ids: idsOf(heard),
    channel: known(reports.map((report) => report.channel)) ?? 'unknown',
    direction: internal ? 'internal' : (known(reports.map((report) => report.direction)) ?? 'unknown'),
    cause: causes[0] ?? 'unknown',
    ...(queue === undefined ? {} : { queue }),
    ...(starts.length === 0 ? {} : { startedAt: Math.min(...starts) }),
    endedAt: endOf(heard),
    ...(durationMs === undefined ? {} : { durationMs }),
    adapters: [...new Set(arrived.map((one) => one.adapter))],
    onRequest: heard.some((one) => one.role === 'manual'),
  }
}
