/**
 * The second schema: reports that disappear, files attached to pages, how a capture was made, and the plan of a
 * run, so that a killed one can go on.
 */
export const SCHEMA_2 = `
-- null while the report is published; else when its withdrawal was recorded
ALTER TABLE report_row ADD COLUMN withdrawn_at TEXT;

-- page_id: the page that carries an attachment.
-- gone_nights: separate nights on which the source was clearly gone, since it was last found; gone_night: the last.
ALTER TABLE source_row ADD COLUMN page_id INTEGER REFERENCES source_row (id);
ALTER TABLE source_row ADD COLUMN gone_nights INTEGER NOT NULL DEFAULT 0 CHECK (gone_nights >= 0);
ALTER TABLE source_row ADD COLUMN gone_night TEXT;
CREATE INDEX source_by_portal ON source_row (portal_id);

-- how the exchange differed from a plain verified one: rendered, tls-unverified, tls-legacy; null for none
ALTER TABLE capture_row ADD COLUMN marks TEXT CHECK (marks IS NULL OR json_valid(marks));
CREATE INDEX capture_by_run ON capture_row (run_id) WHERE run_id IS NOT NULL;
CREATE INDEX capture_by_payload ON capture_row (payload_id) WHERE payload_id IS NOT NULL;

-- what the run set out to do
ALTER TABLE run_row ADD COLUMN scope TEXT CHECK (scope IS NULL OR json_valid(scope));

-- A portal's lists as the run read them, and the links it has to visit; gone once the portal is done.
CREATE TABLE plan_row (
  run_id    INTEGER NOT NULL REFERENCES run_row (id),
  portal_id INTEGER NOT NULL REFERENCES portal_row (id),
  listed    INTEGER NOT NULL,
  complete  INTEGER NOT NULL CHECK (complete IN (0, 1)),
  problems  TEXT NOT NULL CHECK (json_valid(problems)),
  PRIMARY KEY (run_id, portal_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE frontier_row (
  run_id    INTEGER NOT NULL,
  portal_id INTEGER NOT NULL,
  position  INTEGER NOT NULL,
  url       TEXT NOT NULL,
  link      TEXT NOT NULL CHECK (json_valid(link)),
  visited   INTEGER NOT NULL DEFAULT 0 CHECK (visited IN (0, 1)),
  PRIMARY KEY (run_id, portal_id, position),
  FOREIGN KEY (run_id, portal_id) REFERENCES plan_row (run_id, portal_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX frontier_by_url ON frontier_row (run_id, url);
`;
