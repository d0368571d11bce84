/**
 * The tables in PostgreSQL, step by step: place n holds the statements that lead from schema version n to n + 1, in one
 * transaction (migrate.ts). A step that has been released is never changed.
 *
 * Citus (docs/collector-scale.md): `team` is a reference table, `meta`, `erasure`, customers' feedback and the sequence stay
 * on the coordinator, everything else is distributed by `team_no`, which is why every key begins with it. The sequence
 * gives an order, not keys.
 */

const COUNTS = `
  rated integer NOT NULL CHECK (rated >= 0),
  skipped integer NOT NULL CHECK (skipped >= 0),
  expired integer NOT NULL CHECK (expired >= 0),
  rating_1 integer NOT NULL CHECK (rating_1 >= 0),
  rating_2 integer NOT NULL CHECK (rating_2 >= 0),
  rating_3 integer NOT NULL CHECK (rating_3 >= 0),
  rating_4 integer NOT NULL CHECK (rating_4 >= 0),
  rating_5 integer NOT NULL CHECK (rating_5 >= 0),
  solved_yes integer NOT NULL CHECK (solved_yes >= 0),
  solved_no integer NOT NULL CHECK (solved_no >= 0)`

const RAW = `
  device_no integer NOT NULL,
  id uuid NOT NULL,
  agent_no integer NOT NULL,
  revision integer NOT NULL CHECK (revision >= 1),
  deleted smallint NOT NULL CHECK (deleted IN (0, 1))`

const VERSION_1: readonly string[] = [
  'CREATE TABLE meta (key text PRIMARY KEY, value text NOT NULL)',
  `CREATE TABLE team (
  team_no integer PRIMARY KEY,
  team_id uuid NOT NULL UNIQUE,
  name text NOT NULL,
  policy text,
  created_at bigint NOT NULL,
  retired_at bigint,
  kept_from integer NOT NULL DEFAULT 0
)`,
  `CREATE TABLE enrolment_code (
  team_no integer NOT NULL,
  code_hash bytea NOT NULL,
  role text NOT NULL CHECK (role IN ('agent', 'lead')),
  seats integer NOT NULL CHECK (seats >= 1),
  used integer NOT NULL CHECK (used BETWEEN 0 AND seats),
  expires_at bigint NOT NULL,
  revoked_at bigint,
  agent_no integer,
  PRIMARY KEY (team_no, code_hash)
)`,
  `CREATE TABLE device (
  team_no integer NOT NULL,
  device_no integer NOT NULL,
  device_id uuid NOT NULL,
  agent_no integer NOT NULL,
  role text NOT NULL CHECK (role IN ('agent', 'lead')),
  token_hash bytea,
  claim_hash bytea,
  memberships text NOT NULL,
  enrolled_day integer NOT NULL,
  last_seen_day integer,
  revoked_at bigint,
  erased smallint NOT NULL CHECK (erased IN (0, 1)),
  PRIMARY KEY (team_no, device_no)
) WITH (fillfactor = 80)`,
  'CREATE UNIQUE INDEX device_by_id ON device (device_id, team_no)',
  'CREATE INDEX device_by_agent ON device (agent_no, team_no)',
  `CREATE TABLE interaction (
  team_no integer NOT NULL,
  work_day integer NOT NULL,${RAW},
  channel text NOT NULL,
  queue text,
  outcome text CHECK (outcome IN ('rated', 'skipped', 'expired')),
  rating smallint CHECK (rating BETWEEN 1 AND 5),
  solved smallint CHECK (solved IN (0, 1)),
  reasons text NOT NULL,
  follow_up text,
  story text,
  external_ids text,
  PRIMARY KEY (team_no, work_day, device_no, id),
  CONSTRAINT rated_has_rating CHECK ((outcome IS NOT DISTINCT FROM 'rated') = (rating IS NOT NULL)),
  CONSTRAINT answers_need_rating
    CHECK (rating IS NOT NULL OR (solved IS NULL AND reasons = '[]' AND story IS NULL)),
  CONSTRAINT tombstone_is_empty CHECK (deleted = 0 OR (outcome IS NULL AND follow_up IS NULL
    AND queue IS NULL AND external_ids IS NULL))
) PARTITION BY RANGE (work_day)`,
  'CREATE TABLE interaction_other PARTITION OF interaction DEFAULT',
  `CREATE TABLE day_smiley (
  team_no integer NOT NULL,
  work_day integer NOT NULL,${RAW},
  smiley text CHECK (smiley IN ('happy', 'neutral', 'sad')),
  stored_seq bigint NOT NULL,
  PRIMARY KEY (team_no, work_day, device_no, id),
  CONSTRAINT tombstone_is_empty CHECK (deleted = 0 OR smiley IS NULL)
) PARTITION BY RANGE (work_day)`,
  'CREATE TABLE day_smiley_other PARTITION OF day_smiley DEFAULT',
  `CREATE TABLE pulse (
  team_no integer NOT NULL,
  quarter text NOT NULL CHECK (quarter ~ '^[0-9]{4}-Q[1-4]$'),${RAW},
  score smallint CHECK (score BETWEEN 0 AND 10),
  stored_seq bigint NOT NULL,
  PRIMARY KEY (team_no, quarter, device_no, id),
  CONSTRAINT tombstone_is_empty CHECK (deleted = 0 OR score IS NULL)
)`,
  'CREATE SEQUENCE stored_seq',
  // Rows that change all day: with space left on their page a change touches no index.
  `CREATE TABLE agent_day (
  team_no integer NOT NULL,
  work_day integer NOT NULL,
  agent_no integer NOT NULL,${COUNTS},
  smiley text CHECK (smiley IN ('happy', 'neutral', 'sad')),
  PRIMARY KEY (team_no, work_day, agent_no)
) WITH (fillfactor = 70)`,
  `CREATE TABLE team_day (
  team_no integer NOT NULL,
  work_day integer NOT NULL,${COUNTS},
  agents integer NOT NULL CHECK (agents >= 0),
  happy integer NOT NULL CHECK (happy >= 0),
  neutral integer NOT NULL CHECK (neutral >= 0),
  sad integer NOT NULL CHECK (sad >= 0),
  PRIMARY KEY (team_no, work_day)
) WITH (fillfactor = 50)`,
  'CREATE TABLE erasure (device_id uuid PRIMARY KEY, erased_at bigint NOT NULL)',
]

/** What is published of teams (docs/decisions/0016-publishing.md), what they share, and what customers said. */
const VERSION_2: readonly string[] = [
  'ALTER TABLE team ADD COLUMN closed_to integer',
  'ALTER TABLE team ADD COLUMN not_before integer',
  `CREATE TABLE published_block (
  team_no integer NOT NULL,
  first_day integer NOT NULL,
  level text NOT NULL CHECK (level IN ('day', 'week', 'month', 'quarter')),
  kind text NOT NULL CHECK (kind IN ('interaction', 'solved', 'smiley')),
  last_day integer NOT NULL,
  threshold integer NOT NULL,
  counts text NOT NULL,
  alike text NOT NULL,
  PRIMARY KEY (team_no, first_day, level, kind)
)`,
  `CREATE TABLE published_part (
  team_no integer NOT NULL,
  first_day integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('interaction', 'solved')),
  parts text NOT NULL,
  PRIMARY KEY (team_no, first_day, kind)
)`,
  `CREATE TABLE team_work_day (
  team_no integer NOT NULL,
  work_day integer NOT NULL,
  PRIMARY KEY (team_no, work_day)
)`,
  `CREATE TABLE published_window (
  team_no integer NOT NULL,
  window_kind text NOT NULL CHECK (window_kind IN ('week', 'month', 'quarter')),
  first_day integer NOT NULL,
  answer text NOT NULL,
  PRIMARY KEY (team_no, window_kind, first_day)
)`,
  `CREATE TABLE counted (
  team_no integer NOT NULL,
  first_day integer NOT NULL,
  level text NOT NULL,
  kind text NOT NULL,
  agent_no integer NOT NULL,
  work_day integer NOT NULL,
  parts text NOT NULL,
  PRIMARY KEY (team_no, first_day, level, kind, agent_no, work_day)
)`,
  `CREATE TABLE published_pulse (
  team_no integer NOT NULL,
  quarter text NOT NULL,
  threshold integer NOT NULL,
  counts text,
  alike integer,
  PRIMARY KEY (team_no, quarter)
)`,
  `CREATE TABLE published_customers (
  team_no integer NOT NULL,
  first_day integer NOT NULL,
  level text NOT NULL CHECK (level IN ('month', 'quarter')),
  last_day integer NOT NULL,
  threshold integer NOT NULL,
  scores text,
  figures text,
  PRIMARY KEY (team_no, first_day, level)
)`,
  `CREATE TABLE follow_up (
  team_no integer NOT NULL,
  work_day integer NOT NULL,
  device_no integer NOT NULL,
  id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('done', 'not-needed')),
  done_by text,
  set_on integer NOT NULL,
  PRIMARY KEY (team_no, work_day, device_no, id)
)`,
  `CREATE TABLE spotlight (
  team_no integer PRIMARY KEY,
  work_day integer NOT NULL,
  device_no integer NOT NULL,
  id uuid NOT NULL,
  until_day integer NOT NULL
)`,
  `CREATE TABLE feedback (
  external_id text NOT NULL,
  scale text NOT NULL,
  score integer NOT NULL,
  given_on integer NOT NULL,
  PRIMARY KEY (external_id, scale)
)`,
  `CREATE TABLE feedback_staged (
  external_id text NOT NULL,
  scale text NOT NULL,
  score integer NOT NULL,
  given_on integer,
  line integer NOT NULL,
  PRIMARY KEY (external_id, scale)
)`,
  `CREATE TABLE feedback_token (
  token_hash bytea NOT NULL PRIMARY KEY,
  name text NOT NULL,
  created_at bigint NOT NULL,
  revoked_at bigint
)`,
  // What a team looks at; of few interactions, so that ingest seldom touches it.
  `CREATE INDEX interaction_shared ON interaction (team_no, work_day)
  WHERE follow_up IS NOT NULL OR story IS NOT NULL`,
]

/** The statements of each step. */
export const POSTGRES_DDL: readonly (readonly string[])[] = [VERSION_1, VERSION_2]

/** The schema version that this program reads and writes. */
export const POSTGRES_VERSION = POSTGRES_DDL.length
