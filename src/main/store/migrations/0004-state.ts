import type { Migration } from './migration.ts'

/** `revision` counts the writes of a key, so that a repair knows the newer of two. */
export const state: Migration = {
  version: 4,
  name: 'state',
  up(db) {
    db.exec(`
      CREATE TABLE state (
        seq INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE CHECK (length(key) BETWEEN 1 AND 100),
        revision INTEGER NOT NULL DEFAULT 1 CHECK (revision >= 1),
        value TEXT NOT NULL CHECK (json_valid(value))
      ) STRICT;
    `)
  },
}
