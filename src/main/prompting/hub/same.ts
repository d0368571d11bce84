/** Which reports may be about one interaction. Predicates only; cluster.ts decides. */
import type { Heard } from './types.ts'

/** Reports without a shared id are about one interaction only if they end this close together. */
export const NEAR_MS = 2_000
/** A report without ids joins anything that ended this close to it. */
export const IDLESS_MS = 5_000

/** `sip:a84b@host` → `sip`. */
export function namespaceOf(id: string): string {
  const colon = id.indexOf(':')
  return colon === -1 ? '' : id.slice(0, colon)
}

/** The other party as far as it can be compared: the user part of an address, a number without punctuation. */
export function normalisePeer(peer: string): string {
  const user = peer
    .trim()
    .toLowerCase()
    .replace(/^.*<|>.*$/g, '')
    .replace(/^(?:sips?|tel|mailto):/, '')
    .replace(/[;?].*$/, '')
  const name = user.startsWith('@') ? user : user.replace(/@.*$/, '')
  return /^\+?[\d\s().\-/]+$/.test(name) ? name.replace(/[^\d+]/g, '') : name
}

const isNumber = (peer: string): boolean => /^\+?\d+$/.test(peer)

/**
 * Whether two parties can't be the same. A name never contradicts a number, and numbers are compared by their last
 * digits, because one source says `+31201234567` where another says `0201234567`.
 */
export function peersContradict(a: string, b: string): boolean {
  const [x, y] = [normalisePeer(a), normalisePeer(b)]
  if (x === '' || y === '' || x === 'anonymous' || y === 'anonymous' || x === y) return false
  if (isNumber(x) !== isNumber(y)) return false
  if (!isNumber(x)) return true
  const [p, q] = [x.replace('+', ''), y.replace('+', '')]
  const shared = Math.min(p.length, q.length, 8)
  return shared < 6 || p.slice(-shared) !== q.slice(-shared)
}

/** Whether anything that two groups of reports say about channel, direction or party rules out that they are one. */
export function contradict(a: readonly Heard[], b: readonly Heard[]): boolean {
  return a.some(({ report: x }) =>
    b.some(({ report: y }) => {
      if (x.channel !== y.channel && x.channel !== 'unknown' && y.channel !== 'unknown') return true
      if (x.direction !== y.direction && x.direction !== 'unknown' && y.direction !== 'unknown') return true
      return x.peer !== undefined && y.peer !== undefined && peersContradict(x.peer, y.peer)
    }),
  )
}

/** Whether an id is a case's: one case may see several interactions, and one interaction may touch several cases. */
export const isCase = (id: string): boolean => namespaceOf(id) === 'ext'

/**
 * Whether joining these reports would make one interaction of two ids that one adapter reported apart. Ids of
 * different namespaces are other names of one thing (`sip:…` and `ext:…`), and so are ids that one report names
 * together; two `sip:` ids in two reports are two calls, even when a third id (a case number) ties them.
 */
export function mergesTwoOfOneAdapter(heard: readonly Heard[]): boolean {
  const kinds = new Map<string, Set<string>[]>()
  for (const { adapter, report } of heard) {
    const byNamespace = Map.groupBy(
      report.ids.filter((id) => !isCase(id)),
      namespaceOf,
    )
    for (const [namespace, ids] of byNamespace) {
      const kind = `${adapter}\n${namespace}`
      const groups = kinds.get(kind) ?? []
      const joined = new Set(ids)
      const rest: Set<string>[] = []
      for (const group of groups)
        if (!ids.some((id) => group.has(id))) rest.push(group)
        else for (const id of group) joined.add(id)
      kinds.set(kind, [...rest, joined])
    }
  }
  return [...kinds.values()].some((groups) => groups.length > 1)
}

/** When the interaction ended, by the best of its reports: with ids, from a source that lived. */
export function endOf(heard: readonly Heard[]): number {
  let best = heard
  const prefer = (test: (one: Heard) => boolean): void => {
    const some = best.filter(test)
    if (some.length > 0) best = some
  }
  prefer((one) => one.report.ids.length > 0)
  prefer((one) => one.role !== 'manual')
  prefer((one) => one.report.cause !== 'source-lost')
  return Math.min(...best.map((one) => one.report.endedAt))
}

/** An order of reports that doesn't depend on when they arrived. */
export function inOrder(heard: readonly Heard[]): Heard[] {
  return heard.toSorted(
    (a, b) => a.report.endedAt - b.report.endedAt || (a.print < b.print ? -1 : a.print > b.print ? 1 : 0),
  )
}
