import type { Migration } from './migration.ts'

export const pulses: Migration = {
  version: 3,
  name: 'pulses',
  up(db) {
    db.exec(`
      CREATE TABLE pulses (
        seq INTEGER PRIMARY KEY,
        id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
        revision INTEGER NOT NULL DEFAULT 0 CHECK (revision >= 0),
        synced_revision INTEGER NOT NULL DEFAULT 0 CHECK (synced_revision BETWEEN 0 AND revision),
        deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
        quarter TEXT NOT NULL UNIQUE CHECK (quarter GLOB '[0-9][0-9][0-9][0-9]-Q[1-4]'),
        score INTEGER CHECK (score BETWEEN 0 AND 10),
        CONSTRAINT tombstone_is_empty CHECK (deleted = 0 OR score IS NULL)
      ) STRICT;

      CREATE INDEX pulses_pending ON pulses (id) WHERE synced_revision < revision;
    `)
  },
}
