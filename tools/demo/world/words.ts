/** What agents write: follow-ups and stories, put together from halves so that two years don't repeat themselves. */
import type { Reason } from '../../../src/shared/records.ts'
import type { Random } from '../../../src/shared/statistics/random.ts'
import { pick } from './draw.ts'
import { DUTCH } from './words-nl.ts'
import { ENGLISH } from './words-en.ts'

export type WorldLanguage = 'en' | 'nl'
type Lines = readonly [string, ...string[]]

export interface Words {
  /** What went wrong, by reason, a sentence each. */
  readonly trouble: Readonly<Record<Reason, Lines>>
  /** What the customer was promised, or needs. */
  readonly wishes: Lines
  /** What somebody did for a customer. */
  readonly deeds: Lines
  /** How that ended. */
  readonly endings: Lines
  readonly notes: Lines
}

const WORDS: Readonly<Record<WorldLanguage, Words>> = { en: ENGLISH, nl: DUTCH }

export function followUpWords(random: Random, language: WorldLanguage, reason: Reason | undefined): string {
  const { trouble, wishes } = WORDS[language]
  return `${pick(random, trouble[reason ?? 'customer'])} ${pick(random, wishes)}`
}

export function storyWords(random: Random, language: WorldLanguage): string {
  const { deeds, endings } = WORDS[language]
  return `${pick(random, deeds)} ${pick(random, endings)}`
}

/** A private note. */
export function noteWords(random: Random, language: WorldLanguage): string {
  return pick(random, WORDS[language].notes)
}
