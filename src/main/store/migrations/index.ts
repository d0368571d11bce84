/** The schema, step by step: https://sqlite.org/pragma.html#pragma_user_version. */
import { interactions } from './0001-interactions.ts'
import { days } from './0002-days.ts'
import { pulses } from './0003-pulses.ts'
import { state } from './0004-state.ts'
import { sync } from './0005-sync.ts'
import { confirmedAnew } from './0006-confirmed-anew.ts'
import type { Migration } from './migration.ts'

export type { Migration }

/** In order, without a gap. */
export const MIGRATIONS: readonly Migration[] = [interactions, days, pulses, state, sync, confirmedAnew]

export const LATEST_VERSION = MIGRATIONS.length
