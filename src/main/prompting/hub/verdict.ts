/** Whether the agent is asked about an interaction at all. */
import { answeredOf, durationOf } from './merge.ts'
import { normalisePeer } from './same.ts'
import type { Heard, HubOptions } from './types.ts'

/** Why an interaction isn't asked about. */
export type Verdict = 'ask' | 'missed' | 'too-short' | 'internal'

/** Whether a party is inside the house. */
export type IsColleague = (peer: string) => boolean

/** Numbers are at most 15 digits (E.164); the limit also keeps a careless expression from hanging the program. */
const LONGEST_NUMBER = 20

/**
 * Reads the expression of numbers inside the house. It has to match the whole number: `2\d{3}` is an extension, not
 * every customer with these digits somewhere in the number.
 */
export function parseInternalNumbers(
  expression: string,
):
  | { readonly ok: true; readonly isColleague: IsColleague }
  | { readonly ok: false; readonly detail: string } {
  if (expression.trim() === '') return { ok: true, isColleague: () => false }
  try {
    const whole = new RegExp(`^(?:${expression.trim()})$`)
    return {
      ok: true,
      isColleague: (peer) => whole.test(normalisePeer(peer).slice(0, LONGEST_NUMBER)),
    }
  } catch {
    return { ok: false, detail: 'The pattern of numbers inside the house is not a regular expression.' }
  }
}

/** Whether any report says, or the other party's number shows, that it was among colleagues. */
export function isInternal(heard: readonly Heard[], isColleague: IsColleague): boolean {
  return heard.some(
    ({ report: { direction, peer } }) =>
      direction === 'internal' || (peer !== undefined && isColleague(peer)),
  )
}

/** Judges everything that was heard about one interaction. Asking by hand always gets a card. */
export function judge(heard: readonly Heard[], options: HubOptions, isColleague: IsColleague): Verdict {
  if (heard.some((one) => one.role === 'manual')) return 'ask'
  if (answeredOf(heard) === false) return 'missed'
  const talked = heard.every(({ report }) => ['voice', 'video', 'unknown'].includes(report.channel))
  const durationMs = durationOf(heard)
  if (talked && durationMs !== undefined && durationMs < options.minTalkMs) return 'too-short'
  return !options.promptInternal && isInternal(heard, isColleague) ? 'internal' : 'ask'
}
