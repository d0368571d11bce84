/**
 * The store: records on the agent's own computer. Plain Node; knows better-sqlite3 and src/shared. Others import this
 * file only.
 */
export type { BackupFile, Backups } from './backup.ts'
export type { Comparing, Holding } from './comparing.ts'
export type { DayStore } from './days.ts'
export type { Enrichment } from './enrichment.ts'
export type { Eraser } from './erase.ts'
export { StoreError } from './errors.ts'
export type { StoreErrorCode } from './errors.ts'
export type { InteractionStore, NewInteraction } from './interactions.ts'
export type { RecoveredNotice, StoreNotice } from './notices.ts'
export { openStore } from './open.ts'
export type { OpenOptions } from './open.ts'
export type { Leaving, LeavingCounts, LeavingRecord } from './leaving.ts'
export type { PartsStore } from './parts.ts'
export type { Outbox, PendingRecord, RecordKind, RecordRevision, RefusedRecord } from './pending.ts'
export type { PulseStore } from './pulses.ts'
export type { StateStore } from './state.ts'
export type { Store } from './store.ts'
export type { SummaryStore } from './summary.ts'
export { createUuidV7 } from './uuid.ts'
