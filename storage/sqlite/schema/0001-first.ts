/**
 * The first schema. Physical tables end in `_row`, so that the plain names are free for the views that people
 * read (views.ts, docs/archive.md). Once released this text never changes: later shapes are later migrations.
 *
 * Append-only: payloads, captures, versions, changes. A rebuild replaces only what hangs on a version.
 */
export const SCHEMA_1 = `
CREATE TABLE migration_row (
  number     INTEGER PRIMARY KEY,
  name       TEXT NOT NULL,
  applied_at TEXT NOT NULL
) STRICT;

CREATE TABLE portal_row (
  id       INTEGER PRIMARY KEY,
  code     TEXT NOT NULL UNIQUE,
  name     TEXT NOT NULL,
  region   TEXT NOT NULL,
  base_url TEXT NOT NULL
) STRICT;

CREATE TABLE agency_row (
  id     INTEGER PRIMARY KEY,
  region TEXT NOT NULL,
  name   TEXT NOT NULL CHECK (name <> ''),
  UNIQUE (region, name)
) STRICT;
CREATE INDEX agency_by_name ON agency_row (name);

CREATE TABLE agency_alias_row (
  agency_id INTEGER NOT NULL REFERENCES agency_row (id),
  alias     TEXT NOT NULL CHECK (alias <> ''),
  PRIMARY KEY (agency_id, alias)
) STRICT, WITHOUT ROWID;
CREATE INDEX agency_alias_by_alias ON agency_alias_row (alias);

-- versions is also the number of the latest version: versions are numbered from 1 without gaps.
CREATE TABLE report_row (
  id        INTEGER PRIMARY KEY,
  agency_id INTEGER NOT NULL REFERENCES agency_row (id),
  year      INTEGER NOT NULL,
  kind      TEXT NOT NULL CHECK (kind IN ('own', 'aggregate')),
  versions  INTEGER NOT NULL CHECK (versions >= 1),
  UNIQUE (agency_id, year, kind)
) STRICT;
CREATE INDEX report_by_year ON report_row (year);

CREATE TABLE payload_row (
  id          INTEGER PRIMARY KEY,
  sha256      TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  media_type  TEXT,
  size        INTEGER NOT NULL CHECK (size >= 0),
  encoding    TEXT NOT NULL CHECK (encoding IN ('identity', 'br')),
  stored_size INTEGER NOT NULL CHECK (stored_size >= 0)
) STRICT;
CREATE INDEX payload_by_size ON payload_row (size, stored_size);

-- The bytes stand apart so that going through the payloads does not read them.
CREATE TABLE payload_blob_row (
  payload_id INTEGER PRIMARY KEY REFERENCES payload_row (id),
  stored     BLOB NOT NULL
) STRICT;

CREATE TABLE run_row (
  id         INTEGER PRIMARY KEY,
  started_at TEXT NOT NULL,
  ended_at   TEXT,
  outcome    TEXT CHECK (outcome IN ('done', 'partial', 'failed', 'interrupted'))
) STRICT;

CREATE TABLE run_portal_row (
  id        INTEGER PRIMARY KEY,
  run_id    INTEGER NOT NULL REFERENCES run_row (id),
  portal_id INTEGER NOT NULL REFERENCES portal_row (id),
  outcome   TEXT NOT NULL CHECK (outcome IN ('done', 'partial', 'failed', 'interrupted')),
  listed    INTEGER NOT NULL,
  captures  TEXT NOT NULL CHECK (json_valid(captures)),
  changes   TEXT NOT NULL CHECK (json_valid(changes)),
  versions  INTEGER NOT NULL,
  payloads  INTEGER NOT NULL,
  bytes     INTEGER NOT NULL,
  problems  TEXT NOT NULL CHECK (json_valid(problems)),
  UNIQUE (run_id, portal_id)
) STRICT;

-- known_at: the first capture of any outcome. first_seen and last_seen count only captures that found it.
-- payload_id: of the last capture that had one. version_id: the version whose content that payload holds.
CREATE TABLE source_row (
  id               INTEGER PRIMARY KEY,
  url              TEXT NOT NULL UNIQUE,
  kind             TEXT NOT NULL CHECK (kind IN ('page', 'attachment', 'file')),
  portal_id        INTEGER REFERENCES portal_row (id),
  report_id        INTEGER REFERENCES report_row (id),
  payload_id       INTEGER REFERENCES payload_row (id),
  version_id       INTEGER REFERENCES version_row (id),
  listed_title     TEXT,
  listed_agency    TEXT,
  listed_year      INTEGER,
  listed_published TEXT,
  listed_kind      TEXT CHECK (listed_kind IN ('own', 'aggregate')),
  etag             TEXT,
  last_modified    TEXT,
  known_at         TEXT NOT NULL,
  first_seen       TEXT,
  last_seen        TEXT
) STRICT;
CREATE INDEX source_by_report ON source_row (report_id);

CREATE TABLE version_row (
  id             INTEGER PRIMARY KEY,
  report_id      INTEGER NOT NULL REFERENCES report_row (id),
  number         INTEGER NOT NULL CHECK (number >= 1),
  source_id      INTEGER NOT NULL REFERENCES source_row (id),
  payload_id     INTEGER NOT NULL REFERENCES payload_row (id),
  title          TEXT,
  edition        TEXT,
  published      TEXT,
  content_sha256 TEXT NOT NULL,
  figures_sha256 TEXT NOT NULL,
  revision       TEXT NOT NULL,
  first_seen     TEXT NOT NULL,
  last_seen      TEXT NOT NULL,
  UNIQUE (report_id, number)
) STRICT;

-- report_id: the report the source stood for at that moment.
CREATE TABLE capture_row (
  id           INTEGER PRIMARY KEY,
  source_id    INTEGER NOT NULL REFERENCES source_row (id),
  report_id    INTEGER REFERENCES report_row (id),
  run_id       INTEGER REFERENCES run_row (id),
  payload_id   INTEGER REFERENCES payload_row (id),
  at           TEXT NOT NULL,
  outcome      TEXT NOT NULL
    CHECK (outcome IN ('new', 'unchanged', 'not_modified', 'missing', 'blocked', 'failed')),
  method       TEXT NOT NULL,
  status       INTEGER,
  headers      TEXT NOT NULL CHECK (json_valid(headers)),
  final_url    TEXT,
  bytes        INTEGER NOT NULL,
  milliseconds REAL NOT NULL,
  reason       TEXT
) STRICT;
CREATE INDEX capture_by_source ON capture_row (source_id);
CREATE INDEX capture_by_report ON capture_row (report_id);

CREATE TABLE section_row (
  id         INTEGER PRIMARY KEY,
  version_id INTEGER NOT NULL REFERENCES version_row (id),
  position   INTEGER NOT NULL,
  number     INTEGER NOT NULL CHECK (number BETWEEN 1 AND 6),
  heading    TEXT NOT NULL,
  text       TEXT NOT NULL,
  UNIQUE (version_id, position)
) STRICT;

CREATE TABLE indicator_row (
  id        INTEGER PRIMARY KEY,
  indicator TEXT NOT NULL UNIQUE,
  label_zh  TEXT NOT NULL,
  label_en  TEXT NOT NULL,
  unit      TEXT NOT NULL,
  editions  TEXT NOT NULL CHECK (json_valid(editions)),
  position  INTEGER NOT NULL
) STRICT;

-- A figure is a number, or null with its reason: never both, never neither.
-- raw_is_value = 1: the source's text is the whole number itself and is not stored a second time.
CREATE TABLE figure_cell_row (
  version_id   INTEGER NOT NULL REFERENCES version_row (id),
  indicator_id INTEGER NOT NULL REFERENCES indicator_row (id),
  position     INTEGER NOT NULL,
  value        REAL,
  reason       TEXT CHECK (reason IN ('blank', 'dash', 'none', 'absent', 'unreadable')),
  raw          TEXT,
  raw_is_value INTEGER NOT NULL CHECK (raw_is_value IN (0, 1)),
  table_no     INTEGER,
  row_no       INTEGER,
  column_no    INTEGER,
  PRIMARY KEY (version_id, indicator_id),
  CHECK ((value IS NULL) = (reason IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- One REAL column for every indicator is added by indicators.ts.
CREATE TABLE figure_wide_row (
  version_id INTEGER PRIMARY KEY REFERENCES version_row (id)
) STRICT;

CREATE TABLE claim_row (
  version_id INTEGER NOT NULL REFERENCES version_row (id),
  position   INTEGER NOT NULL,
  indicator  TEXT NOT NULL,
  value      REAL NOT NULL,
  text       TEXT NOT NULL,
  readings   TEXT NOT NULL CHECK (json_valid(readings)),
  PRIMARY KEY (version_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding_row (
  version_id INTEGER NOT NULL REFERENCES version_row (id),
  position   INTEGER NOT NULL,
  rule       TEXT NOT NULL,
  severity   TEXT NOT NULL CHECK (severity IN ('error', 'warning', 'info')),
  message    TEXT NOT NULL,
  indicators TEXT NOT NULL CHECK (json_valid(indicators)),
  PRIMARY KEY (version_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE change_row (
  id           INTEGER PRIMARY KEY,
  report_id    INTEGER NOT NULL REFERENCES report_row (id),
  source_id    INTEGER NOT NULL REFERENCES source_row (id),
  run_id       INTEGER REFERENCES run_row (id),
  at           TEXT NOT NULL,
  kind         TEXT NOT NULL CHECK (kind IN
    ('first_seen', 'figures_revised', 'text_revised', 'cosmetic', 'moved', 'withdrawn', 'restored')),
  from_version INTEGER,
  to_version   INTEGER,
  moved_from   TEXT,
  FOREIGN KEY (report_id, from_version) REFERENCES version_row (report_id, number),
  FOREIGN KEY (report_id, to_version) REFERENCES version_row (report_id, number)
) STRICT;
CREATE INDEX change_by_report ON change_row (report_id);
CREATE INDEX change_by_run ON change_row (run_id);
CREATE INDEX change_by_kind ON change_row (kind);

CREATE TABLE change_cell_row (
  change_id     INTEGER NOT NULL REFERENCES change_row (id),
  position      INTEGER NOT NULL,
  indicator     TEXT NOT NULL,
  before_value  REAL,
  before_reason TEXT,
  before_raw    TEXT,
  after_value   REAL,
  after_reason  TEXT,
  after_raw     TEXT,
  PRIMARY KEY (change_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE change_section_row (
  id          INTEGER PRIMARY KEY,
  change_id   INTEGER NOT NULL REFERENCES change_row (id),
  position    INTEGER NOT NULL,
  section     INTEGER NOT NULL,
  before_text TEXT,
  after_text  TEXT,
  UNIQUE (change_id, position)
) STRICT;
`;
