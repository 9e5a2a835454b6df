import type Database from 'better-sqlite3';
import type { ReportKind } from '../../../src/report/model.js';
import type { RankedReport, Ranking, RankingSpec } from '../../contract/archive.js';
import { quoteName } from '../tables/indicators.js';
import { textToTime } from '../times.js';
import type { IndicatorCheck } from './query.js';
import type { ScopeCompiler } from './scope.js';

interface TopRow {
  readonly id: number;
  readonly value: number;
}

interface ReportRow {
  readonly region: string;
  readonly agency: string;
  readonly year: number;
  readonly kind: ReportKind;
  readonly withdrawn_at: string | null;
}

interface CountedRow {
  readonly numbers: number;
  readonly nulls: number;
  readonly reports: number;
  readonly tied: number;
}

export function reportRanking(
  db: Database.Database,
  scopes: ScopeCompiler,
  check: IndicatorCheck,
): (spec: RankingSpec) => Ranking {
  const details = db.prepare<[number], ReportRow>(
    `SELECT a.region, a.name AS agency, r.year, r.kind, r.withdrawn_at
     FROM report_row r JOIN agency_row a ON a.id = r.agency_id WHERE r.id = ?`,
  );
  return ({ indicator, ascending, limit, ...scope }) => {
    const indicatorId = check(indicator);
    const { from, where, parameters } = scopes.compile(scope, 'reports');
    const value = `w.${quoteName(indicator)}`;
    const tables = `${from} LEFT JOIN figure_wide_row w ON w.version_id = r.latest_id`;
    const top = db
      .prepare<(string | number)[], TopRow>(
        `SELECT r.id, ${value} AS value FROM ${tables} WHERE ${where} AND ${value} IS NOT NULL
         ORDER BY value ${ascending ? 'ASC' : 'DESC'}, r.agency_id, r.year, r.kind LIMIT ?`,
      )
      .all(...parameters, limit);
    const last = top.at(-1)?.value ?? null;
    const counted = db
      .prepare<(string | number | null)[], CountedRow>(
        `SELECT count(${value}) AS numbers, count(*) FILTER (WHERE ${value} = ?) AS tied, count(*) AS reports,
           count(*) FILTER (WHERE ${value} IS NULL AND EXISTS (SELECT 1 FROM figure_cell_row c
             WHERE c.version_id = r.latest_id AND c.indicator_id = ?)) AS nulls
         FROM ${tables} WHERE ${where}`,
      )
      .get(last, indicatorId, ...parameters) ?? { numbers: 0, nulls: 0, reports: 0, tied: 0 };
    const { tied, numbers, nulls, reports } = counted;
    const rows = top.flatMap(({ id, value }) => {
      const row = details.get(id);
      return row === undefined ? [] : [{ ...row, value }];
    });
    return {
      reports: ranked(rows),
      tiesCut: tied - top.filter((row) => row.value === last).length,
      counted: { numbers, nulls, notInForm: reports - numbers - nulls },
    };
  };
}

/** Equal values share the rank of the first of them. */
function ranked(rows: readonly (ReportRow & Pick<TopRow, 'value'>)[]): readonly RankedReport[] {
  let rank = 0;
  let before: number | null = null;
  return rows.map(({ region, agency, year, kind, value, withdrawn_at }, index) => {
    if (value !== before) rank = index + 1;
    before = value;
    return {
      rank,
      report: { region, agency, year, kind },
      value,
      withdrawnAt: withdrawn_at === null ? null : textToTime(withdrawn_at),
    };
  });
}
