/** The store that is open: its parts over one connection. */
import type { Database } from 'better-sqlite3'

import type { Backups } from './backup.ts'
import { createComparing } from './comparing.ts'
import type { Comparing } from './comparing.ts'
import { createDays } from './days.ts'
import type { DayStore } from './days.ts'
import type { Eraser } from './erase.ts'
import type { Guard } from './errors.ts'
import { createInteractions } from './interactions.ts'
import type { InteractionStore } from './interactions.ts'
import type { StoreNotice } from './notices.ts'
import { createEverything } from './everything.ts'
import type { Everything } from './everything.ts'
import { createLeaving } from './leaving.ts'
import type { Leaving } from './leaving.ts'
import { createPartsStore } from './parts.ts'
import type { PartsStore } from './parts.ts'
import { createOutbox } from './pending.ts'
import type { Outbox } from './pending.ts'
import { createPulses } from './pulses.ts'
import type { PulseStore } from './pulses.ts'
import { createState } from './state.ts'
import type { StateStore } from './state.ts'
import { createSummary } from './summary.ts'
import type { SummaryStore } from './summary.ts'
import { createUuidV7 } from './uuid.ts'

/** Everything but backups and erasing is synchronous, and what a call has written is on the disk when it returns. */
export interface Store extends Outbox, Leaving, Everything, Comparing, Backups, Eraser {
  /** What happened while opening, for the program to turn into sentences. */
  readonly notices: readonly StoreNotice[]
  readonly interactions: InteractionStore
  readonly days: DayStore
  readonly pulses: PulseStore
  readonly summary: SummaryStore
  readonly parts: PartsStore
  readonly state: StateStore
  /** An id for a record that is yet to come: a UUIDv7 after all that are here. */
  readonly newId: () => string
  /** Ends cleanly. Calling it again is nothing; not calling it loses nothing. */
  close(): void
}

/** The parts that are nothing but SQL over the connection. */
export function createParts(db: Database, guard: Guard, now: () => number, givenIds?: () => string) {
  const comparing = createComparing(db, guard)
  const newId = givenIds ?? createUuidV7(now, comparing.latestId())
  return {
    newId,
    interactions: createInteractions(db, guard, newId),
    days: createDays(db, guard, newId),
    pulses: createPulses(db, guard, newId),
    summary: createSummary(db, guard),
    parts: createPartsStore(db, guard),
    state: createState(db, guard),
    ...createOutbox(db, guard),
    ...createLeaving(db, guard),
    ...createEverything(db, guard),
    ...comparing,
  }
}

export type Parts = ReturnType<typeof createParts>
