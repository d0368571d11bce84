/** A closed quarter's pulse: how likely people are to recommend their work, 0–10, once a quarter and once a person. */
import { isAlike, isEnough } from './block.ts'

/** As it is told. */
export interface PulseTold {
  /** Promoters (9–10), passives (7–8), detractors (0–6); where they are almost alike all are of one value. */
  readonly counts: readonly number[]
  /** The place of the value that all have, perhaps but one; `null`: they are told exactly. */
  readonly alike: number | null
}

/**
 * Decided once, when the quarter is closed, by the rule of blocks; nothing else is ever made of a pulse, so it needs no
 * pools and no parts.
 * @param scores the last answer of each person
 * @param threshold distinct people of whom it must consist
 * @returns `undefined`: of too few people
 */
export function publishPulse(scores: ReadonlyMap<number, number>, threshold: number): PulseTold | undefined {
  const people = Array.from(scores.keys(), (agentNo) => [agentNo, 1] as const)
  if (!isEnough(people, threshold)) return undefined
  const counts = [0, 0, 0]
  for (const score of scores.values()) {
    const value = valueOf(score)
    counts[value] = (counts[value] ?? 0) + 1
  }
  if (!isAlike(counts)) return { counts, alike: null }
  const alike = counts.indexOf(Math.max(...counts))
  return { counts: counts.map((_, value) => (value === alike ? scores.size : 0)), alike }
}

function valueOf(score: number): number {
  if (score >= 9) return 0
  return score >= 7 ? 1 : 2
}
