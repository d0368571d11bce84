/** What becomes of an event, and of a request; the same on both databases. */
import type { GroupAnswer } from './thread/answer-codec.ts'

/** A number: the higher revision that is held. */
export type Verdict = 'stored' | 'stale' | 'forked' | number

/**
 * What an event is when a row is already there.
 * @param isSame whether the row says the same as the event, external ids aside
 */
export function compare(
  held: number,
  sent: number,
  isSame: () => boolean,
): Exclude<Verdict, 'stored'> | 'newer' {
  if (held < sent) return 'newer'
  if (held > sent) return held
  return isSame() ? 'stale' : 'forked'
}

/** The answer to a request whose events have these verdicts, by their place. */
export function answerOf(
  events: readonly { readonly index: number }[],
  verdicts: readonly Verdict[],
): GroupAnswer {
  let stored = 0
  let stale = 0
  const newer: { index: number; revision: number }[] = []
  const forked: number[] = []
  for (const [place, { index }] of events.entries()) {
    const verdict = verdicts[place]
    if (verdict === 'stored') stored += 1
    else if (verdict === 'forked') forked.push(index)
    else stale += 1
    if (typeof verdict === 'number') newer.push({ index, revision: verdict })
  }
  return { s: 'done', stored, stale, newer, forked }
}
