/** A random sequence that can be repeated. */

/** The next number, 0 inclusive to 1 exclusive. */
export type Random = () => number

/**
 * A small generator of good quality for permutations and demonstration data: the same seed gives the same sequence on
 * every machine. Not for secrets. sfc32 by Chris Doty-Humphrey (PractRand, public domain): 128 bits of state, among them
 * a counter, so the period is at least 2³².
 * @param seed a whole number of 0 to 2³² − 1
 * @throws RangeError for another seed
 */
export function createRandom(seed: number): Random {
  if (seed >>> 0 !== seed) throw new RangeError(`seed is ${seed}, not a whole number of 0 to 2^32 - 1`)
  let [a, b, c, counter] = [0, seed, 0, 1]
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum >>> 0
  }
  // The seed has to reach all of the state first.
  for (let round = 0; round < 16; round += 1) next()
  return () => next() / 2 ** 32
}

/** The items in random order, each order alike (Fisher and Yates); the given ones stay as they are. */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const rest = [...items]
  const order: T[] = []
  while (rest.length > 0) order.push(...rest.splice(Math.floor(random() * rest.length), 1))
  return order
}
