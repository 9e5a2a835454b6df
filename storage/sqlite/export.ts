import type Database from 'better-sqlite3';
import type { StoredVersion } from '../contract.js';
import { versionReader } from './versions.js';

/**
 * The latest versions of a year's reports by region, agency and kind, as they stood when the first was asked
 * for: the connection is a read-only one of its own, whose read transaction keeps the archive of that moment
 * in sight while others write. It is closed when the caller has had enough.
 */
export function* exportVersions(snapshot: Database.Database, year: number): Generator<StoredVersion> {
  try {
    snapshot.exec('BEGIN');
    const ids = snapshot
      .prepare<[number], number>(
        `SELECT v.id FROM report_row r
           JOIN agency_row a ON a.id = r.agency_id
           JOIN version_row v ON v.report_id = r.id AND v.number = r.versions
         WHERE r.year = ? ORDER BY a.region, a.name, r.year, r.kind`,
      )
      .pluck()
      .all(year);
    const reader = versionReader(snapshot);
    for (const id of ids) {
      const version = reader.byId(id);
      if (version !== null) yield version;
    }
  } finally {
    snapshot.close();
  }
}
