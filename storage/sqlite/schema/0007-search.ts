import type Database from 'better-sqlite3';
import { indexSections } from '../search-index.js';

/**
 * What questions need: a full-text index of the latest versions, and indexes that spare scanning all reports.
 *
 * section_search holds tokens only (src/text/search-text.ts says which), by the place that search-index.ts gives a
 * section; the text itself stays in section_row. The ascii tokenizer takes every other character as part of a token,
 * whatever SQLite's tables know of Unicode.
 */
export const SCHEMA_SEARCH = `
ALTER TABLE report_row ADD COLUMN latest_id INTEGER REFERENCES version_row (id);
UPDATE report_row SET latest_id =
  (SELECT v.id FROM version_row v WHERE v.report_id = report_row.id AND v.number = report_row.versions);
CREATE TRIGGER version_is_latest AFTER INSERT ON version_row BEGIN
  UPDATE report_row SET latest_id = new.id WHERE id = new.report_id;
END;

DROP INDEX report_by_year;
CREATE INDEX report_by_year ON report_row (year, kind, latest_id, agency_id);
CREATE INDEX version_by_source ON version_row (source_id);
CREATE INDEX finding_by_rule ON finding_row (rule, version_id);
CREATE INDEX change_by_time ON change_row (at, kind, report_id);

CREATE VIRTUAL TABLE section_search USING fts5 (tokens, content = '', contentless_delete = 1, tokenize = 'ascii');
`;

/** Indexes the sections that the archive has already. */
export function applySearch(db: Database.Database): void {
  indexSections(db);
}
