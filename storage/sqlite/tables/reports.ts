import type Database from 'better-sqlite3';
import { defined } from '../../../src/defined.js';
import type { ReportKind } from '../../../src/report/model.js';
import type { AbsenceReason, ReportFilter, ReportSummary } from '../../contract/archive.js';
import { filterConditions } from '../filter.js';
import { textToTime } from '../times.js';
import type { AgencyStore } from './agencies.js';

interface SummaryRow {
  readonly region: string;
  readonly agency: string;
  readonly year: number;
  readonly kind: ReportKind;
  readonly portal: string | null;
  readonly source: string;
  readonly title: string | null;
  readonly edition: string | null;
  readonly published: string | null;
  readonly versions: number;
  readonly first_seen: string;
  readonly last_seen: string;
  readonly errors: number;
  readonly warnings: number;
  readonly withdrawn_at: string | null;
  readonly goneSince: string | null;
  readonly withdrawnReason: AbsenceReason | null;
}

const SELECT = `SELECT a.region, a.name AS agency, r.year, r.kind, po.code AS portal, s.url AS source,
  v.title, v.edition, v.published, r.versions, f.first_seen, v.last_seen, r.withdrawn_at,
  r.gone_since AS goneSince, r.withdrawn_reason AS withdrawnReason,
  (SELECT count(*) FROM finding_row x WHERE x.version_id = v.id AND x.severity = 'error') AS errors,
  (SELECT count(*) FROM finding_row x WHERE x.version_id = v.id AND x.severity = 'warning') AS warnings
FROM report_row r
  JOIN agency_row a ON a.id = r.agency_id
  JOIN version_row v ON v.report_id = r.id AND v.number = r.versions
  JOIN version_row f ON f.report_id = r.id AND f.number = 1
  JOIN source_row s ON s.id = v.source_id
  LEFT JOIN portal_row po ON po.id = s.portal_id`;

export interface ReportReader {
  /** Ordered by region, agency, year, kind. */
  list(filter: ReportFilter): readonly ReportSummary[];
  /** Ordered by agency, year, kind, region. */
  find(agency: string, year?: number, kind?: ReportKind): readonly ReportSummary[];
}

export function reportReader(db: Database.Database, agencies: AgencyStore): ReportReader {
  const query = (where: string, order: string, parameters: readonly (string | number)[]) =>
    db
      .prepare<(string | number)[], SummaryRow>(`${SELECT} WHERE ${where} ORDER BY ${order}`)
      .all(...parameters)
      .map(toSummary);

  return {
    list(filter) {
      const { where, parameters } = filterConditions(filter);
      return query(where, 'a.region, a.name, r.year, r.kind', parameters);
    },
    find(agency, year, kind) {
      const { where, parameters } = filterConditions(defined({ year, kind }));
      return query(
        `${where} AND a.id IN (SELECT value FROM json_each(?))`,
        'a.name, r.year, r.kind, a.region',
        [...parameters, JSON.stringify(agencies.matching(agency))],
      );
    },
  };
}

function toSummary(row: SummaryRow): ReportSummary {
  const { region, agency, year, kind, first_seen, last_seen, withdrawn_at, ...rest } = row;
  return {
    report: { region, agency, year, kind },
    ...rest,
    firstSeen: textToTime(first_seen),
    lastSeen: textToTime(last_seen),
    withdrawnAt: withdrawn_at === null ? null : textToTime(withdrawn_at),
  };
}
