import type { Migration } from './migration.ts'

/**
 * Records from before an erasure at the collector that it has confirmed since, because the agent has changed them: what
 * it is to hold of that time, and nothing else. A list of the few, so that a row that comes back from an older backup is
 * never taken for one of them. It may be lost, as `compared` may: what was on it is then compared again after its next
 * change only.
 */
export const confirmedAnew: Migration = {
  version: 6,
  name: 'confirmed-anew',
  up(db) {
    db.exec('CREATE TABLE confirmed_anew (id BLOB NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID')
  },
}
