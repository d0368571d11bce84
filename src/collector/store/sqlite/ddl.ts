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

/** What is published of teams (docs/decisions/0016-publishing.md), what they share, and what customers said. */
const VERSION_2: readonly string[] = [
  'ALTER TABLE team ADD COLUMN closed_to INTEGER',
  'ALTER TABLE team ADD COLUMN not_before INTEGER',
  `CREATE TABLE published_block (
  team_no INTEGER NOT NULL,
  first_day INTEGER NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('day', 'week', 'month', 'quarter')),
  kind TEXT NOT NULL CHECK (kind IN ('interaction', 'solved', 'smiley')),
  last_day INTEGER NOT NULL,
  threshold INTEGER NOT NULL,
  counts TEXT NOT NULL CHECK (json_valid(counts)),
  alike TEXT NOT NULL CHECK (json_valid(alike)),
  PRIMARY KEY (team_no, first_day, level, kind)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE published_part (
  team_no INTEGER NOT NULL,
  first_day INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('interaction', 'solved')),
  parts TEXT NOT NULL CHECK (json_valid(parts)),
  PRIMARY KEY (team_no, first_day, kind)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE team_work_day (
  team_no INTEGER NOT NULL,
  work_day INTEGER NOT NULL,
  PRIMARY KEY (team_no, work_day)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE published_window (
  team_no INTEGER NOT NULL,
  window_kind TEXT NOT NULL CHECK (window_kind IN ('week', 'month', 'quarter')),
  first_day INTEGER NOT NULL,
  answer TEXT NOT NULL CHECK (json_valid(answer)),
  PRIMARY KEY (team_no, window_kind, first_day)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE counted (
  team_no INTEGER NOT NULL,
  first_day INTEGER NOT NULL,
  level TEXT NOT NULL,
  kind TEXT NOT NULL,
  agent_no INTEGER NOT NULL,
  work_day INTEGER NOT NULL,
  parts TEXT NOT NULL CHECK (json_valid(parts)),
  PRIMARY KEY (team_no, first_day, level, kind, agent_no, work_day)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE published_pulse (
  team_no INTEGER NOT NULL,
  quarter TEXT NOT NULL,
  threshold INTEGER NOT NULL,
  counts TEXT CHECK (json_valid(counts)),
  alike INTEGER,
  PRIMARY KEY (team_no, quarter)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE published_customers (
  team_no INTEGER NOT NULL,
  first_day INTEGER NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('month', 'quarter')),
  last_day INTEGER NOT NULL,
  threshold INTEGER NOT NULL,
  scores TEXT CHECK (json_valid(scores)),
  figures TEXT CHECK (json_valid(figures)),
  PRIMARY KEY (team_no, first_day, level)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE follow_up (
  team_no INTEGER NOT NULL,
  work_day INTEGER NOT NULL,
  device_no INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  state TEXT NOT NULL CHECK (state IN ('done', 'not-needed')),
  done_by TEXT,
  set_on INTEGER NOT NULL,
  PRIMARY KEY (team_no, work_day, device_no, id)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE spotlight (
  team_no INTEGER PRIMARY KEY,
  work_day INTEGER NOT NULL,
  device_no INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  until_day INTEGER NOT NULL
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE feedback (
  external_id TEXT NOT NULL,
  scale TEXT NOT NULL,
  score INTEGER NOT NULL,
  given_on INTEGER NOT NULL,
  PRIMARY KEY (external_id, scale)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE feedback_staged (
  external_id TEXT NOT NULL,
  scale TEXT NOT NULL,
  score INTEGER NOT NULL,
  given_on INTEGER,
  line INTEGER NOT NULL,
  PRIMARY KEY (external_id, scale)
) STRICT, WITHOUT ROWID`,
  `CREATE TABLE feedback_token (
  token_hash BLOB NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT, WITHOUT ROWID`,
  // What a team looks at; of few interactions, so that ingest seldom touches it.
  `CREATE INDEX interaction_shared ON interaction (team_no, work_day)
  WHERE follow_up IS NOT NULL OR story IS NOT NULL`,
  'PRAGMA user_version = 2',
]

/** The statements of each step. */
export const SQLITE_DDL: readonly (readonly string[])[] = [VERSION_1, VERSION_2]

/** The schema version that this program reads and writes. */
export const SQLITE_VERSION = SQLITE_DDL.length
