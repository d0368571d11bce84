/**
 * Groups reports into interactions. The result depends on the set of reports only, not on the order in which they
 * came: every possible join is listed, the most certain come first (a shared id, the best id first, then closeness
 * in time), and each is made unless it breaks a rule of same.ts. What has settled already stays as it is and can only
 * grow.
 */
import { IDLESS_MS, NEAR_MS, contradict, endOf, isCase, mergesTwoOfOneAdapter, namespaceOf } from './same.ts'
import type { Group, Heard } from './types.ts'

export interface Cluster {
  /** What had settled before, at most one of them asked about; several when a report ties them together. */
  readonly groups: readonly Group[]
  readonly heard: readonly Heard[]
}

interface Node {
  groups: readonly Group[]
  heard: readonly Heard[]
  /** Ends of the parts that were joined without a shared id; they must all lie close together. */
  ends: readonly number[]
  readonly tie: string
}

interface Edge {
  readonly a: number
  readonly b: number
  /** Smaller is more certain. */
  readonly rank: number
  readonly near: number
}

/** More than the places of any two ids. */
const CASE_RANK = 1_000

const ids = (node: Node): string[] => node.heard.flatMap((one) => one.report.ids)
const spread = (values: readonly number[]): number => Math.max(...values) - Math.min(...values)
const disjoint = (a: readonly string[], b: readonly string[]): boolean => !a.some((one) => b.includes(one))

const hasSettled = (node: Node): boolean => node.groups.length > 0
const wasAsked = (node: Node): boolean => node.groups.some((group) => group.asked !== undefined)

function nodeOf(heard: readonly Heard[], ...groups: Group[]): Node {
  const tie = heard.reduce((least, one) => (one.print < least ? one.print : least), heard[0]?.print ?? '')
  return { groups, heard, ends: [endOf(heard)], tie }
}

/** Makes the listed joins in order of certainty, unless `allowed` refuses. */
function join(
  nodes: readonly Node[],
  edges: readonly Edge[],
  allowed: (a: Node, b: Node) => boolean,
  endsOf: (a: Node, b: Node) => readonly number[],
): Node[] {
  const roots = nodes.map((_, index) => index)
  const now = [...nodes]
  const find = (index: number): number => {
    let root = index
    while (roots[root] !== root) root = roots[root] ?? root
    return root
  }
  const tie = (index: number): string => nodes[index]?.tie ?? ''
  const compare = (x: string, y: string): number => (x < y ? -1 : x > y ? 1 : 0)
  const least = ({ a, b }: Edge): string => (tie(a) < tie(b) ? tie(a) : tie(b))
  const most = ({ a, b }: Edge): string => (tie(a) < tie(b) ? tie(b) : tie(a))
  const sorted = edges.toSorted(
    (p, q) => p.rank - q.rank || p.near - q.near || compare(least(p), least(q)) || compare(most(p), most(q)),
  )
  for (const edge of sorted) {
    const [i, j] = [find(edge.a), find(edge.b)]
    const [a, b] = [now[i], now[j]]
    if (i === j || a === undefined || b === undefined) continue
    if (!allowed(a, b)) continue
    roots[j] = i
    now[i] = {
      groups: [...a.groups, ...b.groups],
      heard: [...a.heard, ...b.heard],
      ends: endsOf(a, b),
      tie: a.tie < b.tie ? a.tie : b.tie,
    }
  }
  return now.filter((_, index) => roots[index] === index)
}

/** Joins what shares an id. A shared best id is surer than a shared third one, and any is surer than a shared case. */
function joinBySharedId(nodes: readonly Node[]): Node[] {
  const holders = new Map<string, { index: number; place: number }[]>()
  for (const [index, node] of nodes.entries()) {
    const places = new Map<string, number>()
    for (const { report } of node.heard)
      for (const [place, id] of report.ids.entries()) places.set(id, Math.min(place, places.get(id) ?? place))
    for (const [id, place] of places) {
      const known = holders.get(id)
      if (known === undefined) holders.set(id, [{ index, place }])
      else known.push({ index, place })
    }
  }
  const edges: Edge[] = []
  for (const [id, sharing] of holders)
    for (const [position, a] of sharing.entries())
      for (const b of sharing.slice(position + 1))
        edges.push({
          a: a.index,
          b: b.index,
          rank: a.place + b.place + (isCase(id) ? CASE_RANK : 0),
          near: Math.abs((nodes[a.index]?.ends[0] ?? 0) - (nodes[b.index]?.ends[0] ?? 0)),
        })
  return join(
    nodes,
    edges,
    // Two that the agent was asked about stay two; what nobody was asked about (a missed call) may be joined.
    (a, b) => !(wasAsked(a) && wasAsked(b)) && !mergesTwoOfOneAdapter([...a.heard, ...b.heard]),
    (a, b) => [endOf([...a.heard, ...b.heard])],
  )
}

/** Joins what different adapters report at nearly the same moment under names that can't be compared. */
function joinByTime(nodes: readonly Node[]): Node[] {
  const byEnd = nodes
    .map((node, index) => ({ index, end: node.ends[0] ?? 0, settled: hasSettled(node) }))
    .sort((a, b) => a.end - b.end)
  const edges: Edge[] = []
  for (const [position, a] of byEnd.entries())
    for (const b of byEnd.slice(position + 1)) {
      if (b.end - a.end > NEAR_MS) break
      if (a.settled && b.settled) continue
      edges.push({ a: a.index, b: b.index, rank: 0, near: b.end - a.end })
    }
  const adapters = (node: Node): string[] =>
    node.heard.filter((one) => one.report.ids.length > 0).map((one) => one.adapter)
  return join(
    nodes,
    edges,
    (a, b) =>
      !(hasSettled(a) && hasSettled(b)) &&
      spread([...a.ends, ...b.ends]) <= NEAR_MS &&
      disjoint(adapters(a), adapters(b)) &&
      disjoint(ids(a).map(namespaceOf), ids(b).map(namespaceOf)) &&
      !contradict(a.heard, b.heard),
    (a, b) => [...a.ends, ...b.ends],
  )
}

/** Gives every report without ids to the nearest interaction; those that find none make their own. */
function placeIdless(named: readonly Node[], idless: readonly Node[], asks: Asks): Node[] {
  const byHand = (node: Node): boolean => node.heard.every((one) => one.role === 'manual')
  const end = (node: Node): number => node.ends[0] ?? 0
  const order = (node: Node): number => (hasSettled(node) ? 0 : 1) + (byHand(node) ? 2 : 0)
  const placed = [...named]
  const own: Node[] = []
  const nearest = (node: Node, among: readonly Node[]): Node | undefined =>
    among
      .filter(
        (one) =>
          Math.abs(end(one) - end(node)) <= IDLESS_MS &&
          !(hasSettled(one) && hasSettled(node)) &&
          // What the agent asked for by hand is not about a call that nobody is to be asked about.
          (!byHand(node) || wasAsked(one) || asks(one.heard)),
      )
      .sort(
        (a, b) => Math.abs(end(a) - end(node)) - Math.abs(end(b) - end(node)) || (a.tie < b.tie ? -1 : 1),
      )[0]
  const sorted = idless.toSorted(
    (a, b) => order(a) - order(b) || end(a) - end(b) || (a.tie < b.tie ? -1 : a.tie > b.tie ? 1 : 0),
  )
  for (const node of sorted) {
    const taker = nearest(node, placed) ?? nearest(node, own)
    if (taker === undefined) own.push(node)
    else {
      taker.heard = [...taker.heard, ...node.heard]
      taker.groups = [...taker.groups, ...node.groups]
    }
  }
  return [...placed, ...own]
}

type Asks = (heard: readonly Heard[]) => boolean

/** All interactions that these reports are about, in the order in which they ended. */
export function cluster(groups: readonly Group[], loose: readonly Heard[], asks: Asks): Cluster[] {
  const all = [...groups.map((one) => nodeOf(one.heard, one)), ...loose.map((one) => nodeOf([one]))]
  const named = all.filter((node) => ids(node).length > 0)
  const idless = all.filter((node) => ids(node).length === 0)
  const joined = joinByTime(joinBySharedId(named))
  for (const node of joined) node.ends = [endOf(node.heard)]
  return placeIdless(joined, idless, asks).sort(
    (a, b) => endOf(a.heard) - endOf(b.heard) || (a.tie < b.tie ? -1 : 1),
  )
}
