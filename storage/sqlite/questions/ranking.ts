import type Database from 'better-sqlite3';
import type { ReportKind } from '../../../src/report/model.js';
import type { RankedReport, Ranking, RankingSpec } from '../../contract.js';
import { quoteName } from '../indicators.js';
import { textToTime } from '../times.js';
import type { IndicatorCheck } from './query.js';
import type { ScopeCompiler } from './scope.js';

interface RankedRow {
  readonly region: string;
  readonly agency: string;
  readonly year: number;
  readonly kind: ReportKind;
  readonly value: number;
  readonly withdrawn_at: string | null;
}

interface CountedRow {
  readonly numbers: number;
  readonly nulls: number;
  readonly notInForm: number;
  readonly tied: number;
}

export function reportRanking(
  db: Database.Database,
  scopes: ScopeCompiler,
  check: IndicatorCheck,
): (spec: RankingSpec) => Ranking {
  return ({ indicator, ascending, limit, ...scope }) => {
    check(indicator);
    const { from, where, parameters } = scopes.compile(scope);
    const value = `w.${quoteName(indicator)}`;
    const tables = `${from} LEFT JOIN figure_wide_row w ON w.version_id = r.latest_id`;
    const rows = db
      .prepare<(string | number)[], RankedRow>(
        `SELECT a.region, a.name AS agency, r.year, r.kind, ${value} AS value, r.withdrawn_at
         FROM ${tables} WHERE ${where} AND ${value} IS NOT NULL
         ORDER BY value ${ascending ? 'ASC' : 'DESC'}, a.region, a.name, r.year, r.kind LIMIT ?`,
      )
      .all(...parameters, limit);
    const last = rows.at(-1)?.value ?? null;
    const counted = db
      .prepare<(string | number | null)[], CountedRow>(
        `SELECT count(${value}) AS numbers, count(*) FILTER (WHERE ${value} = ?) AS tied,
           count(*) FILTER (WHERE ${value} IS NULL AND cell) AS nulls,
           count(*) FILTER (WHERE ${value} IS NULL AND NOT cell) AS notInForm
         FROM (SELECT ${value}, ${value} IS NULL AND EXISTS (
             SELECT 1 FROM figure_cell_row c JOIN indicator_row i ON i.id = c.indicator_id
             WHERE c.version_id = r.latest_id AND i.indicator = ?) AS cell
           FROM ${tables} WHERE ${where}) w`,
      )
      .get(last, indicator, ...parameters) ?? { numbers: 0, nulls: 0, notInForm: 0, tied: 0 };
    const { tied, ...counts } = counted;
    return {
      reports: ranked(rows),
      tiesCut: tied - rows.filter((row) => row.value === last).length,
      counted: counts,
    };
  };
}

/** Equal values share the rank of the first of them. */
function ranked(rows: readonly RankedRow[]): readonly RankedReport[] {
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
