/**
 * The tables in SQLite, step by step: place n holds the statements that lead from schema version n to n + 1. Each step
 * runs in one transaction (migrate.ts) and ends by naming its version, which the file's header then shows to everybody
 * who looks before opening. A step that has been released is never changed.
 *
 * Raw records and roll-ups have no row ids: the key is the table, so that a device's day, a team's day and what ingest
 * writes today each lie together. There is one index besides the keys: a device is looked for by its id.
 */

/** "AFCC": tells our files from other SQLite files (https://sqlite.org/fileformat.html, offset 68). */
export const APPLICATION_ID = 0x41464343

const COUNTS = `
  rated INTEGER NOT NULL,
  skipped INTEGER NOT NULL,
  expired INTEGER NOT NULL,
  rating_1 INTEGER NOT NULL,
  rating_2 INTEGER NOT NULL,
  rating_3 INTEGER NOT NULL,
  rating_4 INTEGER NOT NULL,
  rating_5 INTEGER NOT NULL,
  solved_yes INTEGER NOT NULL,
  solved_no INTEGER NOT NULL`

const VERSION_1: readonly string[] = [
  `CREATE TABLE meta (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE team (
  team_no INTEGER PRIMARY KEY,
  team_id BLOB NOT NULL UNIQUE CHECK (length(team_id) = 16),
  name TEXT NOT NULL,
  policy TEXT,
  created_at INTEGER NOT NULL,
  retired_at INTEGER,
  kept_from INTEGER NOT NULL DEFAULT 0
) STRICT`,
  `CREATE TABLE enrolment_code (
  team_no INTEGER NOT NULL,
  code_hash BLOB NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('agent', 'lead')),
  seats INTEGER NOT NULL,
  used INTEGER NOT NULL CHECK (used BETWEEN 0 AND seats),
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER,
  agent_no INTEGER,
  PRIMARY KEY (team_no, code_hash)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE device (
  team_no INTEGER NOT NULL,
  device_no INTEGER NOT NULL,
  device_id BLOB NOT NULL CHECK (length(device_id) = 16),
  agent_no INTEGER NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('agent', 'lead')),
  token_hash BLOB,
  claim_hash BLOB,
  memberships TEXT NOT NULL CHECK (json_valid(memberships)),
  enrolled_day INTEGER NOT NULL,
  last_seen_day INTEGER,
  revoked_at INTEGER,
  erased INTEGER NOT NULL CHECK (erased IN (0, 1)),
  PRIMARY KEY (team_no, device_no)
) STRICT, WITHOUT ROWID`,
  'CREATE UNIQUE INDEX device_by_id ON device (device_id, team_no)',
  `CREATE TABLE interaction (
  team_no INTEGER NOT NULL,
  work_day INTEGER NOT NULL,
  device_no INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  agent_no INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  deleted INTEGER NOT NULL,
  channel TEXT NOT NULL,
  queue TEXT,
  outcome TEXT,
  rating INTEGER CHECK (rating BETWEEN 1 AND 5),
  solved INTEGER,
  reasons TEXT NOT NULL,
  follow_up TEXT,
  story TEXT,
  external_ids TEXT,
  PRIMARY KEY (team_no, work_day, device_no, id)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE day_smiley (
  team_no INTEGER NOT NULL,
  work_day INTEGER NOT NULL,
  device_no INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  agent_no INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  deleted INTEGER NOT NULL,
  smiley TEXT,
  stored_seq INTEGER NOT NULL,
  PRIMARY KEY (team_no, work_day, device_no, id)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE pulse (
  team_no INTEGER NOT NULL,
  quarter TEXT NOT NULL,
  device_no INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  agent_no INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  deleted INTEGER NOT NULL,
  score INTEGER CHECK (score BETWEEN 0 AND 10),
  stored_seq INTEGER NOT NULL,
  PRIMARY KEY (team_no, quarter, device_no, id)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE agent_day (
  team_no INTEGER NOT NULL,
  work_day INTEGER NOT NULL,
  agent_no INTEGER NOT NULL,${COUNTS},
  smiley TEXT,
  PRIMARY KEY (team_no, work_day, agent_no)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE team_day (
  team_no INTEGER NOT NULL,
  work_day INTEGER NOT NULL,${COUNTS},
  agents INTEGER NOT NULL,
  happy INTEGER NOT NULL,
  neutral INTEGER NOT NULL,
  sad INTEGER NOT NULL,
  PRIMARY KEY (team_no, work_day)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE erasure (
  device_id BLOB NOT NULL PRIMARY KEY CHECK (length(device_id) = 16),
  erased_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID`,
  `PRAGMA application_id = ${APPLICATION_ID}`,
  'PRAGMA user_version = 1',
]

/** The statements of each step. */
export const SQLITE_DDL: readonly (readonly string[])[] = [VERSION_1]

/** The schema version that this program reads and writes. */
export const SQLITE_VERSION = SQLITE_DDL.length
