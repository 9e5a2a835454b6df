import type Database from 'better-sqlite3';
import { simplifiedCharacter } from '../../../src/text/simplify.js';
import { reindexSections } from '../search-index.js';

/**
 * Which source stands for a report, on which nights a source did not show it and why, the names a report had before, and
 * the reason of a move or a withdrawal.
 */
export const SCHEMA_MAIN_SOURCES = `
-- they name what changes here, and are made anew with the first use
DROP VIEW IF EXISTS source;
DROP VIEW IF EXISTS change;
DROP VIEW IF EXISTS change_cell;
DROP VIEW IF EXISTS change_section;

-- holds_report: 0 for a page that only leads to the file in which its report is.
ALTER TABLE source_row ADD COLUMN holds_report INTEGER NOT NULL DEFAULT 1 CHECK (holds_report IN (0, 1));
UPDATE source_row SET holds_report = 0
  WHERE version_id IS NULL AND EXISTS (SELECT 1 FROM source_row f WHERE f.page_id = source_row.id
    AND f.report_id = source_row.report_id AND f.id <> source_row.id);

-- A night on which a source clearly did not show the report that it had shown; a night counts once. Gone when it shows it again.
CREATE TABLE absence_row (
  source_id INTEGER NOT NULL REFERENCES source_row (id),
  report_id INTEGER NOT NULL REFERENCES report_row (id),
  night     TEXT NOT NULL,
  reason    TEXT NOT NULL CHECK (reason IN ('gone', 'no_report', 'other_report', 'still_listed')),
  PRIMARY KEY (source_id, report_id, night)
) STRICT, WITHOUT ROWID;
CREATE INDEX absence_by_report ON absence_row (report_id);
-- the nights that were counted until now, by the exchanges of those nights (a night ends at noon in Shanghai, 04:00 UTC)
INSERT INTO absence_row (source_id, report_id, night, reason)
  SELECT source_id, report_id, night, 'gone' FROM (
    SELECT s.id AS source_id, s.report_id, n.night, s.gone_nights,
      row_number() OVER (PARTITION BY s.id ORDER BY n.night DESC) AS place
    FROM source_row s JOIN (
      SELECT DISTINCT source_id, date(at, '-4 hours') AS night FROM capture_row
        WHERE outcome IN ('missing', 'failed')
      UNION SELECT id, gone_night FROM source_row WHERE gone_night IS NOT NULL) n ON n.source_id = s.id
    WHERE s.gone_nights > 0 AND s.report_id IS NOT NULL AND n.night <= s.gone_night
      AND n.night >= date(coalesce(s.last_seen, '0000-01-01'), '-4 hours'))
  WHERE place <= gone_nights;
ALTER TABLE source_row DROP COLUMN gone_nights;
ALTER TABLE source_row DROP COLUMN gone_night;

-- main_source_id: the source that stands for the report. withdrawn_reason: as of an absence. gone_since: the first
-- night on which it was missing.
ALTER TABLE report_row ADD COLUMN main_source_id INTEGER REFERENCES source_row (id);
ALTER TABLE report_row ADD COLUMN withdrawn_reason TEXT;
ALTER TABLE report_row ADD COLUMN gone_since TEXT;
UPDATE report_row SET main_source_id = coalesce(
  (SELECT c.source_id FROM change_row c WHERE c.report_id = report_row.id
     AND c.kind IN ('first_seen', 'figures_revised', 'text_revised', 'moved') ORDER BY c.id DESC LIMIT 1),
  (SELECT v.source_id FROM version_row v WHERE v.id = report_row.latest_id));
UPDATE report_row SET withdrawn_reason = 'gone',
  gone_since = (SELECT max(first) FROM (SELECT min(b.night) AS first FROM absence_row b
    WHERE b.report_id = report_row.id GROUP BY b.source_id))
  WHERE withdrawn_at IS NOT NULL;
CREATE INDEX report_by_main_source ON report_row (main_source_id);

-- A name that a report had: until when, and what it was.
CREATE TABLE former_name_row (
  report_id INTEGER NOT NULL REFERENCES report_row (id),
  until     TEXT NOT NULL,
  agency_id INTEGER NOT NULL REFERENCES agency_row (id),
  year      INTEGER NOT NULL,
  kind      TEXT NOT NULL,
  PRIMARY KEY (report_id, until)
) STRICT, WITHOUT ROWID;

-- When findings said that a source of a report disagreed with one of its versions; until is null while they do.
CREATE TABLE disagreement_row (
  id          INTEGER PRIMARY KEY,
  version_id  INTEGER NOT NULL REFERENCES version_row (id),
  severity    TEXT NOT NULL,
  message     TEXT NOT NULL,
  indicators  TEXT NOT NULL CHECK (json_valid(indicators)),
  fingerprint TEXT NOT NULL,
  since       TEXT NOT NULL,
  until       TEXT
) STRICT;
CREATE INDEX disagreement_by_version ON disagreement_row (version_id);
INSERT INTO disagreement_row (version_id, severity, message, indicators, fingerprint, since)
  SELECT f.version_id, f.severity, f.message, f.indicators, f.fingerprint, v.first_seen
  FROM finding_row f JOIN version_row v ON v.id = f.version_id WHERE f.rule = 'report.sources_disagree';

-- former: of a renamed report, the name before, as JSON: region, agency, year, kind.
CREATE TABLE change_anew (
  id           INTEGER PRIMARY KEY,
  report_id    INTEGER NOT NULL REFERENCES report_row (id),
  source_id    INTEGER NOT NULL REFERENCES source_row (id),
  run_id       INTEGER REFERENCES run_row (id),
  at           TEXT NOT NULL,
  kind         TEXT NOT NULL CHECK (kind IN
    ('first_seen', 'figures_revised', 'text_revised', 'cosmetic', 'moved', 'renamed', 'withdrawn', 'restored')),
  from_version INTEGER,
  to_version   INTEGER,
  moved_from   TEXT,
  reason       TEXT,
  former       TEXT CHECK (former IS NULL OR json_valid(former)),
  FOREIGN KEY (report_id, from_version) REFERENCES version_row (report_id, number),
  FOREIGN KEY (report_id, to_version) REFERENCES version_row (report_id, number)
) STRICT;
INSERT INTO change_anew (id, report_id, source_id, run_id, at, kind, from_version, to_version, moved_from)
  SELECT id, report_id, source_id, run_id, at, kind, from_version, to_version, moved_from FROM change_row;
DROP TABLE change_row;
ALTER TABLE change_anew RENAME TO change_row;
CREATE INDEX change_by_report ON change_row (report_id);
CREATE INDEX change_by_run ON change_row (run_id);
CREATE INDEX change_by_kind ON change_row (kind);
CREATE INDEX change_by_time ON change_row (at, kind, report_id);
`;

const HAN = /\p{Script=Han}/gu;

/** Traditional and simplified characters find one another from now on: the index holds the simplified ones. */
export function indexSimplified(db: Database.Database): void {
  reindexSections(db, (text) => (text.match(HAN) ?? []).some((one) => simplifiedCharacter(one) !== one));
}
