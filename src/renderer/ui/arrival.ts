/** Marked in a page's timeline when what it is about has come: what is left until the picture can be measured. */
export const ARRIVAL = 'aftercall:arrival'

/** Once: what comes later changes a picture that is there. */
export function markArrival(): void {
  if (performance.getEntriesByName(ARRIVAL).length === 0) performance.mark(ARRIVAL)
}
