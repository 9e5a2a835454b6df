import type Database from 'better-sqlite3';
import type { ReportKey } from '../../contract/archive.js';
import type { ReportId, VersionId } from '../ids.js';
import { keyParameters } from './versions.js';

/** Finds reports by name, and the names that they had. */
export interface NameReader {
  latest(report: ReportKey): { readonly reportId: ReportId; readonly versionId: VersionId } | null;
  /** The latest first. */
  former(report: ReportKey): readonly ReportKey[];
}

export function nameReader(db: Database.Database): NameReader {
  const latest = db.prepare<
    [string, string, number, string],
    { readonly reportId: ReportId; readonly versionId: VersionId }
  >(
    `SELECT r.id AS reportId, r.latest_id AS versionId FROM report_row r JOIN agency_row a ON a.id = r.agency_id
     WHERE a.region = ? AND a.name = ? AND r.year = ? AND r.kind = ?`,
  );
  const former = db.prepare<[ReportId], ReportKey>(
    `SELECT a.region, a.name AS agency, f.year, f.kind FROM former_name_row f
       JOIN agency_row a ON a.id = f.agency_id
     WHERE f.report_id = ? ORDER BY f.until DESC`,
  );
  return {
    latest: (report) => latest.get(...keyParameters(report)) ?? null,
    former: (report) => {
      const row = latest.get(...keyParameters(report));
      return row === undefined ? [] : former.all(row.reportId);
    },
  };
}
