/** The figures of some interactions, counted up from their tallies, which migrations/0001-interactions.ts explains. */
import type { DaySummary } from '../../shared/views.ts'

type Figures = Omit<DaySummary, 'workDay' | 'smiley'>
export type Tally = {
  -readonly [K in keyof Figures]: K extends 'ratings' ? [...Figures[K]] : Figures[K]
}

export function emptyTally(): Tally {
  return {
    ended: 0,
    rated: 0,
    skipped: 0,
    expired: 0,
    waiting: 0,
    ratings: [0, 0, 0, 0, 0],
    solvedYes: 0,
    solvedNo: 0,
  }
}

/** Counts `n` interactions that have the same tally. */
export function addTally(figures: Tally, tally: number, n: number): void {
  figures.ended += n
  if (tally === 0) figures.waiting += n
  else if (tally === 1) figures.skipped += n
  else if (tally === 2) figures.expired += n
  else {
    figures.rated += n
    const index = Math.floor(tally / 10) - 1
    figures.ratings[index] = (figures.ratings[index] ?? 0) + n
    if (tally % 10 === 1) figures.solvedYes += n
    else if (tally % 10 === 2) figures.solvedNo += n
  }
}
