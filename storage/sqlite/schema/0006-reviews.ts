import type Database from 'better-sqlite3';
import type { ReportKind } from '../../../src/report/model.js';
import { findingFingerprint } from '../../fingerprint.js';
import type { VersionId } from '../ids.js';
import { fromJson } from '../json.js';
import { termReader } from '../tables/findings.js';

/** Gives findings a name, reviews and a scope (if they follow from several reports); commits mark what to check again. */
export const SCHEMA_REVIEWS = `
-- scope: 'report' follows from the version's payload; 'archive' from the report among others.
-- against_id: the version of the year before that it was compared with.
ALTER TABLE finding_row ADD COLUMN fingerprint TEXT NOT NULL DEFAULT '';
ALTER TABLE finding_row ADD COLUMN scope TEXT NOT NULL DEFAULT 'report' CHECK (scope IN ('report', 'archive'));
ALTER TABLE finding_row ADD COLUMN against_id INTEGER REFERENCES version_row (id);
CREATE INDEX finding_by_fingerprint ON finding_row (fingerprint);

-- Append-only. The last row of a fingerprint is its review; rule and message are what the finding was at that time.
CREATE TABLE review_row (
  id          INTEGER PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  report_id   INTEGER NOT NULL REFERENCES report_row (id),
  rule        TEXT NOT NULL,
  message     TEXT NOT NULL,
  state       TEXT NOT NULL CHECK (state IN ('open', 'confirmed', 'dismissed')),
  note        TEXT NOT NULL,
  reviewer    TEXT,
  at          TEXT NOT NULL
) STRICT;
CREATE INDEX review_by_fingerprint ON review_row (fingerprint, id);
CREATE INDEX review_by_report ON review_row (report_id);

-- Reports whose figures were written since findings among several reports were last judged. A later write takes the
-- place of an earlier one under a new number, so that what was judged before it does not count for it.
CREATE TABLE due_row (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  report_id INTEGER NOT NULL UNIQUE REFERENCES report_row (id)
) STRICT;
CREATE TRIGGER version_is_new AFTER INSERT ON version_row BEGIN
  DELETE FROM due_row WHERE report_id = NEW.report_id;
  INSERT INTO due_row (report_id) VALUES (NEW.report_id);
END;
CREATE TRIGGER version_is_derived_anew AFTER UPDATE OF figures_sha256 ON version_row BEGIN
  DELETE FROM due_row WHERE report_id = NEW.report_id;
  INSERT INTO due_row (report_id) VALUES (NEW.report_id);
END;
INSERT INTO due_row (report_id) SELECT id FROM report_row ORDER BY id;
`;

interface OldFinding {
  readonly version_id: VersionId;
  readonly position: number;
  readonly region: string;
  readonly agency: string;
  readonly year: number;
  readonly kind: ReportKind;
  readonly rule: string;
  readonly message: string;
  readonly indicators: string;
}

/** Names the findings that were stored before findings had names. */
export function nameFindings(db: Database.Database): void {
  const unnamed = db
    .prepare<[], OldFinding>(
      `SELECT f.version_id, f.position, a.region, a.name AS agency, r.year, r.kind, f.rule, f.message, f.indicators
       FROM finding_row f
         JOIN version_row v ON v.id = f.version_id
         JOIN report_row r ON r.id = v.report_id
         JOIN agency_row a ON a.id = r.agency_id
       WHERE f.fingerprint = ''`,
    )
    .all();
  const termsOf = termReader(db);
  const name = db.prepare<[string, number, number]>(
    'UPDATE finding_row SET fingerprint = ? WHERE version_id = ? AND position = ?',
  );
  for (const { version_id, position, rule, message, indicators, ...report } of unnamed) {
    const finding = { rule, message, indicators: fromJson.strings(indicators) };
    const terms = termsOf(version_id, [finding]);
    name.run(findingFingerprint(report, finding, terms), version_id, position);
  }
}
