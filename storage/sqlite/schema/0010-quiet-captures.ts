import type Database from 'better-sqlite3';
import { fromJson } from '../json.js';
import { headerNames, repeatedHeaders } from '../tables/quiet-captures.js';

/** What a capture only repeats is stored once, and its time as a number. */
export const SCHEMA_QUIET_CAPTURES = `
-- they name what changes here, and are made anew with the first use
DROP VIEW IF EXISTS source;
DROP VIEW IF EXISTS capture;

-- Names of headers that came together, in their order.
CREATE TABLE header_names_row (
  id    INTEGER PRIMARY KEY,
  names TEXT NOT NULL UNIQUE CHECK (json_valid(names))
) STRICT;

-- Which sources a report has captures of: an index of captures by their report would cost more than most captures.
CREATE TABLE report_source_row (
  report_id INTEGER NOT NULL REFERENCES report_row (id),
  source_id INTEGER NOT NULL REFERENCES source_row (id),
  PRIMARY KEY (report_id, source_id)
) STRICT, WITHOUT ROWID;

-- at: milliseconds since 1970, UTC. A capture whose headers all stood in an earlier one of its source (like_id) has none of
-- its own: names_id says which came again, date_lag by how many seconds the header Date was after the second of the
-- capture, and final_url is null where it is the source's address.
CREATE TABLE capture_anew (
  id           INTEGER PRIMARY KEY,
  source_id    INTEGER NOT NULL REFERENCES source_row (id),
  report_id    INTEGER REFERENCES report_row (id),
  run_id       INTEGER REFERENCES run_row (id),
  payload_id   INTEGER REFERENCES payload_row (id),
  at           INTEGER NOT NULL,
  outcome      TEXT NOT NULL
    CHECK (outcome IN ('new', 'unchanged', 'not_modified', 'missing', 'blocked', 'failed')),
  method       TEXT NOT NULL,
  status       INTEGER,
  headers      TEXT CHECK (headers IS NULL OR json_valid(headers)),
  final_url    TEXT,
  bytes        INTEGER NOT NULL,
  milliseconds REAL NOT NULL,
  reason       TEXT,
  marks        TEXT CHECK (marks IS NULL OR json_valid(marks)),
  like_id      INTEGER REFERENCES capture_anew (id),
  names_id     INTEGER REFERENCES header_names_row (id),
  date_lag     INTEGER,
  CHECK ((headers IS NULL) = (like_id IS NOT NULL) AND (like_id IS NULL) = (names_id IS NULL))
) STRICT;
`;

const REPLACE = `
DROP TABLE capture_row;
ALTER TABLE capture_anew RENAME TO capture_row;
CREATE INDEX capture_by_source ON capture_row (source_id);
CREATE INDEX capture_by_run ON capture_row (run_id) WHERE run_id IS NOT NULL;
CREATE INDEX capture_by_payload ON capture_row (payload_id) WHERE payload_id IS NOT NULL;
INSERT INTO report_source_row (report_id, source_id)
  SELECT DISTINCT report_id, source_id FROM capture_row WHERE report_id IS NOT NULL;
`;

/** Captures that are read at a time. */
const BATCH = 1000;

interface OldCapture {
  readonly id: number;
  readonly source: number;
  readonly url: string;
  readonly at: string;
  readonly headers: string;
  readonly finalUrl: string | null;
}

/** Stores the captures that the archive has already as those to come will be. */
export function shortenCaptures(db: Database.Database): void {
  const batch = db.prepare<[number], OldCapture>(
    `SELECT c.id, c.source_id AS source, s.url, c.at, c.headers, c.final_url AS finalUrl
     FROM capture_row c JOIN source_row s ON s.id = c.source_id WHERE c.id > ? ORDER BY c.id LIMIT ${BATCH}`,
  );
  const namesId = headerNames(db);
  const copy = db.prepare<
    [number, string | null, string | null, number | null, number | null, number | null, number]
  >(
    `INSERT INTO capture_anew SELECT id, source_id, report_id, run_id, payload_id, ?, outcome, method, status, ?, ?, bytes,
       milliseconds, reason, marks, ?, ?, ? FROM capture_row WHERE id = ?`,
  );
  /** By source, the latest capture that has headers of its own. */
  const whole = new Map<
    number,
    { readonly id: number; readonly headers: Readonly<Record<string, string>> }
  >();
  for (let rows = batch.all(0); rows.length > 0; rows = batch.all(rows.at(-1)?.id ?? 0)) {
    for (const { id, source, url, at: text, headers, finalUrl } of rows) {
      const at = new Date(text);
      const before = whole.get(source);
      const given = fromJson.headers(headers);
      const short =
        before === undefined || finalUrl === null ? null : repeatedHeaders(given, before.headers, at);
      if (short !== null && before !== undefined) {
        const address = finalUrl === url ? null : finalUrl;
        copy.run(at.getTime(), null, address, before.id, namesId(short.names), short.dateLag, id);
        continue;
      }
      copy.run(at.getTime(), headers, finalUrl, null, null, null, id);
      if (Object.keys(given).length > 0) whole.set(source, { id, headers: given });
    }
  }
  db.exec(REPLACE);
}
