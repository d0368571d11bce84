/** What the three tables of raw records have in common: which revision is there, and what that makes of an event. */
/** What becomes of one event; a number: the higher revision that is held. */
export type Verdict = 'stored' | 'stale' | 'forked' | number

/** Where a record is. */
export interface Place {
  readonly teamNo: number
  readonly deviceNo: number
  readonly agentNo: number
}

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
