import { TEXT_LIMITS } from '../../../shared/lists.ts'
import type { Migration } from './migration.ts'

/**
 * The CHECKs count characters where `TEXT_LIMITS` counts UTF-16 units: never stricter. JSON is asked whether it is
 * valid first, because `json_type` of something else is an error of the statement and not a refused row.
 */
export const interactions: Migration = {
  version: 1,
  name: 'interactions',
  up(db) {
    db.exec(`
      CREATE TABLE interactions (
        seq INTEGER PRIMARY KEY,
        id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
        revision INTEGER NOT NULL DEFAULT 0 CHECK (revision >= 0),
        synced_revision INTEGER NOT NULL DEFAULT 0 CHECK (synced_revision BETWEEN 0 AND revision),
        deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
        work_day TEXT NOT NULL CHECK (work_day GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
        time_zone TEXT NOT NULL,
        external_ids TEXT NOT NULL DEFAULT '[]' CHECK (CASE WHEN json_valid(external_ids) THEN json_type(external_ids) = 'array' ELSE 0 END),
        channel TEXT NOT NULL
          CHECK (channel IN ('voice', 'video', 'chat', 'email', 'sms', 'social', 'task', 'unknown')),
        direction TEXT NOT NULL CHECK (direction IN ('inbound', 'outbound', 'internal', 'unknown')),
        cause TEXT NOT NULL CHECK (cause IN ('remote', 'agent', 'transferred', 'source-lost', 'unknown')),
        queue TEXT,
        started_at INTEGER,
        ended_at INTEGER NOT NULL,
        duration_ms INTEGER CHECK (duration_ms >= 0),
        trigger_id TEXT NOT NULL,
        prompted_at INTEGER,
        outcome TEXT CHECK (outcome IN ('rated', 'skipped', 'expired')),
        rating INTEGER CHECK (rating BETWEEN 1 AND 5),
        solved INTEGER CHECK (solved IN (0, 1)),
        reasons TEXT NOT NULL DEFAULT '[]'
          CHECK (CASE WHEN json_valid(reasons) THEN json_type(reasons) = 'array' ELSE 0 END),
        follow_up TEXT CHECK (length(follow_up) <= ${TEXT_LIMITS.followUp}),
        story TEXT CHECK (length(story) BETWEEN 1 AND ${TEXT_LIMITS.story}),
        note TEXT CHECK (length(note) <= ${TEXT_LIMITS.note}),
        -- What the day's figures need of a row in one small integer, so that five years of them are one index scan:
        -- ten times the rating, plus 1 for solved and 2 for not solved; 2 expired, 1 skipped, 0 waiting, -1 deleted.
        tally INTEGER GENERATED ALWAYS AS (CASE
          WHEN deleted = 1 THEN -1
          WHEN outcome = 'rated' THEN rating * 10 + CASE solved WHEN 1 THEN 1 WHEN 0 THEN 2 ELSE 0 END
          WHEN outcome = 'skipped' THEN 1 WHEN outcome = 'expired' THEN 2 ELSE 0 END) VIRTUAL,
        CONSTRAINT rated_has_rating CHECK ((outcome IS 'rated') = (rating IS NOT NULL)),
        CONSTRAINT answers_need_rating
          CHECK (outcome IS 'rated' OR (solved IS NULL AND reasons = '[]' AND story IS NULL)),
        CONSTRAINT tombstone_is_empty CHECK (deleted = 0 OR (outcome IS NULL AND follow_up IS NULL
          AND note IS NULL AND external_ids = '[]' AND queue IS NULL AND started_at IS NULL AND ended_at = 0
          AND duration_ms IS NULL AND prompted_at IS NULL))
      ) STRICT;

      -- Every index is a page more to write for a rating, so there are as few as there can be.
      CREATE INDEX interactions_by_work_day ON interactions (work_day, tally);
      CREATE INDEX interactions_waiting ON interactions (ended_at) WHERE outcome IS NULL AND deleted = 0;
      CREATE INDEX interactions_pending ON interactions (id) WHERE synced_revision < revision;
    `)
  },
}
