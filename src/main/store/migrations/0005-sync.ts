import type { Migration } from './migration.ts'

/**
 * What the sync must know of a record is in the record's own row, so that a repair or a backup can't tear it from it:
 * - `refused_revision`: the collector refuses this revision, `refused_code` says why. A later change is sent again.
 * - `resend`: the collector lacks what it has confirmed; the present revision goes once more.
 *
 * `compared` is a memory that may be lost: of work days and quarters in which the collector holds something else, what
 * has been sent again already. It is neither backed up nor salvaged; empty, it costs one comparison.
 */
export const sync: Migration = {
  version: 5,
  name: 'sync',
  up(db) {
    for (const table of ['interactions', 'days', 'pulses']) {
      db.exec(`
        ALTER TABLE ${table} ADD COLUMN refused_revision INTEGER;
        ALTER TABLE ${table} ADD COLUMN refused_code TEXT;
        ALTER TABLE ${table} ADD COLUMN resend INTEGER NOT NULL DEFAULT 0 CHECK (resend IN (0, 1));
        DROP INDEX ${table}_pending;
        CREATE INDEX ${table}_pending ON ${table} (id)
          WHERE (synced_revision < revision OR resend = 1) AND refused_revision IS NOT revision;
        CREATE INDEX ${table}_refused ON ${table} (id) WHERE refused_revision = revision;
      `)
    }
    db.exec(`
      CREATE TABLE compared (
        period TEXT NOT NULL PRIMARY KEY,
        difference TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `)
  },
}
