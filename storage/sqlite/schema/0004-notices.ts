/**
 * The queue of notices, which runs have been notified, and an identifier of the archive.
 *
 * Runs that ended before notices existed count as notified: nobody wants to hear of them now.
 */
export const SCHEMA_NOTICES = `
CREATE TABLE identity_row (
  one        INTEGER PRIMARY KEY CHECK (one = 1),
  uuid       TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
INSERT INTO identity_row (one, uuid, created_at)
  SELECT 1, lower(hex(randomblob(16))), min(applied_at) FROM migration_row;

-- when the notices that the run called for were queued, even if there were none
ALTER TABLE run_row ADD COLUMN noticed_at TEXT;
UPDATE run_row SET noticed_at = coalesce(ended_at, started_at)
  WHERE id < (SELECT max(id) FROM run_row) OR (outcome IS NOT NULL AND outcome <> 'interrupted');

-- key: what the notice is about and for whom; it is queued once. token: goes out with every try of the notice.
-- since: from when its giving up is reckoned. leased_until: while a process is sending it.
-- failures: tries in a row that failed; refusals: those of them that the receiver meant.
-- served: recipients who have it already (mail).
CREATE TABLE notice_row (
  id           INTEGER PRIMARY KEY,
  key          TEXT NOT NULL UNIQUE,
  token        TEXT NOT NULL UNIQUE,
  channel      TEXT NOT NULL,
  run_id       INTEGER REFERENCES run_row (id),
  created_at   TEXT NOT NULL,
  digest       TEXT NOT NULL CHECK (json_valid(digest)),
  tries        INTEGER NOT NULL DEFAULT 0,
  failures     INTEGER NOT NULL DEFAULT 0,
  refusals     INTEGER NOT NULL DEFAULT 0,
  since        TEXT NOT NULL,
  next_at      TEXT NOT NULL,
  leased_until TEXT,
  attempted_at TEXT,
  served       TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(served)),
  delivered_at TEXT,
  given_up_at  TEXT,
  answer       TEXT
) STRICT;
CREATE INDEX notice_waiting ON notice_row (next_at) WHERE delivered_at IS NULL AND given_up_at IS NULL;
CREATE INDEX notice_by_attempt ON notice_row (channel, attempted_at);

-- what a channel has been told that belongs to no run, e.g. that a portal has been silent since a day
CREATE TABLE notice_topic_row (
  channel   TEXT NOT NULL,
  topic     TEXT NOT NULL,
  notice_id INTEGER NOT NULL REFERENCES notice_row (id),
  PRIMARY KEY (channel, topic)
) STRICT, WITHOUT ROWID;
`;
