/** The reports of an export's moment, to judge them among one another. */
import type Database from 'better-sqlite3';
import type { CrossResult, ReportFilter, ReportKey, StoredVersion } from '../../contract/archive.js';
import { findingFingerprint } from '../../fingerprint.js';
import { filterConditions } from '../filter.js';
import type { VersionId } from '../ids.js';
import { keyParameters, versionReader } from '../tables/versions.js';

export interface ThenReader {
  version(report: ReportKey): StoredVersion | null;
}

const FIND = `SELECT c.version_id FROM temp.chosen c JOIN agency_row a ON a.id = c.agency_id
WHERE a.region = ? AND a.name = ? AND c.year = ? AND c.kind = ?`;

export function thenReader(db: Database.Database): ThenReader {
  const find = db.prepare<[string, string, number, string], VersionId>(FIND).pluck();
  const reader = versionReader(db);
  return {
    version(report) {
      const id = find.get(...keyParameters(report));
      const version = id === undefined ? null : reader.byId(id);
      // under the name that it had then
      return version === null ? null : { ...version, report };
    },
  };
}

/** The chosen reports that a filter asks for, in the order of the export. */
export function chosenReports(db: Database.Database, filter: ReportFilter): readonly ReportKey[] {
  const { where, parameters } = filterConditions(filter, 'c');
  return db
    .prepare<(string | number)[], ReportKey>(
      `SELECT a.region, a.name AS agency, c.year, c.kind FROM temp.chosen c
         JOIN agency_row a ON a.id = c.agency_id
         JOIN version_row v ON v.id = c.version_id
         JOIN source_row s ON s.id = v.source_id
         LEFT JOIN portal_row po ON po.id = s.portal_id
       WHERE ${where} ORDER BY c.seq`,
    )
    .all(...parameters);
}

/** Behind the findings that every version has of its own. */
const FIRST_POSITION = 1_000_000;

export function writeJudged(db: Database.Database, results: readonly CrossResult[]): void {
  const find = db.prepare<[string, string, number, string], VersionId>(FIND).pluck();
  const insert = db.prepare<[VersionId, number, string, string, string, string, string]>(
    `INSERT INTO temp.judged (version_id, position, rule, severity, message, indicators, fingerprint)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const { report, findings } of results) {
    const versionId = find.get(...keyParameters(report));
    if (versionId === undefined) continue;
    for (const [index, finding] of findings.entries()) {
      const { rule, severity, message, indicators } = finding;
      const fingerprint = findingFingerprint(report, finding, new Map(), 'archive');
      insert.run(
        versionId,
        FIRST_POSITION + index,
        rule,
        severity,
        message,
        JSON.stringify(indicators),
        fingerprint,
      );
    }
  }
}
