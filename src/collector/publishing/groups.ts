/** Which channels or queues are told by name; all others are one part, `other`. */

/** Something that is in a channel and a queue. */
export interface InParts {
  readonly channel: string
  /** `null`: without a queue. */
  readonly queue: string | null
}
export type Dimension = keyof InParts

/**
 * What is told by name, the smallest first. Empty: nothing by parts, as a single part would be the whole.
 */
export type Named = readonly (string | null)[]

/**
 * Names those that may be told alone. The next smallest are put to the rest until that may be told as well.
 * @param size answers of a part
 */
export function nameParts<T extends InParts>(
  answers: readonly T[],
  dimension: Dimension,
  mayBeTold: (answers: readonly T[]) => boolean,
  size: (answers: readonly T[]) => number,
): Named {
  const parts = Array.from(
    Map.groupBy(answers, (one) => one[dimension]),
    ([name, own]) => ({ name, own, n: size(own) }),
  )
  parts.sort((a, b) => a.n - b.n || (String(a.name) < String(b.name) ? -1 : 1))
  const named = parts.filter(({ own }) => mayBeTold(own))
  const rest = parts.filter((part) => !named.includes(part)).flatMap(({ own }) => own)
  while (rest.length > 0 && !mayBeTold(rest)) {
    const next = named.shift()
    if (next === undefined) break
    rest.push(...next.own)
  }
  return orNone(
    named.map(({ name }) => name),
    rest.length > 0,
  )
}

/** Puts one more to the rest. */
export function without(named: Named, name: string | null): Named {
  return orNone(
    named.filter((one) => one !== name),
    true,
  )
}

/** The part that an answer is in: a place in `named`, or behind the last for the rest. */
export function partOf(answer: InParts, dimension: Dimension, named: Named): number {
  const place = named.indexOf(answer[dimension])
  return place === -1 ? named.length : place
}

function orNone(named: Named, hasRest: boolean): Named {
  return named.length + (hasRest ? 1 : 0) < 2 ? [] : named
}
