/** What is drawn at random. Each person and each team has a sequence of their own, so that one more changes no other. */
import { createRandom, type Random } from '../../../src/shared/statistics/random.ts'

/** The sequence of a name, FNV-1a of it (http://www.isthe.com/chongo/tech/comp/fnv/) with the seed. */
export function sequenceOf(seed: number, name: string): Random {
  let hash = (0x811c9dc5 ^ seed) >>> 0
  for (const unit of Buffer.from(name)) hash = Math.imul(hash ^ unit, 0x01000193) >>> 0
  return createRandom(hash)
}

/** A normal deviate, by Box and Muller's transform. */
export function normal(random: Random, mean = 0, deviation = 1): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()))
  return mean + deviation * radius * Math.cos(2 * Math.PI * random())
}

export function chance(random: Random, probability: number): boolean {
  return random() < probability
}

/** A whole number from `low` to `high`, both included. */
export function between(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1))
}

export function pick<T>(random: Random, items: readonly [T, ...T[]]): T {
  return items[Math.floor(random() * items.length)] ?? items[0]
}

/** An item by its weight; the weights needn't add up to anything. */
export function weighted<T extends { readonly weight: number }>(
  random: Random,
  items: readonly [T, ...T[]],
): T {
  let left = random() * items.reduce((sum, { weight }) => sum + weight, 0)
  for (const item of items) {
    left -= item.weight
    if (left < 0) return item
  }
  return items[0]
}

/** From any number to 0–1. */
export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x))
}

export function clamp(x: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, x))
}

/**
 * Numbers that resemble their neighbours (an autoregression of order one), around 0.
 * @param memory correlation of neighbours, 0–1
 * @param deviation of the numbers themselves
 */
export function createWander(random: Random, memory: number, deviation: number): () => number {
  const step = deviation * Math.sqrt(1 - memory ** 2)
  let value = normal(random, 0, deviation)
  return () => {
    value = memory * value + normal(random, 0, step)
    return value
  }
}
