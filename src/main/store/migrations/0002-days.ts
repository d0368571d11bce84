import type { Migration } from './migration.ts'

export const days: Migration = {
  version: 2,
  name: 'days',
  up(db) {
    db.exec(`
      CREATE TABLE days (
        seq INTEGER PRIMARY KEY,
        id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
        revision INTEGER NOT NULL DEFAULT 0 CHECK (revision >= 0),
        synced_revision INTEGER NOT NULL DEFAULT 0 CHECK (synced_revision BETWEEN 0 AND revision),
        deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
        work_day TEXT NOT NULL UNIQUE CHECK (work_day GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        time_zone TEXT NOT NULL,
        smiley TEXT CHECK (smiley IN ('happy', 'neutral', 'sad')),
        asked_at INTEGER,
        CONSTRAINT tombstone_is_empty CHECK (deleted = 0 OR smiley IS NULL)
      ) STRICT;

      CREATE INDEX days_pending ON days (id) WHERE synced_revision < revision;
    `)
  },
}
