/** Spearman's rank correlation of scores with many ties. */
import type { PairCell } from './pair-table.ts'

/**
 * Spearman's ρ: the correlation of the ranks, equal scores sharing the mean of their ranks. Spearman (1904),
 * doi:10.2307/1412159.
 * @returns −1 to 1; `undefined` when one side has fewer than two different scores: there is no order then
 */
export function rankCorrelation(cells: readonly PairCell[]): number | undefined {
  const agentRanks = ranksOf(cells.map(({ agent, count }) => [agent, count]))
  const customerRanks = ranksOf(cells.map(({ customer, count }) => [customer, count]))
  if (agentRanks.size < 2 || customerRanks.size < 2) return undefined
  let [both, ofAgents, ofCustomers] = [0, 0, 0]
  for (const { agent, customer, count } of cells) {
    const [one, other] = [agentRanks.get(agent) ?? 0, customerRanks.get(customer) ?? 0]
    both += count * one * other
    ofAgents += count * one ** 2
    ofCustomers += count * other ** 2
  }
  return both / Math.sqrt(ofAgents * ofCustomers)
}

/** The rank of each score, counted from the mean rank. */
function ranksOf(counted: readonly (readonly [score: number, count: number])[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const [score, count] of counted) counts.set(score, (counts.get(score) ?? 0) + count)
  const n = counted.reduce((sum, [, count]) => sum + count, 0)
  const ranks = new Map<number, number>()
  let below = 0
  for (const [score, count] of [...counts].sort(([one], [other]) => one - other)) {
    ranks.set(score, below + count / 2 - n / 2)
    below += count
  }
  return ranks
}
