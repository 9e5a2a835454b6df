import type Database from 'better-sqlite3';
import type { ReportKey } from '../contract/archive.js';
import type { AgencyId, ReportId, VersionId } from './ids.js';
import type { SearchIndex } from './search-index.js';
import type { FindingWriter } from './tables/findings.js';

interface NameRow {
  readonly agencyId: AgencyId;
  readonly region: string;
  readonly agency: string;
  readonly year: number;
  readonly kind: ReportKey['kind'];
}

export interface Renaming {
  /**
   * Inside a transaction: gives the report another name; everything that it has goes on under the new one. The
   * former name is kept until that time.
   */
  rename(reportId: ReportId, to: Pick<ReportKey, 'year' | 'kind'> & { agencyId: AgencyId }, at: string): void;
}

export function renaming(
  db: Database.Database,
  { search, findings }: { readonly search: SearchIndex; readonly findings: FindingWriter },
): Renaming {
  const nameOf = db.prepare<[ReportId], NameRow & { readonly latestId: VersionId }>(
    `SELECT r.agency_id AS agencyId, a.region, a.name AS agency, r.year, r.kind, r.latest_id AS latestId
     FROM report_row r JOIN agency_row a ON a.id = r.agency_id WHERE r.id = ?`,
  );
  const keep = db.prepare<[ReportId, string, AgencyId, number, string]>(
    `INSERT INTO former_name_row (report_id, until, agency_id, year, kind) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
  );
  const update = db.prepare<[AgencyId, number, string, ReportId]>(
    'UPDATE report_row SET agency_id = ?, year = ?, kind = ? WHERE id = ?',
  );
  const versions = db
    .prepare<[ReportId], VersionId>('SELECT id FROM version_row WHERE report_id = ? ORDER BY number')
    .pluck();
  // what was compared with the report under its former name: the next year's, and aggregates of its region
  const markNeighbours = db.prepare<NameRow>(
    `INSERT INTO due_row (report_id)
       SELECT n.id FROM report_row n WHERE n.agency_id = @agencyId AND n.kind = @kind AND n.year = @year + 1
       UNION SELECT g.id FROM report_row g JOIN agency_row b ON b.id = g.agency_id
         WHERE @kind = 'own' AND @region <> '' AND b.region = @region AND g.year = @year AND g.kind = 'aggregate'
     ON CONFLICT DO NOTHING`,
  );
  return {
    rename(reportId, { agencyId, year, kind }, at) {
      const former = nameOf.get(reportId);
      if (former === undefined) throw new Error('a report has lost its name');
      const { latestId, ...name } = former;
      keep.run(reportId, at, name.agencyId, name.year, name.kind);
      search.remove(latestId);
      update.run(agencyId, year, kind, reportId);
      search.add(latestId);
      for (const versionId of versions.all(reportId)) findings.rename(versionId, at);
      markNeighbours.run(name);
    },
  };
}
